// The official client's calls to the groups Shipping Options, Shipping Profiles, Tax Rates and Return Reasons, as a
// dashboard makes them, and to paths that it does not know.
//
// BASE_URL is a server that has been seeded from the file SEED_FILE; each test leaves it as it was.
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import test from "node:test"

import Medusa from "@medusajs/medusa-js"

const seed = JSON.parse(readFileSync(process.env.SEED_FILE, "utf8"))
const { admin } = new Medusa({ baseUrl: process.env.BASE_URL, maxRetries: 3, apiKey: seed.users[0].api_token })

const ids = (rows) => rows.map(({ id }) => id)
const missing = ({ response }) => response.status === 404

const letter = (region, profile) => ({
  name: "By letter",
  region_id: region,
  profile_id: profile,
  provider_id: "manual",
  data: { id: "manual-fulfillment" },
  price_type: "flat_rate",
  amount: 150,
})

async function continental() {
  return (await admin.regions.list({ q: "Continental" })).regions[0].id
}

test("shipping profiles and options: create, retrieve, update, list, delete", async () => {
  const region = await continental()
  const { shipping_profile: profile } = await admin.shippingProfiles.create({ name: "Letters", type: "custom" })
  assert.match(profile.id, /^sp_/)
  assert.equal((await admin.shippingProfiles.retrieve(profile.id)).shipping_profile.name, "Letters")
  await admin.shippingProfiles.update(profile.id, { name: "Post" })
  const { shipping_profiles } = await admin.shippingProfiles.list()
  assert.ok(shipping_profiles.some(({ id, name }) => id === profile.id && name === "Post"))

  const { shipping_option: option } = await admin.shippingOptions.create(letter(region, profile.id))
  assert.match(option.id, /^so_/)
  assert.equal((await admin.shippingOptions.retrieve(option.id)).shipping_option.amount, 150)
  const { shipping_option: dearer } = await admin.shippingOptions.update(option.id, { amount: 200, requirements: [] })
  assert.equal(dearer.amount, 200)
  const { shipping_options } = await admin.shippingOptions.list({ region_id: region, is_return: false })
  assert.ok(ids(shipping_options).includes(option.id))
  const { id, object, deleted } = await admin.shippingOptions.delete(option.id)
  assert.deepEqual([id, object, deleted], [option.id, "shipping-option", true])
  assert.equal((await admin.shippingProfiles.delete(profile.id)).object, "shipping_profile")
  await assert.rejects(admin.shippingProfiles.retrieve(profile.id), missing)
})

test("tax rates: create, retrieve, update, list, delete", async () => {
  const { tax_rate: rate } = await admin.taxRates.create({ name: "Books", code: "B", rate: 7, region_id: await continental() })
  assert.match(rate.id, /^txr_/)
  assert.equal((await admin.taxRates.retrieve(rate.id, { expand: ["region"] })).tax_rate.region.id, rate.region_id)
  assert.equal((await admin.taxRates.update(rate.id, { rate: 5 })).tax_rate.rate, 5)
  assert.deepEqual(ids((await admin.taxRates.list({ code: "B" })).tax_rates), [rate.id])
  const { id, object, deleted } = await admin.taxRates.delete(rate.id)
  assert.deepEqual([id, object, deleted], [rate.id, "tax-rate", true])
  await assert.rejects(admin.taxRates.retrieve(rate.id), missing)
})

test("tax rates: what they are for", async () => {
  const region = await continental()
  const { tax_rate: rate } = await admin.taxRates.create({ name: "Cups", code: "C", rate: 7, region_id: region })
  const { products } = await admin.products.list({ q: "cup" })
  const { shipping_options } = await admin.shippingOptions.list({ region_id: region })
  const { product } = await admin.products.create({ title: "Sample", type: { value: "samples" } })
  const all = [
    ["Products", { products: [products[0].id] }, "products"],
    ["ShippingOptions", { shipping_options: [shipping_options[0].id] }, "shipping_options"],
    ["ProductTypes", { product_types: [product.type_id] }, "product_types"],
  ]
  for (const [name, batch, relation] of all) {
    const { tax_rate: more } = await admin.taxRates[`add${name}`](rate.id, batch, { expand: [relation] })
    assert.deepEqual(ids(more[relation]), batch[relation])
    const { tax_rate: less } = await admin.taxRates[`remove${name}`](rate.id, batch, { expand: [relation] })
    assert.deepEqual(less[relation], [])
  }
  await admin.products.delete(product.id)
  await admin.taxRates.delete(rate.id)
})

test("return reasons: create, retrieve, update, list, delete", async () => {
  const { return_reason: reason } = await admin.returnReasons.create({ value: "torn", label: "Torn" })
  assert.match(reason.id, /^rr_/)
  assert.equal((await admin.returnReasons.retrieve(reason.id)).return_reason.label, "Torn")
  assert.equal((await admin.returnReasons.update(reason.id, { label: "Ripped" })).return_reason.label, "Ripped")
  assert.ok(ids((await admin.returnReasons.list()).return_reasons).includes(reason.id))
  const { id, object, deleted } = await admin.returnReasons.delete(reason.id)
  assert.deepEqual([id, object, deleted], [reason.id, "return_reason", true])
})

test("a path that it does not know: get, post, delete", async () => {
  const { note } = await admin.custom.post("/notes", { resource_id: "x", resource_type: "y", value: "z" })
  assert.equal((await admin.custom.get(`/notes/${note.id}`)).note.value, "z")
  assert.equal((await admin.custom.delete(`/notes/${note.id}`)).deleted, true)
})
