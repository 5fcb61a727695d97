"""How things are sent, and what tax is added to what is sold."""

from medusa_mock.store.tables import SOFT_DELETABLE, Table, link, many, one, through

SHIPPING_OPTIONS = Table(
    "shipping_options",
    "so",
    "Shipping Option",
    {
        **SOFT_DELETABLE,
        "name": None,
        "region_id": None,
        "profile_id": None,
        "provider_id": None,
        "price_type": None,
        "amount": None,
        "is_return": False,
        "admin_only": False,
        "data": None,
        "metadata": None,
        "includes_tax": False,
    },
    relations={
        "profile": one("shipping_profiles", "profile_id"),
        "provider": one("fulfillment_providers", "provider_id"),
        "region": one("regions", "region_id"),
        "requirements": many("shipping_option_requirements", "shipping_option_id"),
    },
    expand=("profile", "region", "requirements"),
    search=("name",),
    required=frozenset(
        {
            "name",
            "region_id",
            "profile_id",
            "provider_id",
            "price_type",
            "is_return",
            "data",
            "admin_only",
            "includes_tax",
        }
    ),
    missing="{label} with {id} was not found",
    entity="Shipping_option",
)

SHIPPING_OPTION_REQUIREMENTS = Table(
    "shipping_option_requirements",
    "sor",
    "Shipping option requirement",
    {"id": None, "shipping_option_id": None, "type": None, "amount": None, "deleted_at": None},
    relations={"shipping_option": one("shipping_options", "shipping_option_id")},
    required=frozenset({"shipping_option_id", "type", "amount"}),
    order="",
)

SHIPPING_PROFILES = Table(
    "shipping_profiles",
    "sp",
    "Profile",
    {**SOFT_DELETABLE, "name": None, "type": None, "metadata": None},
    relations={
        "products": through("products", by="profiled_products", near="profile_id", far="product_id"),
        "shipping_options": many("shipping_options", "profile_id"),
    },
    required=frozenset({"name", "type"}),
    order="",
    entity="Shipping_profile",
)

# The columns of a tax rate come in alphabetical order. Source: `select` of `repositories/tax-rate.ts`.
TAX_RATES = Table(
    "tax_rates",
    "txr",
    "TaxRate",
    {
        "code": None,
        "created_at": None,
        "id": None,
        "metadata": None,
        "name": None,
        "rate": None,
        "region_id": None,
        "updated_at": None,
    },
    relations={
        "product_types": through("product_types", by="product_type_tax_rates", near="rate_id", far="product_type_id"),
        "products": through("products", by="product_tax_rates", near="rate_id", far="product_id"),
        "region": one("regions", "region_id"),
        "shipping_options": through(
            "shipping_options", by="shipping_tax_rates", near="rate_id", far="shipping_option_id"
        ),
    },
    search=("name",),
    required=frozenset({"name", "region_id"}),
    reals=frozenset({"rate"}),
    missing="{label} with {id} was not found",
    entity="Tax_rate",
)

PRODUCT_TAX_RATES = link(
    "product_tax_rates", "product_id", "rate_id", references={"product_id": "products", "rate_id": "tax_rates"}
)

PRODUCT_TYPE_TAX_RATES = link(
    "product_type_tax_rates",
    "product_type_id",
    "rate_id",
    references={"product_type_id": "product_types", "rate_id": "tax_rates"},
)

SHIPPING_TAX_RATES = link(
    "shipping_tax_rates",
    "shipping_option_id",
    "rate_id",
    references={"shipping_option_id": "shipping_options", "rate_id": "tax_rates"},
)
