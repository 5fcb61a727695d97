// The official client's calls to the group Price Lists, as a dashboard makes them.
//
// BASE_URL is a server that has been seeded from the file SEED_FILE; each test leaves it as it was.
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import test from "node:test"

import Medusa from "@medusajs/medusa-js"

const seed = JSON.parse(readFileSync(process.env.SEED_FILE, "utf8"))
const { admin } = new Medusa({ baseUrl: process.env.BASE_URL, maxRetries: 3, apiKey: seed.users[0].api_token })

const amounts = (rows) => rows.map(({ amount }) => amount).sort((a, b) => a - b)
const price = (variant, amount, more = {}) => ({ variant_id: variant.id, amount, currency_code: "eur", ...more })

test("price lists: create, retrieve, update, list, delete", async () => {
  const { customer_group: group } = await admin.customerGroups.create({ name: "Cafés" })
  const body = { name: "Trade", description: "For cafés", type: "override", prices: [] }
  const { price_list: made } = await admin.priceLists.create({ ...body, customer_groups: [{ id: group.id }] })
  assert.deepEqual([made.status, made.customer_groups[0].name], ["draft", "Cafés"])
  assert.deepEqual((await admin.priceLists.retrieve(made.id)).price_list, made)
  const { price_list: changed } = await admin.priceLists.update(made.id, { status: "active", customer_groups: [] })
  assert.deepEqual([changed.status, changed.customer_groups], ["active", []])
  const { price_lists, count } = await admin.priceLists.list({ q: "café", status: ["active"] })
  assert.deepEqual([price_lists.map(({ id }) => id), count], [[made.id], 1])
  const { id, object, deleted } = await admin.priceLists.delete(made.id)
  assert.deepEqual([id, object, deleted], [made.id, "price-list", true])
  await assert.rejects(admin.priceLists.retrieve(made.id), ({ response }) => response.status === 404)
  await admin.customerGroups.delete(group.id)
})

test("price lists: their prices, the products that they touch, and what these cost then", async () => {
  const [ash] = (await admin.variants.list({ title: "Ash" })).variants
  const [small] = (await admin.variants.list({ title: "100 g" })).variants
  const body = { name: "Sale", description: "Less", type: "sale", status: "active", prices: [price(ash, 9)] }
  const { price_list: list } = await admin.priceLists.create(body)
  const bulk = [price(small, 5), price(small, 4, { min_quantity: 2 }), price(ash, 8)]
  const { price_list: full } = await admin.priceLists.addPrices(list.id, { prices: bulk })
  assert.deepEqual(amounts(full.prices), [4, 5, 8, 9])
  const { products, count } = await admin.priceLists.listProducts(list.id, { q: "cup" })
  assert.deepEqual([products[0].id, count], [ash.product_id, 1])
  const [sold] = (await admin.variants.list({ title: "100 g", currency_code: "eur" })).variants
  assert.deepEqual([sold.calculated_price, sold.calculated_price_type], [5, "sale"])

  const [four, five, eight, nine] = full.prices.sort((a, b) => a.amount - b.amount).map(({ id }) => id)
  assert.deepEqual((await admin.priceLists.deletePrices(list.id, { price_ids: [eight] })).ids, [eight])
  assert.deepEqual((await admin.priceLists.deleteVariantPrices(list.id, ash.id)).ids, [nine])
  assert.deepEqual((await admin.priceLists.deleteProductPrices(list.id, ash.product_id)).ids, [])
  const gone = await admin.priceLists.deleteProductsPrices(list.id, { product_ids: [small.product_id] })
  assert.deepEqual([gone.object, gone.ids.sort()], ["money-amount", [four, five].sort()])
  assert.deepEqual((await admin.priceLists.retrieve(list.id)).price_list.prices, [])
  await admin.priceLists.delete(list.id)
})
