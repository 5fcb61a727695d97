"""The store itself and what it sells in, to and through."""

from medusa_mock.store.tables import BASE, SOFT_DELETABLE, Table, link, many, one, through

CURRENCIES = Table(
    "currencies",
    "",
    "Currency",
    {"code": None, "symbol": None, "symbol_native": None, "name": None, "includes_tax": False},
    key="code",
    search=("code", "name"),
    required=frozenset({"symbol", "symbol_native", "name", "includes_tax"}),
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
    relations={"region": one("regions", "region_id")},
    order="",
)


def _providers(name: str, label: str) -> Table:
    """A table of what plugins bring to a shop. An `id` is the name that the plugin gives itself."""
    return Table(name, "", label, {"id": None, "is_installed": True}, order="", missing="{label} {id} was not found")


FULFILLMENT_PROVIDERS = _providers("fulfillment_providers", "Fulfillment provider")
PAYMENT_PROVIDERS = _providers("payment_providers", "Payment provider")
TAX_PROVIDERS = _providers("tax_providers", "Tax provider")

REGION_FULFILLMENT_PROVIDERS = link("region_fulfillment_providers", "region_id", "provider_id")
REGION_PAYMENT_PROVIDERS = link("region_payment_providers", "region_id", "provider_id")

REGIONS = Table(
    "regions",
    "reg",
    "Region",
    {
        **SOFT_DELETABLE,
        "name": None,
        "currency_code": None,
        "tax_rate": None,
        "tax_code": None,
        "gift_cards_taxable": True,
        "automatic_taxes": True,
        "tax_provider_id": None,
        "metadata": None,
        "includes_tax": False,
    },
    relations={
        "countries": many("countries", "region_id"),
        "currency": one("currencies", "currency_code"),
        "fulfillment_providers": through(
            "fulfillment_providers", by="region_fulfillment_providers", near="region_id", far="provider_id"
        ),
        "payment_providers": through(
            "payment_providers", by="region_payment_providers", near="region_id", far="provider_id"
        ),
        "tax_provider": one("tax_providers", "tax_provider_id"),
        "tax_rates": many("tax_rates", "region_id"),
    },
    expand=("countries", "currency", "fulfillment_providers", "payment_providers"),
    search=("name",),
    required=frozenset({"name", "currency_code", "tax_rate", "gift_cards_taxable", "automatic_taxes", "includes_tax"}),
    reals=frozenset({"tax_rate"}),
    missing="{label} with {id} was not found",
)

SALES_CHANNELS = Table(
    "sales_channels",
    "sc",
    "Sales channel",
    {**SOFT_DELETABLE, "name": None, "description": None, "is_disabled": False, "metadata": None},
    relations={"locations": many("sales_channel_locations", "sales_channel_id")},
    search=("name", "description"),
    required=frozenset({"name", "is_disabled"}),
)

STORE_CURRENCIES = link("store_currencies", "store_id", "currency_code")

STORES = Table(
    "stores",
    "store",
    "Store",
    {
        **BASE,
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
    required=frozenset({"name", "default_currency_code"}),
)
