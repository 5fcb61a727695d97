// What a front end does with the official client: it makes a product, sells nothing, and tries again where it has to.
import Medusa from "@medusajs/medusa-js"

const { admin } = new Medusa({
  baseUrl: process.env.BASE_URL,
  maxRetries: 3,
  apiKey: "demo-admin-token",
  customHeaders: { "X-Mock-Session": process.env.SESSION },
})
const headers = { "X-Mock-Session": process.env.SESSION }

const { product } = await admin.products.create({ title: "Oilskin Coat", options: [{ title: "Size" }] }, headers)
await admin.products.update(product.id, { status: "published" }, headers)
await admin.products.retrieve(product.id, {}, headers)
await admin.store.retrieve(headers)
await admin.products.delete(product.id, headers)
