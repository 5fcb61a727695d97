// What a real shop would make e-mails and webhooks of, kept in memory for scenarios to go on with: the mock has
// GET /_mock/outbox, too.
const LocalEventBus = require("@medusajs/event-bus-local/dist/services/event-bus-local").default
const StagedJobService = require("@medusajs/medusa/dist/services/staged-job").default

const outbox = { messages: [], coming: 0 }

// Medusa stages the events of a transaction in a table, which forgets them with a transaction that fails, and hands on
// those that are left some seconds later, in any order. So when each was staged is noted here.
const staged = new Map()
let serial = 0
const stamp = () => ({ serial: serial++, created_at: new Date().toISOString() })

const { create } = StagedJobService.prototype
StagedJobService.prototype.create = async function (events) {
  const stamps = [events].flat().map(stamp)
  const jobs = await create.call(this, events)
  jobs.forEach((job, index) => staged.set(job.id, stamps[index]))
  return jobs
}

const { emit } = LocalEventBus.prototype
LocalEventBus.prototype.emit = async function (events, data, options) {
  for (const event of Array.isArray(events) ? events : [{ eventName: events, data }]) {
    const job = event.options?.jobId
    // A job that this process has not staged is left over from the seeding.
    if (!job || staged.has(job)) keep(event.eventName, event.data ?? event.body, staged.get(job))
  }
  return emit.call(this, events, data, options)
}

const TOLD = ["invite.created", "user.password_reset"]

function keep(event_name, data, stamped = stamp(), to = null) {
  if (TOLD.includes(event_name)) to ??= data.user_email ?? data.email
  outbox.messages.push({ ...stamped, event_name, to, data })
  outbox.messages.sort((one, other) => one.serial - other.serial)
}

module.exports = { outbox, keep, TOLD }
