"""What no answer may tell: secrets, and the inside of the server."""

import re
from collections.abc import Iterator

from medusa_mock.contract.checks.properties import at, undocumented
from medusa_mock.contract.exchange import Exchange
from medusa_mock.contract.faults import Fault

_HASH = "a hash of a password"
_SIGNS = {
    "a stack trace": (
        b"Traceback",
        b"<anonymous>",
        b".js:",
        b".ts:",
        b".mjs:",
        b"node:",
        b".py",
        b"_modules/",
        b"-packages/",
    ),
    "a connection string": (b"://",),
    _HASH: (b"$", b"c2NyeXB0"),
    "a query of the database": (b"SELECT", b"QueryFailed", b"INSERT"),
    "a private key": (b"PRIVATE KEY",),
}
"""What is there in any case: to look for it is cheap."""

_INSIDES = {
    "a stack trace": re.compile(
        rb"Traceback \(most recent call last\)|at Object\.<anonymous>|\bat [\w.<> ]+ \([^()\n]+:\d+:\d+\)"
        rb'|\bat (async )?(file://)?/[^\s"]+:\d+:\d+|File \\?"[^"]+\\?", line \d+|node_modules/|site-packages/'
    ),
    "a connection string": re.compile(rb"\b(postgres|postgresql|mysql|mariadb|mongodb|redis|rediss|amqp)(\+\w+)?://"),
    _HASH: re.compile(rb"\$(2[abxy]|argon2\w*|scrypt|pbkdf2[\w-]*|[156])\$|\bc2NyeXB0[\w+/]{40,}"),
    "a query of the database": re.compile(
        rb"\bSELECT\b.{1,400}\bFROM\b|\bQueryFailedError\b|\bINSERT INTO\b", re.DOTALL
    ),
    "a private key": re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
}
_SECRETS = frozenset(
    "password_hash password passwordhash api_token apitoken access_token accesstoken refresh_token refreshtoken"
    " token secret client_secret jwt_secret cookie_secret secret_key api_secret private_key database_url salt".split()
)
"""Names of properties that hold secrets, where they hold anything."""


def no_leak(exchange: Exchange) -> Iterator[Fault]:
    """No stack trace, no connection string and no secret that the document does not speak of."""
    for what, pattern in _INSIDES.items():
        signs = (sign in exchange.content for sign in _SIGNS[what])
        found = pattern.search(exchange.content) if any(signs) else None
        if found and not (what == _HASH and b'"password_hash"' in exchange.content):
            told = found[0][:40].decode("utf-8", "replace")
            yield Fault("The answer leaks", f"It tells {what}: {told}", what, "critical")
    for place in undocumented(exchange):
        name = place.rpartition("/")[2]
        if name.casefold() in _SECRETS and any(at(exchange.body, place)):
            told = f"It has a property {name}, of which the document does not speak."
            yield Fault("The answer leaks", told, name, "critical")
