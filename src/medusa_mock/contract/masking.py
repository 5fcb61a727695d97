"""What no report tells: credentials, wherever they stand."""

import re

FILTERED = "[Filtered]"
SECRET_HEADERS = frozenset({"authorization", "cookie", "set-cookie", "x-medusa-access-token"})

_TOKEN = re.compile(r"\beyJ[\w-]+\.[\w-]+\.[\w-]+")
"""A JWT, such as a log-in answers with."""


def without_secrets(text: str, credential: str) -> str:
    """A text without the credential of the run and without tokens, in characters that UTF-8 knows."""
    text = text.replace(credential, FILTERED) if credential else text
    return _TOKEN.sub(FILTERED, text).encode("utf-8", "replace").decode("utf-8")
