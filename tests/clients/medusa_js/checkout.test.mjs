// The official client's way through the Store API, as a shop in the browser goes it: from an account to an order.
//
// BASE_URL is a server that has been seeded from the file SEED_FILE. What has been ordered stays.
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import test from "node:test"

import Medusa from "@medusajs/medusa-js"

const seed = JSON.parse(readFileSync(process.env.SEED_FILE, "utf8"))
const options = { baseUrl: process.env.BASE_URL, maxRetries: 3 }
const { admin } = new Medusa({ ...options, apiKey: seed.users[0].api_token })
const shop = new Medusa(options)

const refused = (status, message) => ({ response }) => {
  assert.deepEqual([response.status, response.data.message], [status, message])
  return true
}

const account = { email: `mo-${Date.now()}@example.com`, password: "correct-horse" }
const region = async () => (await admin.regions.list({ q: "Continental" })).regions[0]
const tea = async () => (await admin.variants.list({ q: "ASSAM-100" })).variants[0]

test("auth and customers: sign up, log in, look at oneself", async () => {
  const { customer } = await shop.customers.create({ ...account, first_name: "Mo", last_name: "Lind" })
  assert.equal(customer.has_account, true)
  const { access_token: token } = await shop.auth.getToken(account)
  const headers = { Authorization: `Bearer ${token}` }
  assert.equal((await shop.auth.getSession(headers)).customer.id, customer.id)
  assert.deepEqual((await shop.customers.listOrders({}, headers)).orders, [])
  await assert.rejects(shop.auth.authenticate({ ...account, password: "wrong" }), refused(401, undefined))
})

test("carts: from an empty one to an order, and orders: found again", async () => {
  const { id: region_id } = await region()
  const { id: variant_id } = await tea()
  let { cart } = await shop.carts.create({ region_id, country_code: "de" })
  ;({ cart } = await shop.carts.lineItems.create(cart.id, { variant_id, quantity: 1 }))
  ;({ cart } = await shop.carts.lineItems.update(cart.id, cart.items[0].id, { quantity: 2 }))
  assert.deepEqual([cart.items[0].quantity, cart.total], [2, 2 * cart.items[0].unit_price])
  ;({ cart } = await shop.carts.update(cart.id, { email: account.email }))
  const { shipping_options: ways } = await shop.shippingOptions.listCartOptions(cart.id)
  ;({ cart } = await shop.carts.addShippingMethod(cart.id, { option_id: ways[0].id }))
  await assert.rejects(
    shop.carts.complete(cart.id),
    refused(400, "You cannot complete a cart without a payment session."),
  )
  ;({ cart } = await shop.carts.createPaymentSessions(cart.id))
  ;({ cart } = await shop.carts.setPaymentSession(cart.id, { provider_id: "manual" }))
  ;({ cart } = await shop.carts.updatePaymentSession(cart.id, "manual", { data: {} }))
  ;({ cart } = await shop.carts.refreshPaymentSession(cart.id, "manual"))
  ;({ cart } = await shop.carts.setPaymentSession(cart.id, { provider_id: "manual" }))
  const { type, data: order } = await shop.carts.complete(cart.id)
  assert.deepEqual([type, order.total], ["order", cart.total])
  assert.equal((await shop.carts.complete(cart.id)).data.id, order.id)
  assert.equal((await shop.orders.retrieve(order.id)).order.id, order.id)
  assert.equal((await shop.orders.retrieveByCartId(cart.id)).order.id, order.id)
  const found = await shop.orders.lookupOrder({ display_id: order.display_id, email: account.email })
  assert.equal(found.order.id, order.id)
})

test("carts: what was put in is taken out, shipping options: looked at", async () => {
  const { id: region_id } = await region()
  const { id: variant_id } = await tea()
  let { cart } = await shop.carts.create({ region_id, items: [{ variant_id, quantity: 1 }] })
  ;({ cart } = await shop.carts.createPaymentSessions(cart.id))
  ;({ cart } = await shop.carts.deletePaymentSession(cart.id, "manual"))
  ;({ cart } = await shop.carts.lineItems.delete(cart.id, cart.items[0].id))
  assert.deepEqual([cart.items, cart.payment_sessions], [[], []])
  assert.deepEqual((await shop.carts.retrieve(cart.id)).cart.items, [])
  const { shipping_options: ways } = await shop.shippingOptions.list({ region_id, is_return: false })
  assert.ok(ways.every((way) => way.region_id === region_id))
  await assert.rejects(shop.carts.deleteDiscount("cart_nope", "NONE"), ({ response }) => response.status >= 400)
})
