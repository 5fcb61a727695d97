"""The people who use the admin API."""

from medusa_mock.store.tables import Table

ANALYTICS_CONFIGS = Table(
    "analytics_configs",
    "acfg",
    "Analytics config",
    {
        "id": None,
        "created_at": None,
        "updated_at": None,
        "deleted_at": None,
        "user_id": None,
        "opt_out": False,
        "anonymize": False,
    },
    required=frozenset({"opt_out", "anonymize"}),
    indexes=("user_id",),
    order="",
)

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
