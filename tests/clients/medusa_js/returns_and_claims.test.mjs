// The official client's calls to the group Returns and to the claims of Orders, as a dashboard makes them.
//
// BASE_URL is a server that has been seeded from the file SEED_FILE. What is bought here stays bought.
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import test from "node:test"

import Medusa from "@medusajs/medusa-js"

const seed = JSON.parse(readFileSync(process.env.SEED_FILE, "utf8"))
const { admin } = new Medusa({ baseUrl: process.env.BASE_URL, maxRetries: 3, apiKey: seed.users[0].api_token })

const refused = (message) => ({ response }) => {
  assert.deepEqual([response.status, response.data.message], [400, message])
  return true
}

async function send(quantity) {
  const { variants } = await admin.variants.list({ q: "ASSAM-500" })
  const { regions } = await admin.regions.list({ q: "Continental" })
  const { shipping_options } = await admin.shippingOptions.list({ region_id: regions[0].id, is_return: false })
  const { draft_order } = await admin.draftOrders.create({
    email: "rosa@example.com",
    region_id: regions[0].id,
    items: [{ variant_id: variants[0].id, quantity }],
    shipping_methods: [{ option_id: shipping_options[0].id }],
  })
  const { order } = await admin.draftOrders.markPaid(draft_order.id)
  const item = { item_id: order.items[0].id, quantity }
  const { order: packed } = await admin.orders.createFulfillment(order.id, { items: [item] })
  await admin.orders.createShipment(order.id, { fulfillment_id: packed.fulfillments[0].id })
  return { id: order.id, item: order.items[0], way: shipping_options[0].id }
}

test("returns: request, list, receive", async () => {
  const { id, item } = await send(2)
  const { order } = await admin.orders.requestReturn(id, { items: [{ item_id: item.id, quantity: 1 }] })
  const { returns, limit } = await admin.returns.list({ limit: 1 })
  assert.deepEqual([returns[0].id, returns[0].order.id, limit], [order.returns[0].id, id, 1])
  const received = await admin.returns.receive(returns[0].id, { items: [{ item_id: item.id, quantity: 1 }] })
  assert.equal(received.return.status, "received")
  const { order: after } = await admin.orders.retrieve(id)
  assert.deepEqual([after.fulfillment_status, after.refunded_total], ["partially_returned", item.unit_price])
  await assert.rejects(admin.returns.cancel(returns[0].id), refused("Can't cancel a return which has been returned"))
})

test("returns: cancel", async () => {
  const { id, item } = await send(1)
  const { order } = await admin.orders.requestReturn(id, { items: [{ item_id: item.id, quantity: 1 }] })
  const { order: canceled } = await admin.returns.cancel(order.returns[0].id)
  assert.deepEqual([canceled.id, canceled.returns[0].status], [id, "canceled"])
})

test("claims: money back", async () => {
  const { id, item } = await send(2)
  const claim_items = [{ item_id: item.id, quantity: 1, reason: "production_failure", tags: ["torn"] }]
  const { order } = await admin.orders.createClaim(id, { type: "refund", claim_items })
  assert.deepEqual([order.claims[0].payment_status, order.refunded_total], ["refunded", item.unit_price])
})

test("claims: update, fulfill, ship, cancel", async () => {
  const { id, item, way } = await send(2)
  const claim = {
    type: "replace",
    claim_items: [{ item_id: item.id, quantity: 1, reason: "missing_item" }],
    additional_items: [{ variant_id: item.variant_id, quantity: 1 }],
    shipping_methods: [{ option_id: way, price: 0 }],
  }
  const { order } = await admin.orders.createClaim(id, claim)
  const claimId = order.claims[0].id
  const { order: noted } = await admin.orders.updateClaim(id, claimId, { metadata: { agent: "nine" } })
  assert.deepEqual(noted.claims[0].metadata, { agent: "nine" })
  const { order: packed } = await admin.orders.fulfillClaim(id, claimId, {})
  const first = packed.claims[0].fulfillments[0].id
  const { order: unpacked } = await admin.orders.cancelClaimFulfillment(id, claimId, first)
  assert.equal(unpacked.claims[0].fulfillment_status, "canceled")
  assert.ok((await admin.orders.cancelClaim(id, claimId)).order.claims[0].canceled_at)
  await assert.rejects(admin.orders.fulfillClaim(id, claimId, {}), refused("Canceled claim cannot be fulfilled"))
  const { order: again } = await admin.orders.createClaim(id, claim)
  const second = again.claims.find((one) => !one.canceled_at).id
  const { order: repacked } = await admin.orders.fulfillClaim(id, second, {})
  const [fulfillment] = repacked.claims.find((one) => one.id === second).fulfillments
  const sent = { fulfillment_id: fulfillment.id, tracking_numbers: ["TRACK-1"] }
  const { order: shipped } = await admin.orders.createClaimShipment(id, second, sent)
  assert.equal(shipped.claims.find((one) => one.id === second).fulfillment_status, "shipped")
})
