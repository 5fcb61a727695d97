// The official client's calls to the groups Product Collections and Product Categories, as a dashboard makes them.
//
// BASE_URL is a server that has been seeded from the file SEED_FILE; each test leaves it as it was.
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import test from "node:test"

import Medusa from "@medusajs/medusa-js"

const seed = JSON.parse(readFileSync(process.env.SEED_FILE, "utf8"))
const { admin } = new Medusa({ baseUrl: process.env.BASE_URL, maxRetries: 3, apiKey: seed.users[0].api_token })

const ids = (rows) => rows.map(({ id }) => id)

test("collections: create, retrieve, update, list, delete", async () => {
  const { collection } = await admin.collections.create({ title: "Evening calm" })
  assert.match(collection.id, /^pcol_/)
  assert.equal(collection.handle, "evening-calm")
  assert.deepEqual((await admin.collections.retrieve(collection.id)).collection, collection)
  assert.equal((await admin.collections.update(collection.id, { title: "Evenings" })).collection.title, "Evenings")
  const { collections, limit } = await admin.collections.list({ q: "evening" })
  assert.deepEqual([ids(collections), limit], [[collection.id], 10])
  const { id, object, deleted } = await admin.collections.delete(collection.id)
  assert.deepEqual([id, object, deleted], [collection.id, "product-collection", true])
  await assert.rejects(admin.collections.retrieve(id), ({ response }) => response.status === 404)
})

test("collections: products in and out", async () => {
  const { products } = await admin.products.list({ limit: 1 })
  const product_ids = ids(products)
  const { collection } = await admin.collections.create({ title: "Passing" })
  const added = await admin.collections.addProducts(collection.id, { product_ids })
  assert.deepEqual(ids(added.collection.products), product_ids)
  assert.equal((await admin.products.list({ collection_id: [collection.id] })).count, 1)
  assert.deepEqual((await admin.collections.removeProducts(collection.id, { product_ids })).removed_products, product_ids)
  assert.equal((await admin.products.list({ collection_id: [collection.id] })).count, 0)
  await admin.collections.delete(collection.id)
})

test("categories: create, retrieve, update, list, delete", async () => {
  const parent = (await admin.productCategories.create({ name: "Gifts", parent_category_id: null })).product_category
  const made = []
  for (const name of ["First", "Second"]) {
    const { product_category } = await admin.productCategories.create({ name, parent_category_id: parent.id })
    made.push(product_category.id)
  }
  const below = async () => ids((await admin.productCategories.retrieve(parent.id)).product_category.category_children)
  assert.deepEqual(await below(), made)
  assert.equal((await admin.productCategories.update(made[1], { rank: 0 })).product_category.rank, 0)
  assert.deepEqual(await below(), [...made].reverse())
  const { count, limit } = await admin.productCategories.list({ parent_category_id: parent.id })
  assert.deepEqual([count, limit], [2, 100])
  await assert.rejects(admin.productCategories.delete(parent.id), ({ response }) => response.data.type === "not_allowed")
  for (const id of [...made, parent.id]) {
    const { object, deleted } = await admin.productCategories.delete(id)
    assert.deepEqual([object, deleted], ["product-category", true])
  }
})

test("categories: products in and out", async () => {
  const { products } = await admin.products.list({ limit: 1 })
  const product_ids = products.map(({ id }) => ({ id }))
  const { id } = (await admin.productCategories.create({ name: "Passing", parent_category_id: null })).product_category
  assert.equal((await admin.productCategories.addProducts(id, { product_ids })).product_category.id, id)
  assert.equal((await admin.products.list({ category_id: [id] })).count, 1)
  await admin.productCategories.removeProducts(id, { product_ids })
  assert.equal((await admin.products.list({ category_id: [id] })).count, 0)
  await admin.productCategories.delete(id)
})
