"""Auth: logging in and out as a user of the admin."""

from medusa_mock.auth import ADMIN, Tokens, authenticate
from medusa_mock.errors import BadRequest
from medusa_mock.store import Json, Store
from medusa_mock.tables.people import USERS
from medusa_mock.wire.request import Request


def get_session(store: Store, request: Request) -> Json:
    user = store.find(USERS, request.user_id)
    if user is None:
        raise BadRequest
    return {"user": user.shown()}


def create_session(store: Store, body: Json, request: Request) -> Json:
    user = authenticate(store, ADMIN, body["email"], body["password"])
    request.login.begin(ADMIN.name, user["id"], request.session.name)
    return {"user": user.shown()}


def delete_session(request: Request) -> str:
    request.login.end(ADMIN.name)
    return "OK"


def create_token(store: Store, body: Json, tokens: Tokens) -> Json:
    user = authenticate(store, ADMIN, body["email"], body["password"])
    return {"access_token": tokens.issue(store, ADMIN, user["id"])}
