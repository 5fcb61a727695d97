"""The people who use the admin API, those who are invited to, and what they write down."""

from medusa_mock.store.tables import SOFT_DELETABLE, Table, one

ANALYTICS_CONFIGS = Table(
    "analytics_configs",
    "acfg",
    "Analytics config",
    {**SOFT_DELETABLE, "user_id": None, "opt_out": False, "anonymize": False},
    required=frozenset({"opt_out", "anonymize"}),
    indexes=("user_id",),
    order="",
)

USERS = Table(
    "users",
    "usr",
    "User",
    {
        **SOFT_DELETABLE,
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
    required=frozenset({"email"}),
    indexes=("api_token",),
    hidden=frozenset({"password_hash"}),
)

INVITES = Table(
    "invites",
    "invite",
    "Invite",
    {
        **SOFT_DELETABLE,
        "user_email": None,
        "role": "member",
        "accepted": False,
        "token": None,
        "expires_at": None,
        "metadata": None,
    },
    unique=(("user_email",),),
    required=frozenset({"user_email", "accepted", "token", "expires_at"}),
    order="",
)

# An author may be gone: the real column has no foreign key.
NOTES = Table(
    "notes",
    "note",
    "Note",
    {
        **SOFT_DELETABLE,
        "value": None,
        "resource_type": None,
        "resource_id": None,
        "author_id": None,
        "metadata": None,
    },
    relations={"author": one("users", "author_id", enforced=False)},
    expand=("author",),
    required=frozenset({"value", "resource_type", "resource_id"}),
    indexes=("resource_id",),
    order="",
    missing="{label} with id: {id} was not found.",
)
