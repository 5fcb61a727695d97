// The official client's calls to the groups Uploads and Batch Jobs, as a dashboard makes them.
//
// BASE_URL is a server that has been seeded from the file SEED_FILE; each test leaves it as it was, but for the jobs.
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import test from "node:test"
import { setTimeout as pause } from "node:timers/promises"

import Medusa from "@medusajs/medusa-js"

const seed = JSON.parse(readFileSync(process.env.SEED_FILE, "utf8"))
const apiKey = seed.users[0].api_token
const { admin } = new Medusa({ baseUrl: process.env.BASE_URL, maxRetries: 3, apiKey })

// The client leaves forms to the browser; outside of one it sends none.
const upload = async (path, ...files) => {
  const body = new FormData()
  files.forEach((file) => body.append("files", file))
  const answer = await fetch(process.env.BASE_URL + path, { method: "POST", body, headers: { "x-medusa-access-token": apiKey } })
  return (await answer.json()).uploads
}
const text = async (url) => (await fetch(url)).text()
const settled = async ({ id }, status) => {
  for (;;) {
    const { batch_job: job } = await admin.batchJobs.retrieve(id)
    assert.notEqual(job.status, "failed", JSON.stringify(job.result))
    if (job.status === status) return job
    await pause(50)
  }
}

test("uploads: create, get a URL, delete", async () => {
  const uploads = await upload("/admin/uploads", new File(["one"], "one.txt"), new File(["two"], "two.txt"))
  assert.deepEqual(await Promise.all(uploads.map(({ url }) => text(url))), ["one", "two"])
  const [{ key, url }] = uploads
  assert.match(key, /^\d+-one\.txt$/)
  assert.equal((await admin.uploads.getPresignedDownloadUrl({ file_key: key })).download_url, url)
  for (const { key } of uploads) {
    const { id, object, deleted } = await admin.uploads.delete({ file_key: key })
    assert.deepEqual([id, object, deleted], [key, "file", true])
  }
  assert.equal((await fetch(url)).status, 404)
})

test("uploads: protected files", async () => {
  const [{ url, key }] = await upload("/admin/uploads/protected", new File(["secret"], "secret.txt"))
  assert.equal(await text(url), "secret")
  await admin.uploads.delete({ file_key: key })
})

test("batch jobs: create, confirm, retrieve, list, and the file that comes of one", { timeout: 30_000 }, async () => {
  const context = { filterable_fields: { status: ["published"] } }
  const { batch_job: job } = await admin.batchJobs.create({ type: "product-export", context, dry_run: true })
  assert.equal(job.status, "created")
  const { result } = await settled(job, "pre_processed")
  assert.match(result.stat_descriptors[0].message, /^There will be \d+ products exported by this action$/)
  assert.equal((await admin.batchJobs.confirm(job.id)).batch_job.status, "confirmed")
  const { result: { file_key, count } } = await settled(job, "completed")
  const { download_url } = await admin.uploads.getPresignedDownloadUrl({ file_key })
  const lines = (await text(download_url)).trimEnd().split("\r\n")
  assert.match(lines[0], /^Product Id;Product Handle;Product Title;/)
  assert.ok(lines.length > count)
  const { batch_jobs } = await admin.batchJobs.list({ type: ["product-export"], limit: 1 })
  assert.equal(batch_jobs[0].id, job.id)
})

test("batch jobs: an import that is given up", async () => {
  const [{ key: fileKey }] = await upload("/admin/uploads", new File(["Product Handle\nbowl\n"], "products.csv"))
  const context = { fileKey }
  const { batch_job: job } = await admin.batchJobs.create({ type: "product-import", context, dry_run: true })
  assert.equal((await admin.batchJobs.cancel(job.id)).batch_job.status, "canceled")
})
