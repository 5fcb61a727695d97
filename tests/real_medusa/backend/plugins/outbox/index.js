// What a real shop would make e-mails of, kept in memory for scenarios to go on with: the mock has GET /_mock/outbox, too.
module.exports.outbox = { messages: [], coming: 0 }
