// The official client's calls to the groups Order Edits, Payment Collections and Payments, as a dashboard makes them.
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

async function sell(quantity) {
  const { variants } = await admin.variants.list({ q: "ASSAM-500" })
  const { regions } = await admin.regions.list({ q: "Continental" })
  const { shipping_options } = await admin.shippingOptions.list({ region_id: regions[0].id, is_return: false })
  const { draft_order } = await admin.draftOrders.create({
    email: "odile@example.com",
    region_id: regions[0].id,
    items: [{ variant_id: variants[0].id, quantity }],
    shipping_methods: [{ option_id: shipping_options[0].id }],
  })
  return (await admin.draftOrders.markPaid(draft_order.id)).order
}

test("order edits: create, retrieve, update, list, delete", async () => {
  const order = await sell(1)
  const { order_edit: edit } = await admin.orderEdits.create({ order_id: order.id, internal_note: "by phone" })
  assert.deepEqual([edit.status, edit.total, edit.difference_due], ["created", order.total, 0])
  assert.deepEqual((await admin.orderEdits.retrieve(edit.id)).order_edit, edit)
  const { order_edit: noted } = await admin.orderEdits.update(edit.id, { internal_note: "by letter" })
  assert.equal(noted.internal_note, "by letter")
  const { order_edits, count, limit } = await admin.orderEdits.list({ order_id: order.id })
  assert.deepEqual([order_edits[0].id, count, limit], [edit.id, 1, 20])
  const { id, object, deleted } = await admin.orderEdits.delete(edit.id)
  assert.deepEqual([id, object, deleted], [edit.id, "order_edit", true])
})

test("order edits: their items, until they are confirmed", async () => {
  const order = await sell(2)
  const { order_edit: edit } = await admin.orderEdits.create({ order_id: order.id })
  const [item] = edit.items
  const added = await admin.orderEdits.addLineItem(edit.id, { variant_id: item.variant_id, quantity: 1 })
  assert.deepEqual([added.order_edit.items.length, added.order_edit.difference_due], [2, 2900])
  const [{ id: change }] = added.order_edit.changes
  assert.equal((await admin.orderEdits.deleteItemChange(edit.id, change)).object, "item_change")
  const { order_edit: more } = await admin.orderEdits.updateLineItem(edit.id, item.id, { quantity: 3 })
  assert.equal(more.changes[0].type, "item_update")
  const asked = await admin.orderEdits.requestConfirmation(edit.id, { payment_collection_description: "one more" })
  assert.deepEqual([asked.order_edit.status, asked.order_edit.payment_collection.amount], ["requested", 2900])
  assert.equal((await admin.orderEdits.confirm(edit.id)).order_edit.status, "confirmed")
  const { order: edited } = await admin.orders.retrieve(order.id)
  assert.deepEqual([edited.total, edited.items[0].quantity], [order.total + 2900, 3])
  await assert.rejects(admin.orderEdits.cancel(edit.id), refused("Cannot cancel order edit with status confirmed"))
})

test("order edits: what is removed, and canceled", async () => {
  const order = await sell(1)
  const { order_edit: edit } = await admin.orderEdits.create({ order_id: order.id })
  const { order_edit: emptied } = await admin.orderEdits.removeLineItem(edit.id, edit.items[0].id)
  assert.deepEqual([emptied.items, emptied.changes[0].type], [[], "item_remove"])
  assert.equal((await admin.orderEdits.cancel(edit.id)).order_edit.status, "canceled")
  assert.equal((await admin.orders.retrieve(order.id)).order.items.length, 1)
})

test("payment collections: retrieve, update, mark as authorized, delete", async () => {
  const { order_edit: edit } = await admin.orderEdits.create({ order_id: (await sell(1)).id })
  await admin.orderEdits.updateLineItem(edit.id, edit.items[0].id, { quantity: 2 })
  const { order_edit: asked } = await admin.orderEdits.requestConfirmation(edit.id, {})
  const { payment_collection: due } = await admin.paymentCollections.retrieve(asked.payment_collection_id)
  assert.deepEqual([due.status, due.amount, due.payments], ["not_paid", 2900, []])
  const { payment_collection: named } = await admin.paymentCollections.update(due.id, { description: "the second" })
  assert.equal(named.description, "the second")
  const { payment_collection: paid } = await admin.paymentCollections.markAsAuthorized(due.id)
  assert.deepEqual([paid.status, paid.authorized_amount], ["authorized", 2900])
  const message = "Cannot delete payment collection with status authorized"
  await assert.rejects(admin.paymentCollections.delete(due.id), refused(message))
  // As long as an order edit needs it, none can be deleted; one that there is not can.
  const { id, object, deleted } = await admin.paymentCollections.delete("paycol_unknown")
  assert.deepEqual([id, object, deleted], ["paycol_unknown", "payment_collection", true])
})

test("payments: retrieve, capture, refund", async () => {
  const order = await sell(1)
  const [{ id }] = order.payments
  const { payment } = await admin.payments.retrieve(id)
  assert.deepEqual([payment.order_id, payment.amount], [order.id, order.total])
  assert.equal((await admin.payments.capturePayment(id)).payment.captured_at, payment.captured_at)
  const { refund } = await admin.payments.refundPayment(id, { amount: 300, reason: "discount", note: "chipped" })
  assert.deepEqual([refund.payment_id, refund.amount, refund.note], [id, 300, "chipped"])
  assert.equal((await admin.payments.retrieve(id)).payment.amount_refunded, 300)
})
