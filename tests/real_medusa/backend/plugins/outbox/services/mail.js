const { AbstractNotificationService } = require("@medusajs/medusa")
const { outbox } = require("..")

// A notification provider that sends nothing.
class MailService extends AbstractNotificationService {
  static identifier = "mail"

  async sendNotification(event_name, data) {
    return { to: data.user_email ?? data.email, data, status: "sent" }
  }

  async resendNotification(notification, config) {
    const { event_name, data } = notification
    const to = config.to || notification.to
    outbox.messages.push({ event_name, to, data })
    return { to, data, status: "sent" }
  }
}

module.exports.default = MailService
