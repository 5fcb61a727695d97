// The official client tries again what fails with 409, with 501 or more, or without an answer: it gets over a fault that
// strikes twice, and its user sees one that strikes three times.
//
// BASE_URL is a mock: a real server fails when it wants to.
import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { after, beforeEach, test } from "node:test"

import Medusa from "@medusajs/medusa-js"

const baseUrl = process.env.BASE_URL
const session = `faults-${randomUUID()}`
const { admin } = new Medusa({ baseUrl, maxRetries: 2, customHeaders: { "X-Mock-Session": session } })
const account = { email: "admin@medusa-test.com", password: "supersecret" }

const control = async (method, path, body) => {
  const headers = { "X-Mock-Session": session }
  const answer = await fetch(`${baseUrl}/_mock${path}`, { method, headers, body: JSON.stringify(body) })
  assert.ok(answer.ok, await answer.clone().text())
  return answer.json()
}

beforeEach(() => control("POST", "/reset"))
after(() => control("DELETE", `/sessions/${session}`))

for (const fault of [{ status: 409 }, { status: 503 }, { connection: "drop" }]) {
  test(`a log-in that fails twice (${JSON.stringify(fault)}) succeeds`, async () => {
    await control("POST", "/faults", { operation: "create_token", times: 2, ...fault })
    const { access_token } = await admin.auth.getToken(account)
    assert.ok(access_token)
    const [{ hits, left }] = (await control("GET", "/faults")).faults
    assert.deepEqual([hits, left], [2, 0])
  })
}

test("a log-in that fails three times fails", async () => {
  await control("POST", "/faults", { operation: "create_token", times: 3, status: 409 })
  await assert.rejects(admin.auth.getToken(account), ({ response }) => response.data.code === "invalid_state_error")
})
