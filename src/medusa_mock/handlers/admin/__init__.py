"""The operations of the Admin API."""
