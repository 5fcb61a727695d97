// The official client's calls to the groups Draft Orders, Orders and Swaps, as a dashboard makes them.
//
// BASE_URL is a server that has been seeded from the file SEED_FILE. What is bought here stays bought.
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import test from "node:test"

import Medusa from "@medusajs/medusa-js"

const seed = JSON.parse(readFileSync(process.env.SEED_FILE, "utf8"))
const options = { baseUrl: process.env.BASE_URL, maxRetries: 3 }
const { admin } = new Medusa({ ...options, apiKey: seed.users[0].api_token })
const store = new Medusa(options)

const ids = (rows) => rows.map(({ id }) => id)
const address = { first_name: "Ines", last_name: "Berg", address_1: "Reihe 4", city: "Kiel", country_code: "de", postal_code: "2" }

async function draft(more = {}) {
  const { variants } = await admin.variants.list({ q: "ASSAM-100" })
  const { regions } = await admin.regions.list({ q: "Continental" })
  const { shipping_options } = await admin.shippingOptions.list({ region_id: regions[0].id, is_return: false })
  const { draft_order: made } = await admin.draftOrders.create({
    email: "ines@example.com",
    region_id: regions[0].id,
    items: [{ variant_id: variants[0].id, quantity: 2 }],
    shipping_methods: [{ option_id: shipping_options[0].id }],
    shipping_address: address,
    ...more,
  })
  return { made, way: shipping_options[0].id, variant: variants[0].id }
}

async function sell() {
  const { made, way, variant } = await draft()
  const { order } = await admin.draftOrders.markPaid(made.id)
  return { order, way, variant, items: [{ item_id: order.items[0].id, quantity: 2 }] }
}

async function send() {
  const sold = await sell()
  const { order } = await admin.orders.createFulfillment(sold.order.id, { items: sold.items })
  const sent = { fulfillment_id: order.fulfillments[0].id, tracking_numbers: ["TRACK-1"] }
  return { ...sold, order: (await admin.orders.createShipment(order.id, sent)).order }
}

test("draft orders: create, retrieve, update, list, pay", async () => {
  const { made } = await draft()
  assert.equal(made.status, "open")
  assert.equal((await admin.draftOrders.retrieve(made.id)).draft_order.cart.total, 1890)
  await admin.draftOrders.update(made.id, { email: "berg@example.com" })
  const { draft_orders } = await admin.draftOrders.list({ q: "berg@example.com" })
  assert.deepEqual(ids(draft_orders), [made.id])
  const { order } = await admin.draftOrders.markPaid(made.id)
  assert.deepEqual([order.email, order.payment_status], ["berg@example.com", "captured"])
})

test("draft orders: their items, and delete", async () => {
  const { made } = await draft()
  const [item] = made.cart.items
  const { draft_order: more } = await admin.draftOrders.addLineItem(made.id, { title: "Wrap", unit_price: 250, quantity: 1 })
  assert.equal(more.cart.items.length, 2)
  const { draft_order: fewer } = await admin.draftOrders.updateLineItem(made.id, item.id, { quantity: 1 })
  assert.equal(fewer.cart.subtotal, 970)
  const { draft_order: left } = await admin.draftOrders.removeLineItem(made.id, item.id)
  assert.deepEqual(left.cart.items.map(({ title }) => title), ["Wrap"])
  const { id, object, deleted } = await admin.draftOrders.delete(made.id)
  assert.deepEqual([id, object, deleted], [made.id, "draft-order", true])
})

test("orders: retrieve, update, list, pay back, complete, archive", async () => {
  const { order } = await sell()
  assert.equal((await admin.orders.retrieve(order.id, { expand: "items", fields: "id,total" })).order.total, 1890)
  const { order: moved } = await admin.orders.update(order.id, { email: "ines.berg@example.com" })
  assert.equal(moved.email, "ines.berg@example.com")
  const { orders, count } = await admin.orders.list({ email: "ines.berg@example.com", fields: "id,status,total" })
  assert.deepEqual([ids(orders), orders[0].total, count], [[order.id], 1890, 1])
  assert.equal((await admin.orders.capturePayment(order.id)).order.payment_status, "captured")
  const { order: poorer } = await admin.orders.refundPayment(order.id, { amount: 90, reason: "discount" })
  assert.deepEqual([poorer.refunded_total, poorer.payment_status], [90, "partially_refunded"])
  assert.equal((await admin.orders.complete(order.id)).order.status, "completed")
  assert.equal((await admin.orders.archive(order.id)).order.status, "archived")
})

test("orders: packed, unpacked, sent another way, canceled", async () => {
  const { order, items, way } = await sell()
  const { order: packed } = await admin.orders.createFulfillment(order.id, { items })
  assert.equal(packed.fulfillment_status, "fulfilled")
  const { order: unpacked } = await admin.orders.cancelFulfillment(order.id, packed.fulfillments[0].id)
  assert.equal(unpacked.fulfillment_status, "canceled")
  const { made } = await draft({ shipping_methods: [] })
  const { order: bare } = await admin.draftOrders.markPaid(made.id)
  const { order: dearer } = await admin.orders.addShippingMethod(bare.id, { option_id: way, price: 120 })
  assert.equal(dearer.shipping_total, 120)
  assert.equal((await admin.orders.cancel(order.id)).order.status, "canceled")
})

test("swaps: create, retrieve, list, cancel", async () => {
  const { order, variant, items } = await send()
  const body = { return_items: [{ ...items[0], quantity: 1 }], additional_items: [{ variant_id: variant, quantity: 1 }] }
  const { order: swapped } = await admin.orders.createSwap(order.id, body)
  const [{ id }] = swapped.swaps
  assert.equal((await admin.swaps.retrieve(id)).swap.order_id, order.id)
  assert.ok(ids((await admin.swaps.list()).swaps).includes(id))
  await admin.returns.cancel(swapped.swaps[0].return_order.id)
  const { order: canceled } = await admin.orders.cancelSwap(order.id, id)
  assert.ok(canceled.swaps[0].canceled_at)
})

test("swaps: confirmed by the customer, settled, packed, unpacked, sent", async () => {
  const { order, variant, items, way } = await send()
  const body = { return_items: [{ ...items[0], quantity: 1 }], additional_items: [{ variant_id: variant, quantity: 1 }] }
  const { order: swapped } = await admin.orders.createSwap(order.id, body)
  const [{ id, cart_id }] = swapped.swaps
  await store.carts.update(cart_id, { shipping_address: address })
  await store.carts.addShippingMethod(cart_id, { option_id: way })
  await store.carts.createPaymentSessions(cart_id)
  await store.carts.complete(cart_id)
  const { order: settled } = await admin.orders.processSwapPayment(order.id, id)
  assert.equal(settled.swaps[0].payment_status, "captured")
  const { order: packed } = await admin.orders.fulfillSwap(order.id, id, {})
  const [first] = packed.swaps[0].fulfillments
  const { order: unpacked } = await admin.orders.cancelSwapFulfillment(order.id, id, first.id)
  assert.equal(unpacked.swaps[0].fulfillment_status, "canceled")
  const { order: again } = await admin.orders.fulfillSwap(order.id, id, {})
  const fulfillment = again.swaps[0].fulfillments.find(({ canceled_at }) => !canceled_at)
  const { order: sent } = await admin.orders.createSwapShipment(order.id, id, { fulfillment_id: fulfillment.id })
  assert.equal(sent.swaps[0].fulfillment_status, "shipped")
})
