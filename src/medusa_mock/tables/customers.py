"""Who buys, where things are sent, and the groups that prices and discounts are made for."""

from medusa_mock.store.tables import SOFT_DELETABLE, Table, link, many, one, through
from medusa_mock.tables.discounts import conditions_that_name

ADDRESSES = Table(
    "addresses",
    "addr",
    "Address",
    {
        **SOFT_DELETABLE,
        "customer_id": None,
        "company": None,
        "first_name": None,
        "last_name": None,
        "address_1": None,
        "address_2": None,
        "city": None,
        "country_code": None,
        "province": None,
        "postal_code": None,
        "phone": None,
        "metadata": None,
    },
    relations={"country": one("countries", "country_code"), "customer": one("customers", "customer_id")},
    order="",
)

# A person may shop as a guest and have an account, too: two rows with the same e-mail address.
CUSTOMERS = Table(
    "customers",
    "cus",
    "Customer",
    {
        **SOFT_DELETABLE,
        "email": None,
        "first_name": None,
        "last_name": None,
        "billing_address_id": None,
        "password_hash": None,
        "phone": None,
        "has_account": False,
        "metadata": None,
    },
    relations={
        "billing_address": one("addresses", "billing_address_id"),
        "groups": through(
            "customer_groups", by="customer_group_customers", near="customer_id", far="customer_group_id"
        ),
        "orders": many("orders", "customer_id"),
        "shipping_addresses": many("addresses", "customer_id"),
    },
    search=("email", "first_name", "last_name"),
    unique=(("email", "has_account"), ("billing_address_id",)),
    required=frozenset({"email", "has_account"}),
    indexes=("email",),
    hidden=frozenset({"password_hash"}),
    order="",
)

CUSTOMER_GROUPS = Table(
    "customer_groups",
    "cgrp",
    "CustomerGroup",
    {**SOFT_DELETABLE, "name": None, "metadata": None},
    relations={
        "discount_conditions": conditions_that_name("customer_groups"),
        "customers": through("customers", by="customer_group_customers", near="customer_group_id", far="customer_id"),
    },
    search=("name",),
    unique=(("name",),),
    required=frozenset({"name"}),
    missing="{label} with id {id} was not found",
    entity="Customer_group",
)

CUSTOMER_GROUP_CUSTOMERS = link(
    "customer_group_customers",
    "customer_group_id",
    "customer_id",
    references={"customer_group_id": "customer_groups", "customer_id": "customers"},
)
