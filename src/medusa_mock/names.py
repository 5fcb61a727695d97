"""The names that users give to sessions and snapshots."""

import re

from medusa_mock.errors import InvalidData

_NAME = re.compile(r"[A-Za-z0-9._-]{1,100}")


def check_name(what: str, name: str) -> str:
    """Return the name, which is safe in a header, a path and a file name.

    Raises:
        InvalidData: it is empty, too long or has other characters; `what` is named, e.g. "X-Mock-Session".
    """
    if not _NAME.fullmatch(name):
        raise InvalidData(f"{what} must be 1 to 100 letters (A-Z, a-z), digits, dots, underscores or hyphens")
    return name
