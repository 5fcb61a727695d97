"""What holds of customers: one account and one guest per e-mail address, and the groups that they belong to.

Source: `services/customer.ts`, `services/customer-group.ts`.
"""

from collections.abc import Collection, Mapping

from medusa_mock.domain.events import emit
from medusa_mock.domain.links import settle_links
from medusa_mock.errors import Duplicate, InvalidData, NotFound
from medusa_mock.passwords import hash_password
from medusa_mock.store import Json, Row, Store
from medusa_mock.tables.customers import CUSTOMER_GROUP_CUSTOMERS, CUSTOMER_GROUPS, CUSTOMERS
from medusa_mock.tables.pricing import PRICE_LIST_CUSTOMER_GROUPS


def registered(store: Store, body: Mapping[str, Json]) -> dict[str, Json]:
    """The columns of a new customer: with a password one who has an account, with an empty one a guest.

    Raises Duplicate where the e-mail address has such a customer already.
    """
    values = {name: value for name, value in body.items() if name != "password"} | {"email": body["email"].lower()}
    has_account = body["password"] != ""
    if store.first(CUSTOMERS, email=values["email"], has_account=has_account):
        raise Duplicate(
            "A customer with the given email already has an account. Log in instead"
            if has_account
            else "Guest customer with email already exists"
        )
    if has_account:
        values |= {"password_hash": hash_password(body["password"]), "has_account": True}
    return values


def change(store: Store, id: str, body: Mapping[str, Json]) -> Row:
    """Change what the body names; its groups take the place of those that the customer belonged to.

    A guest who is given a password remains one. Raises NotFound for an unknown customer or group, InvalidData for
    another e-mail address of an account, Duplicate where a guest has it.
    """
    customer = store.get(CUSTOMERS, id)
    values = {name: value for name, value in body.items() if name not in ("password", "groups")}
    if values.get("email") and customer["has_account"]:
        raise InvalidData("Email cannot be changed when the user has registered their account")
    if body.get("password"):
        values["password_hash"] = hash_password(body["password"])
    store.update(CUSTOMERS, id, values)
    if body.get("groups") is not None:
        regroup(store, id, [group["id"] for group in body["groups"]])
    customer = store.get(CUSTOMERS, id)
    emit(store, "customer.updated", customer)
    return customer


def regroup(store: Store, id: str, groups: Collection[str]) -> None:
    """Have the customer belong to these groups and no others. Raises NotFound, and Duplicate where one comes twice."""
    settle_links(store, CUSTOMER_GROUP_CUSTOMERS, {"customer_id": id}, "customer_group_id", groups)


def add_members(store: Store, id: str, customers: Collection[str]) -> Row:
    """The group, with these customers in it, too. Raises NotFound; then nobody was added."""
    group = store.get(CUSTOMER_GROUPS, id)
    unknown = [customer for customer in customers if store.find(CUSTOMERS, customer) is None]
    if unknown:
        raise NotFound(f'The following customer ids do not exist: "{", ".join(unknown)}"')
    for customer in customers:
        store.link(CUSTOMER_GROUP_CUSTOMERS, customer_group_id=id, customer_id=customer)
    return group


def remove_members(store: Store, id: str, customers: Collection[str]) -> Row:
    """The group, without those of the customers who were in it. Raises NotFound for the group."""
    group = store.get(CUSTOMER_GROUPS, id)
    for customer in customers:
        store.unlink(CUSTOMER_GROUP_CUSTOMERS, customer_group_id=id, customer_id=customer)
    return group


def dissolve(store: Store, id: str) -> None:
    """Take the group away for good; its members remain, and its price lists. Where there is none, nothing happens.

    A price list that was for this group alone is for everybody then, as on the real server.
    """
    if store.find(CUSTOMER_GROUPS, id):
        store.unlink(PRICE_LIST_CUSTOMER_GROUPS, customer_group_id=id)
        store.unlink(CUSTOMER_GROUP_CUSTOMERS, customer_group_id=id)
        store.remove(CUSTOMER_GROUPS, id)
