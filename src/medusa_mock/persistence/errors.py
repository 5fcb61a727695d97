"""What keeps a file from keeping a state."""


class BadState(Exception):
    """A file that cannot keep a state; `str(error)` is "file: reason"."""
