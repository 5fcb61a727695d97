// The official client's calls to the groups Auth and Apps, as an application makes them.
//
// BASE_URL is a server that has just been seeded from the file SEED_FILE. The client has no resource for applications:
// `admin.custom` is what it offers for paths that it does not know.
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import test from "node:test"

import Medusa from "@medusajs/medusa-js"

const seed = JSON.parse(readFileSync(process.env.SEED_FILE, "utf8"))
const { email, password, api_token: apiKey } = seed.users[0]
const { data, ...app } = seed.apps[0]

// With retries on, the client sends an Idempotency-Key with every POST, as Medusa's own admin does.
const client = (options) => new Medusa({ baseUrl: process.env.BASE_URL, maxRetries: 3, ...options })
const medusa = client()

const authorize = (body) => client({ apiKey }).admin.custom.post("/apps/authorizations", body)
const bearer = async () => {
  const { access_token } = await medusa.admin.auth.getToken({ email, password })
  return { Authorization: `Bearer ${access_token}` }
}
const cookie = async () => {
  const { response } = await medusa.admin.auth.createSession({ email, password })
  return { Cookie: response.headers["set-cookie"][0].split(";")[0] }
}
const apiToken = async () => ({ "x-medusa-access-token": apiKey })
const proofs = { bearer, cookie, apiToken }

const refused = (status, body) => (error) => {
  assert.equal(error.response?.status, status)
  assert.deepEqual(error.response.data, body)
  return true
}

// A browser has `window`; with it the client keeps the token that it is given, and shows it by itself.
const inABrowser = async (body) => {
  globalThis.window = globalThis
  try {
    await body()
  } finally {
    delete globalThis.window
  }
}

test("createSession answers the user and sets the session cookie", async () => {
  const { user, response } = await medusa.admin.auth.createSession({ email, password })
  assert.equal(response.status, 200)
  assert.equal(user.email, email)
  assert.equal("password_hash" in user, false)
  assert.match(response.headers["set-cookie"][0], /^connect\.sid=s%3A.+; Path=\/; Expires=.+; HttpOnly$/)
  assert.match(response.config.headers["Idempotency-Key"], /^[0-9a-f-]{36}$/)
})

test("getToken answers a JSON web token of the user", async () => {
  const [{ access_token, response }, { user }] = await Promise.all([
    medusa.admin.auth.getToken({ email, password }),
    medusa.admin.auth.getSession(await cookie()),
  ])
  assert.equal(response.status, 200)
  const [head, claims] = access_token.split(".").slice(0, 2).map((part) => JSON.parse(Buffer.from(part, "base64url")))
  assert.equal(head.alg, "HS256")
  assert.deepEqual(Object.keys(claims).sort(), ["domain", "exp", "iat", "user_id"])
  assert.deepEqual([claims.user_id, claims.domain], [user.id, "admin"])
  assert.equal(claims.exp - claims.iat, 24 * 60 * 60)
})

for (const [name, proof] of Object.entries(proofs)) {
  test(`getSession answers the user who shows a ${name}`, async () => {
    const { user, response } = await medusa.admin.auth.getSession(await proof())
    assert.equal(response.status, 200)
    assert.deepEqual([user.email, user.api_token], [email, apiKey])
  })

  test(`applications are listed to whoever shows a ${name}`, async () => {
    const { apps, response } = await medusa.admin.custom.get("/apps", undefined, undefined, await proof())
    assert.equal(response.status, 200)
    const listed = apps.map(({ data, ...details }) => details)
    assert.deepEqual(listed, seed.apps.map(({ data, ...details }) => details))
  })
}

test("a client with an API key shows it by itself", async () => {
  const { user } = await client({ apiKey }).admin.auth.getSession()
  assert.equal(user.email, email)
})

test("a client in a browser shows its token by itself", async () => {
  await inABrowser(async () => {
    const own = client()
    await own.admin.auth.getToken({ email, password })
    const { user } = await own.admin.auth.getSession()
    assert.equal(user.email, email)
  })
})

