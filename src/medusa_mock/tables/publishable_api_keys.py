"""What applications show to say which sales channels they are for."""

from medusa_mock.store.tables import BASE, Table, link

PUBLISHABLE_API_KEYS = Table(
    "publishable_api_keys",
    "pk",
    "Publishable key",
    {**BASE, "created_by": None, "revoked_by": None, "revoked_at": None, "title": None},
    search=("title",),
    required=frozenset({"title"}),
    entity="Publishable_api_key",
)

# Neither key nor channel is enforced: a link outlives both, and may lead to a channel that never was.
PUBLISHABLE_API_KEY_SALES_CHANNELS = link(
    "publishable_api_key_sales_channels", "publishable_key_id", "sales_channel_id"
)
