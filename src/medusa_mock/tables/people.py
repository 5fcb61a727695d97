"""The people who use the admin API."""

from medusa_mock.store.tables import Table

USERS = Table(
    "users",
    "usr",
    "User",
    {
        "id": None,
        "created_at": None,
        "updated_at": None,
        "deleted_at": None,
        "role": "member",
        "email": None,
        "first_name": None,
        "last_name": None,
        "password_hash": None,
        "api_token": None,
        "metadata": None,
    },
    search=("email", "first_name", "last_name"),
    unique=(("email",),),
    indexes=("api_token",),
    hidden=frozenset({"password_hash"}),
)
