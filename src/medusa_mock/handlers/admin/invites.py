"""Invites: people who are to use the admin."""

from medusa_mock.auth import Tokens
from medusa_mock.domain import invites as rules
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Store
from medusa_mock.tables.people import INVITES

invites = Resource(INVITES, one="invite", many="invites")


def list_invites(store: Store) -> Body:
    return invites.all(store)


def create_invite(store: Store, body: Body, tokens: Tokens) -> str:
    rules.invite(store, body["user"], body["role"], tokens.sign)
    return "OK"


def accept_invite(store: Store, body: Body, tokens: Tokens) -> str:
    rules.accept(store, tokens.verify(store, body["token"]), body["user"])
    return "OK"


def resend_invite(store: Store, invite_id: str, tokens: Tokens) -> str:
    rules.resend(store, invite_id, tokens.sign)
    return "OK"


def delete_invite(store: Store, invite_id: str) -> Body:
    return invites.discard(store, invite_id)
