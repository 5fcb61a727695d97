"""The store itself and what it sells in, to and through."""

from medusa_mock.store.tables import Table, link, one, through

CURRENCIES = Table(
    "currencies",
    "",
    "Currency",
    {"code": None, "symbol": None, "symbol_native": None, "name": None, "includes_tax": False},
    key="code",
    search=("code", "name"),
    order="",
    missing="{label} with code: {id} was not found",
)

# The real table counts its `id` up; seeds bring it. Everything that points at a country uses the code.
COUNTRIES = Table(
    "countries",
    "",
    "Country",
    {
        "id": None,
        "iso_2": None,
        "iso_3": None,
        "num_code": None,
        "name": None,
        "display_name": None,
        "region_id": None,
    },
    key="iso_2",
    indexes=("region_id",),
    order="",
)

SALES_CHANNELS = Table(
    "sales_channels",
    "sc",
    "Sales channel",
    {
        "id": None,
        "created_at": None,
        "updated_at": None,
        "deleted_at": None,
        "name": None,
        "description": None,
        "is_disabled": False,
        "metadata": None,
    },
    search=("name", "description"),
)

SHIPPING_PROFILES = Table(
    "shipping_profiles",
    "sp",
    "Profile",
    {
        "id": None,
        "created_at": None,
        "updated_at": None,
        "deleted_at": None,
        "name": None,
        "type": None,
        "metadata": None,
    },
    order="",
    entity="Shipping_profile",
)

STORE_CURRENCIES = link("store_currencies", "store_id", "currency_code")

STORES = Table(
    "stores",
    "store",
    "Store",
    {
        "id": None,
        "created_at": None,
        "updated_at": None,
        "name": "Medusa Store",
        "default_currency_code": "usd",
        "swap_link_template": None,
        "payment_link_template": None,
        "invite_link_template": None,
        "default_location_id": None,
        "metadata": None,
        "default_sales_channel_id": None,
    },
    relations={
        "currencies": through("currencies", by="store_currencies", near="store_id", far="currency_code"),
        "default_currency": one("currencies", "default_currency_code"),
        "default_sales_channel": one("sales_channels", "default_sales_channel_id"),
    },
    expand=("currencies", "default_currency", "default_sales_channel"),
)
