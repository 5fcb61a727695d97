// Which of its methods for admins the official client was asked for, and got an answer to.
//
// Loaded before the tests, by `node --import`. At its end every process adds a line to the file CALLS_FILE: the methods
// that there are, such as "orders.list", and those that were answered without an error.
import { appendFileSync } from "node:fs"

import Medusa from "@medusajs/medusa-js"

const known = []
const answered = new Set()

function watch(name, prototype, method) {
  const original = prototype[method]
  known.push(name)
  prototype[method] = function (...given) {
    const called = original.apply(this, given)
    called.then(() => answered.add(name), () => {})
    return called
  }
}

const { admin } = new Medusa({ baseUrl: "http://localhost", maxRetries: 0 })
for (const [resource, value] of Object.entries(admin)) {
  if (resource === "client") continue
  const prototype = Object.getPrototypeOf(value)
  const methods = Object.getOwnPropertyNames(prototype).filter((one) => one !== "constructor" && !one.startsWith("_"))
  for (const method of methods) watch(`${resource}.${method}`, prototype, method)
}

process.on("exit", () => {
  appendFileSync(process.env.CALLS_FILE, JSON.stringify({ known, answered: [...answered] }) + "\n")
})
