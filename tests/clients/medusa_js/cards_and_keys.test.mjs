// The official client's calls to the groups Gift Cards and Publishable API Keys, as a dashboard makes them.
//
// BASE_URL is a server that has been seeded from the file SEED_FILE; each test leaves it as it was.
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import test from "node:test"

import Medusa from "@medusajs/medusa-js"

const seed = JSON.parse(readFileSync(process.env.SEED_FILE, "utf8"))
const { admin } = new Medusa({ baseUrl: process.env.BASE_URL, maxRetries: 3, apiKey: seed.users[0].api_token })

const ids = (rows) => rows.map(({ id }) => id)
const missing = (message) => ({ response }) => {
  assert.deepEqual([response.status, response.data], [404, { type: "not_found", message }])
  return true
}

test("gift cards: create, retrieve, update, list, delete", async () => {
  const { regions } = await admin.regions.list()
  const { gift_card: card } = await admin.giftCards.create({ region_id: regions[0].id, value: 5000 })
  assert.match(card.code, /^[A-Z0-9]{4}(-[A-Z0-9]{4}){3}$/)
  assert.deepEqual([card.balance, card.region.id, card.order], [5000, regions[0].id, null])
  assert.deepEqual((await admin.giftCards.retrieve(card.id)).gift_card, card)
  assert.equal((await admin.giftCards.update(card.id, { balance: 100 })).gift_card.balance, 100)
  const { gift_cards, count } = await admin.giftCards.list({ q: card.code })
  assert.deepEqual([ids(gift_cards), count], [[card.id], 1])
  const { id, object, deleted } = await admin.giftCards.delete(card.id)
  assert.deepEqual([id, object, deleted], [card.id, "gift-card", true])
  await assert.rejects(admin.giftCards.retrieve(card.id), missing(`Gift card with id: ${card.id} was not found`))
})

test("publishable keys: create, retrieve, update, list, revoke, delete", async () => {
  const { publishable_api_key: key } = await admin.publishableApiKeys.create({ title: "Till" })
  const { user } = await admin.auth.getSession()
  assert.match(key.id, /^pk_/)
  assert.equal(key.created_by, user.id)
  assert.deepEqual((await admin.publishableApiKeys.retrieve(key.id)).publishable_api_key, key)
  const changed = await admin.publishableApiKeys.update(key.id, { title: "Old till" })
  assert.equal(changed.publishable_api_key.title, "Old till")
  assert.deepEqual(ids((await admin.publishableApiKeys.list({ q: "old" })).publishable_api_keys), [key.id])
  const { publishable_api_key: revoked } = await admin.publishableApiKeys.revoke(key.id)
  assert.equal(revoked.revoked_by, user.id)
  const { object } = await admin.publishableApiKeys.delete(key.id)
  assert.equal(object, "publishable_api_key")
  const message = `Publishable key with id: ${key.id} was not found`
  await assert.rejects(admin.publishableApiKeys.retrieve(key.id), missing(message))
})

test("publishable keys: their sales channels", async () => {
  const { publishable_api_keys } = await admin.publishableApiKeys.list({ q: seed.publishable_api_keys[0].title })
  const [key] = ids(publishable_api_keys)
  const channels = async () => ids((await admin.publishableApiKeys.listSalesChannels(key)).sales_channels).sort()
  const before = await channels()
  const { sales_channel } = await admin.salesChannels.create({ name: "Stall" })
  const batch = { sales_channel_ids: [{ id: sales_channel.id }] }
  await admin.publishableApiKeys.addSalesChannelsBatch(key, batch)
  assert.deepEqual(await channels(), [...before, sales_channel.id].sort())
  await admin.publishableApiKeys.deleteSalesChannelsBatch(key, batch)
  assert.deepEqual(await channels(), before)
  await admin.salesChannels.delete(sales_channel.id)
})
