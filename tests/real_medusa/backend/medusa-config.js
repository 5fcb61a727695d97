// The Medusa that this project is measured against. `../run` sets the environment and puts seed.json beside this file.
const { apps = [] } = require("./seed.json")

const database_url = process.env.DATABASE_URL
const database = { type: "postgres", url: database_url }

module.exports = {
  projectConfig: {
    database_type: "postgres",
    database_url,
    jwt_secret: "a secret for tests",
    cookie_secret: "another secret for tests",
    admin_cors: "http://localhost:7000,http://localhost:7001",
    store_cors: "http://localhost:8000",
    // No redis_url: Medusa then keeps sessions, cache and jobs in memory.
  },
  featureFlags: {
    analytics: true,
    order_editing: true,
    product_categories: true,
    publishable_api_keys: true,
    sales_channels: true,
    tax_inclusive_pricing: true,
  },
  modules: {
    cacheService: { resolve: "@medusajs/cache-inmemory", options: { ttl: 30 } },
    eventBus: { resolve: "@medusajs/event-bus-local" },
    stockLocationService: { resolve: "@medusajs/stock-location", options: { database } },
    inventoryService: { resolve: "@medusajs/inventory", options: { database } },
  },
  plugins: [
    "medusa-fulfillment-manual",
    "medusa-payment-manual",
    {
      resolve: "@medusajs/file-local",
      options: { upload_dir: "uploads", backend_url: `http://127.0.0.1:${process.env.PORT}` },
    },
    "outbox",
    // One OAuth application for each that the seed names. Medusa does not start with such a plugin unless its row
    // stands in table `oauth` already (`OauthService.registerOauthApp` looks it up with a method that throws).
    ...apps.map((app) => ({ resolve: "oauth-echo", options: app })),
  ],
}
