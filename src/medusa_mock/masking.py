"""Secrets struck out of what is shown of requests, answers and rows."""

import re
from collections.abc import Mapping
from typing import Any

from medusa_mock.store.rows import Json

FILTERED = "[Filtered]"
"""What stands in the place of a secret."""
KEYS = frozenset(
    """
    access_token api_token authorization client_secret jwt new_password old_password password password_hash
    refresh_token secret token
    """.split()
)
"""The properties whose values are secrets, wherever they stand."""
HEADERS = frozenset({"authorization", "cookie", "set-cookie", "proxy-authorization", "x-medusa-access-token"})

# A JSON Web Token, such as a log-in answers with.
_TOKEN = re.compile(r"\beyJ[\w-]+\.[\w-]+\.[\w-]+")
_QUERY = re.compile(rf"(?<=[?&])({'|'.join(sorted(KEYS))})=[^&]*", re.IGNORECASE)


def masked(value: Json) -> Json:
    """The JSON without the secrets in it; null stays, since there is none to hide."""
    if isinstance(value, Mapping):
        return {name: FILTERED if _is_secret(name, inner) else masked(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [masked(item) for item in value]
    return masked_text(value) if isinstance(value, str) else value


def masked_text(text: str) -> str:
    """The text without the tokens in it."""
    return _TOKEN.sub(FILTERED, text) if "eyJ" in text else text


def masked_query(query: str) -> str:
    """A query string without the secrets in it."""
    return masked_text(_QUERY.sub(rf"\1={FILTERED}", f"?{query}")[1:])


def masked_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Headers, by names in any letter case, without the secrets among them."""
    return {name: FILTERED if name.lower() in HEADERS else masked_text(value) for name, value in headers.items()}


def _is_secret(name: str, value: Any) -> bool:
    return value is not None and name.lower() in KEYS
