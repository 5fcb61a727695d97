"""What keeps a server from telling of its requests."""


class NoTracing(Exception):
    """Something that traces need is not installed; `str(error)` says what to install."""
