// The official client's calls to the groups Products, Product Variants, Product Tags and Product Types, as a dashboard
// makes them.
//
// BASE_URL is a server that has been seeded from the file SEED_FILE. Tags and types stay; else each test leaves it as
// it was.
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import test from "node:test"

import Medusa from "@medusajs/medusa-js"

const seed = JSON.parse(readFileSync(process.env.SEED_FILE, "utf8"))
const { admin } = new Medusa({ baseUrl: process.env.BASE_URL, maxRetries: 3, apiKey: seed.users[0].api_token })

const ids = (rows) => rows.map(({ id }) => id)
const values = (rows) => rows.map(({ value }) => value)

const body = {
  title: "Whisk",
  type: { value: "tools" },
  tags: [{ value: "bamboo" }],
  options: [{ title: "Prongs" }],
  variants: [{ title: "Fine", options: [{ value: "100" }], prices: [{ currency_code: "eur", amount: 1400 }] }],
}

test("products: create, retrieve, update, list, delete", async () => {
  const { product } = await admin.products.create(body)
  assert.match(product.id, /^prod_/)
  assert.deepEqual([product.handle, product.type.value, values(product.tags)], ["whisk", "tools", ["bamboo"]])
  assert.equal((await admin.products.retrieve(product.id)).product.variants[0].prices[0].amount, 1400)
  const { product: changed } = await admin.products.update(product.id, { subtitle: "For matcha", status: "draft" })
  assert.deepEqual([changed.subtitle, changed.status], ["For matcha", "draft"])
  const { products, count } = await admin.products.list({ q: "whisk", status: ["draft"], expand: "variants" })
  assert.deepEqual([ids(products), count], [[product.id], 1])
  const { id, object, deleted } = await admin.products.delete(product.id)
  assert.deepEqual([id, object, deleted], [product.id, "product", true])
  await assert.rejects(admin.products.retrieve(product.id), ({ response }) => response.status === 404)
})

test("products: metadata, tags and types", async () => {
  const { product } = await admin.products.create({ ...body, title: "Sieve" })
  const { product: noted } = await admin.products.setMetadata(product.id, { key: "mesh", value: "fine" })
  assert.deepEqual(noted.metadata, { mesh: "fine" })
  assert.ok(values((await admin.products.listTypes()).types).includes("tools"))
  const { tags } = await admin.products.listTags()
  assert.ok(tags.find(({ value }) => value === "bamboo").usage_count > 0)
  assert.deepEqual(values((await admin.productTags.list({ value: ["bamboo"] })).product_tags), ["bamboo"])
  assert.deepEqual(values((await admin.productTypes.list({ q: "tool" })).product_types), ["tools"])
  await admin.products.delete(product.id)
})

test("products: their options and their variants", async () => {
  const { product } = await admin.products.create({ ...body, title: "Spoon" })
  const { product: longer } = await admin.products.addOption(product.id, { title: "Length" })
  const option = longer.options.find(({ title }) => title === "Length").id
  const { product: renamed } = await admin.products.updateOption(product.id, option, { title: "Size" })
  assert.deepEqual(renamed.options.map(({ title }) => title).sort(), ["Prongs", "Size"])
  const { option_id, deleted } = await admin.products.deleteOption(product.id, option)
  assert.deepEqual([option_id, deleted], [option, true])

  const [{ id: prongs }] = product.options
  const coarse = { title: "Coarse", options: [{ option_id: prongs, value: "60" }], prices: [{ currency_code: "eur", amount: 900 }] }
  const { product: wider } = await admin.products.createVariant(product.id, coarse)
  const variant = wider.variants.find(({ title }) => title === "Coarse").id
  await admin.products.updateVariant(product.id, variant, { sku: "SPOON-60", prices: [{ currency_code: "eur", amount: 950 }] })
  const { variants } = await admin.products.listVariants(product.id, { q: "coarse", expand: "prices" })
  assert.deepEqual([ids(variants), variants[0].prices[0].amount], [[variant], 950])
  // Given a query, the client leaves the id out of the path, and gets a list.
  assert.equal((await admin.variants.retrieve(variant)).variant.product.title, "Spoon")
  assert.deepEqual(ids((await admin.variants.list({ q: "SPOON-60" })).variants), [variant])
  const gone = await admin.products.deleteVariant(product.id, variant)
  assert.deepEqual([gone.variant_id, gone.object], [variant, "product-variant"])
  await admin.products.delete(product.id)
})
