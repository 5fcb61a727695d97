"""What was uploaded, or written by the server: the disk of the real server's file service."""

from medusa_mock.store.tables import Table

# `content` is text as it is, in UTF-8; bytes that are none are kept as Python's `surrogateescape` does.
FILES = Table(
    "files",
    "",
    "File",
    {"key": None, "created_at": None, "updated_at": None, "content": None},
    key="key",
    required=frozenset({"content"}),
    hidden=frozenset({"content"}),
    order="",
    missing="{label} with key: {id} was not found",
)