test("deleteSession ends the session of its cookie, and no other", async () => {
  const [ended, kept] = [await cookie(), await cookie()]
  const { response } = await medusa.admin.auth.deleteSession(ended)
  assert.equal(response.status, 200)
  await assert.rejects(medusa.admin.auth.getSession(ended), refused(401, "Unauthorized"))
  await assert.rejects(medusa.admin.auth.deleteSession(ended), refused(401, "Unauthorized"))
  const { user } = await medusa.admin.auth.getSession(kept)
  assert.equal(user.email, email)
})

test("an application is authorized once, and holds what it answered", async () => {
  const request = { application_name: app.application_name, state: data.state, code: "the-code" }
  const token = {
    access_token: "access-the-code",
    refresh_token: "refresh-the-code",
    token_type: "bearer",
    expires_in: 3600,
  }

  await assert.rejects(
    authorize({ ...request, state: "another" }),
    refused(400, { type: "not_allowed", message: `${app.display_name} could not match state` })
  )
  const { apps: authorized, response } = await authorize(request)
  assert.equal(response.status, 200)
  assert.match(response.config.headers["Idempotency-Key"], /^[0-9a-f-]{36}$/)
  assert.deepEqual(authorized, { ...app, data: token })

  const { apps } = await client({ apiKey }).admin.custom.get("/apps")
  assert.deepEqual(apps.find((listed) => listed.id === app.id).data, token)
  await assert.rejects(
    authorize(request),
    refused(400, { type: "not_allowed", message: `${app.display_name} could not match state` })
  )
})

test("what the query of the list says is ignored", async () => {
  const query = { limit: 0, fields: ["id", "data"], created_at: { gte: new Date() } }
  const { apps } = await client({ apiKey }).admin.custom.get("/apps", query)
  assert.equal(apps.length, seed.apps.length)
})

const withoutProof = {
  getSession: () => medusa.admin.auth.getSession(),
  deleteSession: () => medusa.admin.auth.deleteSession(),
  "a list of applications": () => medusa.admin.custom.get("/apps"),
  "an authorization": () => medusa.admin.custom.post("/apps/authorizations", {}),
  "a wrong bearer token": () => medusa.admin.auth.getSession({ Authorization: "Bearer nothing" }),
  "an API token as bearer token": () => medusa.admin.auth.getSession({ Authorization: `Bearer ${apiKey}` }),
  "a wrong API token": () => client({ apiKey: "nothing" }).admin.auth.getSession(),
  "a wrong cookie": () => medusa.admin.auth.getSession({ Cookie: "connect.sid=s%3Anothing.signed" }),
  "a wrong password": () => medusa.admin.auth.createSession({ email, password: "wrong" }),
  "a wrong password for a token": () => medusa.admin.auth.getToken({ email, password: "wrong" }),
  "an unknown e-mail address": () => medusa.admin.auth.createSession({ email: "nobody@example.com", password }),
}
for (const [name, call] of Object.entries(withoutProof)) {
  test(`${name}: 401, in plain text`, () => assert.rejects(call(), refused(401, "Unauthorized")))
}

const invalid = [
  [
    "a log-in without anything",
    () => medusa.admin.auth.createSession({}),
    "email should not be empty, email must be an email, password should not be empty, password must be a string",
  ],
  [
    "a log-in with a number for a password",
    () => medusa.admin.auth.getToken({ email, password: 1 }),
    "password must be a string",
  ],
  [
    "a log-in with more than it takes",
    () => medusa.admin.auth.createSession({ email, password, remember: true }),
    "property remember should not exist",
  ],
  [
    "an authorization without a code",
    () => authorize({ application_name: app.application_name, state: "" }),
    "state should not be empty, code should not be empty, code must be a string",
  ],
]
for (const [name, call, message] of invalid) {
  test(`${name}: 400`, () => assert.rejects(call(), refused(400, { type: "invalid_data", message })))
}

test("the authorization of an unknown application: 404", async () => {
  const request = { application_name: "nobody", state: "s", code: "c" }
  await assert.rejects(
    authorize(request),
    refused(404, { type: "not_found", message: "Oauth application nobody not found" })
  )
})
