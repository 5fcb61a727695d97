const { Router } = require("express")
const { outbox } = require("..")

// Medusa stages the events of a transaction in a table and hands them on some seconds later.
async function everythingToArrive(manager) {
  for (;;) {
    const [{ staged }] = await manager.query("select count(*)::int as staged from staged_job")
    if (staged === 0 && outbox.coming === 0) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

// `*` stands for any text.
function fits(pattern, text) {
  const parts = pattern.split("*").map((part) => part.replace(/[^\w]/g, "\\$&"))
  return new RegExp(`^${parts.join(".*")}$`).test(text ?? "")
}

module.exports.default = () => {
  const router = Router()
  router.get("/_mock/outbox", async (request, response) => {
    await everythingToArrive(request.scope.resolve("manager"))
    const { event, to } = request.query
    const asked = (message) => fits(event ?? "*", message.event_name) && (!to || (message.to && fits(to, message.to)))
    response.json({ outbox: outbox.messages.filter(asked).map(({ serial, ...message }) => message) })
  })
  return router
}
