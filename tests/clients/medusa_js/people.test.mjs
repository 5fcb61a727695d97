// The official client's calls to the groups Customers, Customer Groups, Users, Invites, Notes and Notifications, as a
// dashboard makes them.
//
// BASE_URL is a server that has been seeded from the file SEED_FILE. Customers and notifications stay; else each test
// leaves it as it was.
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import test from "node:test"

import Medusa from "@medusajs/medusa-js"

const seed = JSON.parse(readFileSync(process.env.SEED_FILE, "utf8"))
const { admin } = new Medusa({ baseUrl: process.env.BASE_URL, maxRetries: 3, apiKey: seed.users[0].api_token })

const ids = (rows) => rows.map(({ id }) => id)
const missing = ({ response }) => response.status === 404

// What a shop would have mailed; a real server takes a moment.
async function mailed(eventName) {
  const { outbox } = await (await fetch(`${process.env.BASE_URL}/_mock/outbox`)).json()
  return outbox.filter(({ event_name }) => event_name === eventName).at(-1)
}

test("customers: create, retrieve, update, list", async () => {
  const body = { email: "greta@example.com", first_name: "Greta", last_name: "Holm", password: "supersecret" }
  const { customer } = await admin.customers.create(body)
  assert.match(customer.id, /^cus_/)
  assert.equal((await admin.customers.retrieve(customer.id)).customer.email, "greta@example.com")
  const { customer: changed } = await admin.customers.update(customer.id, { phone: "0451 1", metadata: { vip: "yes" } })
  assert.deepEqual([changed.phone, changed.metadata], ["0451 1", { vip: "yes" }])
  const { customers, count } = await admin.customers.list({ q: "greta", has_account: true })
  assert.deepEqual([ids(customers), count], [[customer.id], 1])
})

test("customer groups: create, retrieve, update, list, delete", async () => {
  const { customer_group: group } = await admin.customerGroups.create({ name: "Regulars" })
  assert.match(group.id, /^cgrp_/)
  assert.deepEqual((await admin.customerGroups.retrieve(group.id)).customer_group, group)
  const { customer_group: renamed } = await admin.customerGroups.update(group.id, { name: "Friends" })
  assert.equal(renamed.name, "Friends")
  assert.deepEqual(ids((await admin.customerGroups.list({ q: "friend" })).customer_groups), [group.id])
  const { id, object, deleted } = await admin.customerGroups.delete(group.id)
  assert.deepEqual([id, object, deleted], [group.id, "customer_group", true])
  await assert.rejects(admin.customerGroups.retrieve(group.id), missing)
})

test("customer groups: who is in them", async () => {
  const { customer } = await admin.customers.create({
    email: "ivo@example.com",
    first_name: "Ivo",
    last_name: "Kern",
    password: "supersecret",
  })
  const { customer_group: group } = await admin.customerGroups.create({ name: "Press" })
  const batch = { customer_ids: [{ id: customer.id }] }
  await admin.customerGroups.addCustomers(group.id, batch)
  const { customers, count } = await admin.customerGroups.listCustomers(group.id, { expand: "groups" })
  assert.deepEqual([ids(customers), customers[0].groups[0].name, count], [[customer.id], "Press", 1])
  await admin.customerGroups.removeCustomers(group.id, batch)
  assert.equal((await admin.customerGroups.listCustomers(group.id)).count, 0)
  await admin.customerGroups.delete(group.id)
})

test("users: create, retrieve, update, list, delete", async () => {
  const { user } = await admin.users.create({ email: "cook@example.com", first_name: "Ada", password: "supersecret" })
  assert.match(user.id, /^usr_/)
  assert.equal((await admin.users.retrieve(user.id)).user.first_name, "Ada")
  assert.equal((await admin.users.update(user.id, { last_name: "Berg" })).user.last_name, "Berg")
  assert.deepEqual(ids((await admin.users.list({ email: "cook@example.com" })).users), [user.id])
  const { id, object, deleted } = await admin.users.delete(user.id)
  assert.deepEqual([id, object, deleted], [user.id, "user", true])
  await assert.rejects(admin.users.retrieve(user.id), missing)
})

test("users: a password that was forgotten", async () => {
  const { user } = await admin.users.create({ email: "lost@example.com", password: "supersecret" })
  await admin.users.sendResetPasswordToken({ email: user.email })
  const { token } = (await mailed("user.password_reset")).data
  const { user: known } = await admin.users.resetPassword({ email: user.email, token, password: "another" })
  assert.equal(known.id, user.id)
  assert.ok((await admin.auth.getToken({ email: user.email, password: "another" })).access_token)
  await admin.users.delete(user.id)
})

test("invites: create, list, resend, accept, delete", async () => {
  await admin.invites.create({ user: "barista@example.com", role: "member" })
  const { invites } = await admin.invites.list()
  const invite = invites.find(({ user_email }) => user_email === "barista@example.com")
  assert.equal(invite.accepted, false)
  await admin.invites.resend(invite.id)
  const { token } = (await mailed("invite.created")).data
  const guest = new Medusa({ baseUrl: process.env.BASE_URL, maxRetries: 3 }).admin
  await guest.invites.accept({ token, user: { first_name: "Bo", last_name: "Rista", password: "supersecret" } })
  const { users } = await admin.users.list({ email: "barista@example.com" })
  assert.deepEqual(users.map(({ role, first_name }) => [role, first_name]), [["member", "Bo"]])
  await admin.users.delete(users[0].id)
  await admin.invites.create({ user: "nobody@example.com", role: "admin" })
  const left = (await admin.invites.list()).invites.find(({ user_email }) => user_email === "nobody@example.com")
  const { id, object, deleted } = await admin.invites.delete(left.id)
  assert.deepEqual([id, object, deleted], [left.id, "invite", true])
})

test("notes: create, retrieve, update, list, delete", async () => {
  const { note } = await admin.notes.create({ resource_id: "order_x", resource_type: "order", value: "Ring twice" })
  assert.match(note.id, /^note_/)
  assert.equal((await admin.notes.retrieve(note.id)).note.value, "Ring twice")
  assert.equal((await admin.notes.update(note.id, { value: "Ring once" })).note.value, "Ring once")
  assert.deepEqual(ids((await admin.notes.list({ resource_id: "order_x" })).notes), [note.id])
  const { id, object, deleted } = await admin.notes.delete(note.id)
  assert.deepEqual([id, object, deleted], [note.id, "note", true])
})

test("notifications: list, resend", async () => {
  await admin.invites.create({ user: "reader@example.com", role: "member" })
  await mailed("invite.created")
  const { notifications } = await admin.notifications.list({ event_name: "invite.created", limit: 1 })
  assert.equal(notifications[0].event_name, "invite.created")
  const { notification } = await admin.notifications.resend(notifications[0].id, { to: "other@example.com" })
  assert.equal(notification.resends.at(-1).to, "other@example.com")
  const { invites } = await admin.invites.list()
  await admin.invites.delete(invites.find(({ user_email }) => user_email === "reader@example.com").id)
})
