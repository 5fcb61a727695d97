// Medusa as `medusa start` runs it, on one address only: that command listens on every interface and ignores --host.
require("core-js/stable")
require("regenerator-runtime/runtime")
const express = require("express")
const loaders = require("@medusajs/medusa/dist/loaders").default

// As in Medusa's command line. Some bad requests reject two promises of which one is awaited
// (GET /admin/customers?order=nope): without these, Node would exit.
process.on("unhandledRejection", console.error)
process.on("uncaughtException", console.error)

async function main() {
  const app = express()
  const { prepareShutdown, shutdown } = await loaders({ directory: __dirname, expressApp: app })
  const server = app.listen(Number(process.env.PORT), process.env.HOST)
  server.on("error", (error) => {
    console.error(error)
    process.exit(1)
  })

  async function stop() {
    server.close()
    server.closeAllConnections()
    try {
      await prepareShutdown()
      await shutdown()
    } finally {
      process.exit(0)
    }
  }
  process.on("SIGTERM", stop)
  process.on("SIGINT", stop)
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
