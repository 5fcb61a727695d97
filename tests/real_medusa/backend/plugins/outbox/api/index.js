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

module.exports.default = () => {
  const router = Router()
  router.get("/_mock/outbox", async (request, response) => {
    await everythingToArrive(request.scope.resolve("manager"))
    response.json({ outbox: outbox.messages })
  })
  return router
}
