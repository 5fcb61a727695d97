const { AbstractNotificationService } = require("@medusajs/medusa")
const { keep } = require("..")

// A notification provider that sends nothing.
class MailService extends AbstractNotificationService {
  static identifier = "mail"

  async sendNotification(event_name, data) {
    return { to: data.user_email ?? data.email, data, status: "sent" }
  }

  async resendNotification(notification, config) {
    const { event_name, data } = notification
    const to = config.to || notification.to
    keep(event_name, data, undefined, to)
    return { to, data, status: "sent" }
  }
}

module.exports.default = MailService
