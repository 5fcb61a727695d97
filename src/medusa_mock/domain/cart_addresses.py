"""The addresses of a cart: given as such or by their ids, in countries of its region.

Source: `services/cart.ts`.
"""

from collections.abc import Iterable, Mapping

from medusa_mock.errors import InvalidData, NotAllowed
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.relations import rows_of
from medusa_mock.tables.carts import CARTS
from medusa_mock.tables.customers import ADDRESSES
from medusa_mock.tables.settings import REGIONS

Values = Mapping[str, Json]

KINDS = ("shipping", "billing")
"""The addresses of a cart, of which both have the same rules."""


def with_addresses(values: Values) -> dict[str, Json]:
    """What is asked for, with each address as such or by its id, whichever way it was given."""
    found = dict(values)
    for kind in KINDS:
        if isinstance(found.get(f"{kind}_address"), str):
            found[f"{kind}_address_id"] = found.pop(f"{kind}_address")
    return found


def chosen(store: Store, kind: str, values: Values, countries: Iterable[str]) -> dict[str, Json]:
    """The column of a new cart that says which address it has. Raises NotAllowed for one in another region."""
    column, refusal = f"{kind}_address_id", NotAllowed(f"{kind.capitalize()} country not in region")
    found: dict[str, Json] = {}
    if values.get(f"{kind}_address"):
        address = values[f"{kind}_address"]
        if address.get("country_code") not in countries:
            raise refusal
        found[column] = store.insert(ADDRESSES, address).key
    if values.get(column):
        present = store.find(ADDRESSES, values[column])
        if present and present["country_code"] and present["country_code"] not in countries:
            raise refusal
        found[column] = values[column]
    return found


def change(store: Store, cart: Row, kind: str, changes: Values) -> Row:
    """Change the address that the cart has, or give it one: only a shipping address has to be in the region.

    Raises InvalidData where it is not, and for no billing address; NotFound for an id that is none.
    """
    column, key = f"{kind}_address_id", changes.get(f"{kind}_address_id")
    if key is not None:
        address: Json = dict(store.get(ADDRESSES, key))
    elif f"{kind}_address" in changes:
        address = changes[f"{kind}_address"]
    else:
        return cart
    if address is None:
        if kind == "billing":  # the real server crashes
            raise InvalidData("billing_address must be an object")
        return store.update(CARTS, cart.key, {column: None})
    if kind == "shipping":
        _check_country(store, cart, address)
    if address.get("id"):
        return store.update(CARTS, cart.key, {column: address["id"]})
    if cart[column]:
        store.update(ADDRESSES, cart[column], address)
        return cart
    return store.update(CARTS, cart.key, {column: store.insert(ADDRESSES, address).key})


def _check_country(store: Store, cart: Row, address: Values) -> None:
    code = address.get("country_code")
    countries = rows_of(store.world, store.get(REGIONS, cart["region_id"]), "countries")
    if code and code.lower() not in {country["iso_2"] for country in countries}:
        raise InvalidData("Shipping country must be in the cart region")
