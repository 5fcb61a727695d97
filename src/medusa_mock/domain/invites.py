"""Invites: the way from an address to a user.

Source: `services/invite.ts`.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TypeAlias

from medusa_mock.domain import notifications
from medusa_mock.domain.events import emit
from medusa_mock.domain.users import newcomer
from medusa_mock.errors import InvalidData
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.clock import timestamp
from medusa_mock.tables.people import INVITES, USERS

VALID = timedelta(days=7)

Sign: TypeAlias = Callable[[Store, Mapping[str, Json]], str]
"""Makes a token out of claims."""


def invite(store: Store, email: str, role: str, sign: Sign) -> None:
    """Invite an address, or once more: then the invite that there is takes over the role.

    Addresses are compared as they are written, although users have theirs in small letters.

    Raises:
        InvalidData: a user has the address.
    """
    if store.first(USERS, email=email):
        raise InvalidData("Can't invite a user with an existing account")
    found = store.first(INVITES, user_email=email)
    if found is None:
        found = store.insert(INVITES, {"user_email": email, "role": role, "token": "", "expires_at": store.now()})
    elif not found["accepted"]:
        found = store.update(INVITES, found.key, {"role": role})
    _send(store, found, role, sign)


def resend(store: Store, id: str, sign: Sign) -> None:
    """Raises InvalidData where there is no such invite."""
    found = store.find(INVITES, id)
    if found is None:
        raise InvalidData("Invite doesn't exist")
    _send(store, found, found["role"], sign)


def accept(store: Store, claims: Mapping[str, Json] | None, user: Mapping[str, Json]) -> None:
    """Make a user of the invite that the claims of a token (None: it is none of ours) are about.

    `user` has a `password` and may have names. The invite is gone afterwards.

    Raises:
        InvalidData: the invite is gone, over, or about another address, or there is such a user already.
    """
    if claims is None:
        raise InvalidData("Token is not valid")
    found = store.find(INVITES, claims.get("invite_id", ""))
    if found is None or found["user_email"] != claims.get("user_email") or store.now() > found["expires_at"]:
        raise InvalidData("Invalid invite")
    if store.first(USERS, email=found["user_email"].lower()):
        raise InvalidData("User already joined")
    names = {name: value for name, value in user.items() if name != "password"}
    columns = newcomer(store, {"email": found["user_email"], "role": found["role"], **names}, user["password"])
    emit(store, "user.created", {"id": store.insert(USERS, columns).key})
    store.delete(INVITES, found.key)


def _send(store: Store, found: Row, role: str, sign: Sign) -> None:
    """Give the invite a token and its time, and tell the address."""
    email = found["user_email"]
    token = sign(store, {"invite_id": found.key, "role": role, "user_email": email})
    expires = timestamp(store.milliseconds() + VALID // timedelta(milliseconds=1))
    store.update(INVITES, found.key, {"token": token, "expires_at": expires})
    notifications.emit(store, "invite.created", {"id": found.key, "token": token, "user_email": email}, to=email)
