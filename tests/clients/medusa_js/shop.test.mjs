// The official client's calls to the groups Store, Currencies and Regions, as a dashboard makes them.
//
// BASE_URL is a server that has been seeded from the file SEED_FILE; each test leaves it as it was.
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import test from "node:test"

import Medusa from "@medusajs/medusa-js"

const seed = JSON.parse(readFileSync(process.env.SEED_FILE, "utf8"))
const { admin } = new Medusa({ baseUrl: process.env.BASE_URL, maxRetries: 3, apiKey: seed.users[0].api_token })

const codes = ({ store }) => store.currencies.map(({ code }) => code).sort()
const ids = (rows) => rows.map(({ id }) => id)

test("the store: retrieve, update", async () => {
  const { store } = await admin.store.retrieve()
  assert.equal(store.name, seed.store.name)
  assert.ok(store.feature_flags.some(({ key, value }) => key === "sales_channels" && value))
  assert.ok(store.modules.some(({ module }) => module === "inventoryService"))
  const changed = await admin.store.update({ name: "Another", metadata: { opened: "1998" } })
  assert.deepEqual([changed.store.name, changed.store.metadata.opened], ["Another", "1998"])
  const restored = await admin.store.update({ name: store.name, metadata: { opened: "" } })
  assert.deepEqual([restored.store.name, restored.store.metadata], [store.name, {}])
})

test("the store: its currencies and its providers", async () => {
  const before = codes(await admin.store.retrieve())
  // The client leaves "currencies/" out of the path: by its code alone no currency can be added.
  await assert.rejects(admin.store.addCurrency("sek"), ({ response }) => response.status === 404)
  assert.deepEqual(codes(await admin.store.addCurrency("currencies/sek")), [...before, "sek"].sort())
  assert.deepEqual(codes(await admin.store.deleteCurrency("sek")), before)
  assert.deepEqual(ids((await admin.store.listPaymentProviders()).payment_providers), ["manual"])
  assert.deepEqual((await admin.store.listTaxProviders()).tax_providers, [])
})

test("currencies: list, update", async () => {
  const { currencies, count } = await admin.currencies.list({ code: "nok" })
  assert.deepEqual([currencies[0].name, count], ["Norwegian Krone", 1])
  assert.equal((await admin.currencies.update("nok", { includes_tax: true })).currency.includes_tax, true)
  assert.equal((await admin.currencies.update("nok", { includes_tax: false })).currency.includes_tax, false)
})

test("regions: create, retrieve, update, list, delete", async () => {
  const { region } = await admin.regions.create({
    name: "North",
    currency_code: "eur",
    tax_rate: 25,
    payment_providers: ["manual"],
    fulfillment_providers: ["manual"],
    countries: ["se"],
  })
  assert.match(region.id, /^reg_/)
  assert.deepEqual((await admin.regions.retrieve(region.id)).region, region)
  assert.equal((await admin.regions.update(region.id, { tax_rate: 24.5 })).region.tax_rate, 24.5)
  const { regions, limit } = await admin.regions.list({ limit: 1 })
  assert.deepEqual([ids(regions), limit], [[region.id], 1])
  const { id, object, deleted } = await admin.regions.delete(region.id)
  assert.deepEqual([id, object, deleted], [region.id, "region", true])
  await assert.rejects(admin.regions.retrieve(region.id), ({ response }) => {
    assert.deepEqual(response.data, { type: "not_found", message: `Region with ${region.id} was not found` })
    return response.status === 404
  })
})

test("regions: countries and providers", async () => {
  const { regions } = await admin.regions.list()
  const { id } = regions.find(({ name }) => name === seed.regions[0].name)
  const countries = ({ region }) => region.countries.map(({ iso_2 }) => iso_2).sort()
  const before = seed.regions[0].countries
  assert.deepEqual(countries(await admin.regions.addCountry(id, { country_code: "at" })), [...before, "at"].sort())
  assert.deepEqual(countries(await admin.regions.deleteCountry(id, "at")), [...before].sort())
  const manual = { provider_id: "manual" }
  assert.deepEqual((await admin.regions.deletePaymentProvider(id, "manual")).region.payment_providers, [])
  assert.deepEqual(ids((await admin.regions.addPaymentProvider(id, manual)).region.payment_providers), ["manual"])
  assert.deepEqual((await admin.regions.deleteFulfillmentProvider(id, "manual")).region.fulfillment_providers, [])
  assert.deepEqual(ids((await admin.regions.addFulfillmentProvider(id, manual)).region.fulfillment_providers), ["manual"])
  const { fulfillment_options } = await admin.regions.retrieveFulfillmentOptions(id)
  assert.deepEqual(ids(fulfillment_options[0].options).sort(), ["manual-fulfillment", "manual-fulfillment-return"])
})
