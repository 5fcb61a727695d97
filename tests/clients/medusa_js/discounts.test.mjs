// The official client's calls to the group Discounts, as a dashboard makes them.
//
// BASE_URL is a server that has been seeded from the file SEED_FILE; each test leaves it as it was.
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import test from "node:test"

import Medusa from "@medusajs/medusa-js"

const seed = JSON.parse(readFileSync(process.env.SEED_FILE, "utf8"))
const { admin } = new Medusa({ baseUrl: process.env.BASE_URL, maxRetries: 3, apiKey: seed.users[0].api_token })

const ids = (rows) => rows.map(({ id }) => id)

async function create(more) {
  const { regions } = await admin.regions.list({ q: "Continental" })
  const rule = { type: "percentage", value: 10, allocation: "total" }
  return (await admin.discounts.create({ rule, regions: ids(regions), ...more })).discount
}

test("discounts: create, retrieve, update, list, delete", async () => {
  const discount = await create({ code: "autumn" })
  assert.deepEqual([discount.code, discount.rule.value], ["AUTUMN", 10])
  assert.deepEqual((await admin.discounts.retrieve(discount.id)).discount.id, discount.id)
  assert.deepEqual((await admin.discounts.retrieveByCode("AUTUMN")).discount.id, discount.id)
  const { discount: changed } = await admin.discounts.update(discount.id, { usage_limit: 3 })
  assert.equal(changed.usage_limit, 3)
  const { discounts, count } = await admin.discounts.list({ q: "autumn", expand: "rule,regions" })
  assert.deepEqual([ids(discounts), discounts[0].regions.length, count], [[discount.id], 1, 1])
  const { id, object, deleted } = await admin.discounts.delete(discount.id)
  assert.deepEqual([id, object, deleted], [discount.id, "discount", true])
  await assert.rejects(admin.discounts.retrieve(discount.id), ({ response }) => response.status === 404)
})

test("discounts: their regions", async () => {
  const discount = await create({ code: "EVERYWHERE" })
  const { regions } = await admin.regions.list({ q: "United" })
  const { discount: more } = await admin.discounts.addRegion(discount.id, regions[0].id)
  assert.equal(more.regions.length, 2)
  const { discount: less } = await admin.discounts.removeRegion(discount.id, regions[0].id)
  assert.equal(less.regions.length, 1)
  await admin.discounts.delete(discount.id)
})

test("discounts: codes made from one", async () => {
  const discount = await create({ code: "LOYAL", is_dynamic: true, valid_duration: "P3M" })
  const { discount: made } = await admin.discounts.createDynamicCode(discount.id, { code: "loyal-ana" })
  assert.equal(made.parent_discount_id, discount.id)
  assert.equal((await admin.discounts.retrieveByCode("LOYAL-ANA")).discount.id, made.id)
  await admin.discounts.deleteDynamicCode(discount.id, "LOYAL-ANA")
  await assert.rejects(admin.discounts.retrieveByCode("LOYAL-ANA"), ({ response }) => response.status === 404)
  await admin.discounts.delete(discount.id)
})

test("discounts: their conditions", async () => {
  const discount = await create({ code: "CUPS" })
  const { products } = await admin.products.list({ limit: 2 })
  const [first, second] = ids(products)
  const payload = { operator: "in", products: [first] }
  const { discount: made } = await admin.discounts.createCondition(discount.id, payload, { expand: "rule.conditions" })
  const [{ id }] = made.rule.conditions
  const named = async () => {
    const query = { expand: "products" }
    return ids((await admin.discounts.getCondition(discount.id, id, query)).discount_condition.products).sort()
  }
  assert.deepEqual(await named(), [first])
  await admin.discounts.addConditionResourceBatch(discount.id, id, { resources: [{ id: second }] })
  assert.deepEqual(await named(), [first, second].sort())
  await admin.discounts.deleteConditionResourceBatch(discount.id, id, { resources: [{ id: first }] })
  assert.deepEqual(await named(), [second])
  await admin.discounts.updateCondition(discount.id, id, { products: [first] })
  assert.deepEqual(await named(), [first])
  const { object, deleted } = await admin.discounts.deleteCondition(discount.id, id)
  assert.deepEqual([object, deleted], ["discount-condition", true])
  await admin.discounts.delete(discount.id)
})
