"""Users: the people who use the admin."""

from medusa_mock.auth import issue_reset, user_to_reset
from medusa_mock.domain import notifications
from medusa_mock.domain.events import emit
from medusa_mock.domain.users import newcomer, set_password
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Store
from medusa_mock.tables.people import USERS

users = Resource(USERS, one="user", many="users", event="user", overruled=frozenset(USERS.search))

list_users = users.list
get_user = users.retrieve
delete_user = users.discard


def create_user(store: Store, body: Body) -> Body:
    user = {name: value for name, value in body.items() if name != "password"}
    saved = users.save(store, newcomer(store, user, body["password"]))["user"]
    return {"user": {name: value for name, value in saved.items() if name not in USERS.hidden}}


def update_user(store: Store, id: str, body: Body) -> Body:
    """Where something changed, the answer has the column that was not read: TypeORM fills it up."""
    before = store.get(USERS, id)
    after = store.update(USERS, id, body)
    emit(store, "user.updated", {"id": id})
    return {"user": after.shown() if after is before else {**after.shown(), "password_hash": None}}


def request_password_reset(store: Store, body: Body) -> None:
    user = store.first(USERS, email=body["email"].lower())
    if user:
        data = {"email": user["email"], "token": issue_reset(store, user)}
        notifications.emit(store, "user.password_reset", data, to=user["email"])


def reset_password(store: Store, body: Body) -> Body:
    user = user_to_reset(store, body["token"], body.get("email"))
    return {"user": set_password(store, user, body["password"]).shown()}
