// The official client's calls to the groups Stock Locations, Inventory Items, Reservations and Sales Channels, as a
// dashboard makes them.
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

async function stocked(quantity) {
  const variants = [{ title: "Small", inventory_quantity: 0, options: [{ value: "S" }], prices: [] }]
  const { product } = await admin.products.create({ title: "Tray", options: [{ title: "Size" }], variants })
  const { inventory_items: items } = await admin.inventoryItems.list()
  const item = items.find(({ variants: [one] }) => one?.id === product.variants[0].id)
  const { stock_location: place } = await admin.stockLocations.create({ name: "Attic" })
  if (quantity) await admin.inventoryItems.createLocationLevel(item.id, { location_id: place.id, stocked_quantity: quantity })
  const clear = async () => {
    await admin.products.delete(product.id)
    await admin.stockLocations.delete(place.id)
  }
  return { product, item, place, clear }
}

test("stock locations: create, retrieve, update, list, delete", async () => {
  const address = { address_1: "Kade 2", country_code: "nl" }
  const { stock_location: place } = await admin.stockLocations.create({ name: "Cellar", address })
  assert.match(place.id, /^sloc_/)
  assert.equal((await admin.stockLocations.retrieve(place.id)).stock_location.name, "Cellar")
  const { stock_location: renamed } = await admin.stockLocations.update(place.id, { name: "Attic" })
  assert.equal(renamed.name, "Attic")
  assert.deepEqual(ids((await admin.stockLocations.list({ name: "Attic" })).stock_locations), [place.id])
  const { id, object, deleted } = await admin.stockLocations.delete(place.id)
  assert.deepEqual([id, object, deleted], [place.id, "stock_location", true])
  await assert.rejects(admin.stockLocations.retrieve(place.id), missing)
})

test("inventory items: create, retrieve, update, list, delete", async () => {
  const { variants } = await admin.variants.list({ q: "CUP-ASH" })
  const { inventory_item: item } = await admin.inventoryItems.create({ variant_id: variants[0].id, sku: "CUP-BOX" })
  assert.match(item.id, /^iitem_/)
  assert.equal((await admin.inventoryItems.retrieve(item.id)).inventory_item.sku, "CUP-BOX")
  assert.equal((await admin.inventoryItems.update(item.id, { hs_code: "7010" })).inventory_item.hs_code, "7010")
  const { inventory_items: items, count } = await admin.inventoryItems.list({ sku: "CUP-BOX" })
  assert.deepEqual([ids(items), count], [[item.id], 1])
  const { id, object, deleted } = await admin.inventoryItems.delete(item.id)
  assert.deepEqual([id, object, deleted], [item.id, "inventory_item", true])
})

test("inventory items: how much is where, and what a variant has of it", async () => {
  const { product, item, place, clear } = await stocked(5)
  const { inventory_item: levels } = await admin.inventoryItems.listLocationLevels(item.id)
  assert.deepEqual(levels.location_levels.map(({ stocked_quantity }) => stocked_quantity), [5])
  await admin.inventoryItems.updateLocationLevel(item.id, place.id, { stocked_quantity: 7 })
  const { variant } = await admin.variants.getInventory(product.variants[0].id)
  assert.deepEqual(ids(variant.inventory), [item.id])
  assert.equal(variant.inventory[0].location_levels[0].available_quantity, 7)
  await admin.inventoryItems.deleteLocationLevel(item.id, place.id)
  assert.deepEqual((await admin.inventoryItems.listLocationLevels(item.id)).inventory_item.location_levels, [])
  await clear()
})

test("reservations: create, retrieve, update, list, delete", async () => {
  const { item, place, clear } = await stocked(5)
  const body = { inventory_item_id: item.id, location_id: place.id, quantity: 2 }
  const { reservation } = await admin.reservations.create(body)
  assert.match(reservation.id, /^resitem_/)
  assert.equal((await admin.reservations.retrieve(reservation.id)).reservation.quantity, 2)
  await admin.reservations.update(reservation.id, { quantity: 3 }) // which a real server answers with {}
  const { reservations, count } = await admin.reservations.list({ inventory_item_id: [item.id] })
  assert.deepEqual([ids(reservations), reservations[0].quantity, count], [[reservation.id], 3, 1])
  const { id, object, deleted } = await admin.reservations.delete(reservation.id)
  assert.deepEqual([id, object, deleted], [reservation.id, "reservation", true])
  await clear()
})

test("sales channels: create, retrieve, update, list, delete", async () => {
  const { sales_channel: channel } = await admin.salesChannels.create({ name: "Market", description: "On Saturdays" })
  assert.match(channel.id, /^sc_/)
  assert.equal((await admin.salesChannels.retrieve(channel.id)).sales_channel.name, "Market")
  assert.equal((await admin.salesChannels.update(channel.id, { name: "Fair" })).sales_channel.name, "Fair")
  assert.deepEqual(ids((await admin.salesChannels.list({ q: "fair" })).sales_channels), [channel.id])
  const { id, object, deleted } = await admin.salesChannels.delete(channel.id)
  assert.deepEqual([id, object, deleted], [channel.id, "sales-channel", true])
})

test("sales channels: their products and their locations", async () => {
  const { sales_channel: channel } = await admin.salesChannels.create({ name: "Market" })
  const { products } = await admin.products.list({ limit: 1 })
  const batch = { product_ids: [{ id: products[0].id }] }
  await admin.salesChannels.addProducts(channel.id, batch)
  assert.deepEqual(ids((await admin.products.list({ sales_channel_id: [channel.id] })).products), [products[0].id])
  await admin.salesChannels.removeProducts(channel.id, batch)
  assert.equal((await admin.products.list({ sales_channel_id: [channel.id] })).count, 0)
  const { stock_location: place } = await admin.stockLocations.create({ name: "Van" })
  await admin.salesChannels.addLocation(channel.id, { location_id: place.id })
  const found = await admin.stockLocations.list({ sales_channel_id: channel.id })
  assert.deepEqual(ids(found.stock_locations), [place.id])
  await admin.salesChannels.removeLocation(channel.id, { location_id: place.id })
  await admin.stockLocations.delete(place.id)
  await admin.salesChannels.delete(channel.id)
})
