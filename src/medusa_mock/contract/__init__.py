"""Holding a server against the document, and against another server."""
