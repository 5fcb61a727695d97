const { outbox, TOLD } = require("..")

class OutboxSubscriber {
  constructor({ eventBusService, notificationService }) {
    for (const event_name of TOLD) {
      notificationService.subscribe(event_name, "mail")
      eventBusService.subscribe(event_name, async (data) => {
        outbox.coming += 1
        // Medusa does so itself for event buses that know the event "*"; the local one does not.
        await notificationService.handleEvent(event_name, data).finally(() => (outbox.coming -= 1))
      })
    }
  }
}

module.exports.default = OutboxSubscriber
