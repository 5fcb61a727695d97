"""Webhooks: who is told over HTTP of the events of a session."""

from medusa_mock.webhooks.hooks import Delivery, Webhook
from medusa_mock.webhooks.webhooks import Webhooks

__all__ = ["Delivery", "Webhook", "Webhooks"]
