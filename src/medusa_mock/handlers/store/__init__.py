"""The handlers of the Store API."""
