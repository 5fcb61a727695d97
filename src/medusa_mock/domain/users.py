"""Users: how somebody becomes one, and gets a new password."""

from collections.abc import Mapping

from medusa_mock.errors import InvalidData
from medusa_mock.passwords import hash_password
from medusa_mock.store import Json, Row, Store
from medusa_mock.tables.people import USERS


def newcomer(store: Store, user: Mapping[str, Json], password: str) -> dict[str, Json]:
    """The columns of a user to be: the address in small letters, no hash for an empty password.

    Source: `create` in `services/user.ts`.

    Raises:
        InvalidData: another user has the address.
    """
    email = user["email"].lower()
    if store.first(USERS, email=email):
        raise InvalidData("A user with the same email already exists.")
    hashed = {"password_hash": hash_password(password)} if password else {}
    return {**user, "email": email, **hashed}


def set_password(store: Store, user: Row, password: str) -> Row:
    return store.update(USERS, user.key, {"password_hash": hash_password(password)})
