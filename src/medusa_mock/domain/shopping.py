"""What a customer, or a guest, does to a cart in the shop.

Source: `api/routes/store/carts`.
"""

from collections.abc import Mapping

from medusa_mock.domain import cart_addresses, carts, line_items
from medusa_mock.domain.publishable_api_keys import channel_for
from medusa_mock.errors import InvalidData
from medusa_mock.store import Json, Row, Store
from medusa_mock.tables.carts import CARTS, LINE_ITEMS
from medusa_mock.tables.customers import CUSTOMERS
from medusa_mock.tables.settings import REGIONS

Values = Mapping[str, Json]


def open_cart(store: Store, asked: Values, surroundings: Values, customer_id: str | None, key: str | None) -> Row:
    """A new cart, of the customer if there is one, in the first region of the shop unless another is asked for.

    `surroundings` are what the server knows of the request, `key` is the publishable key that came with it. Raises
    InvalidData without a region or for a variant without a price, UnknownReferences for a sales channel that the key is
    not for, NotFound, NotAllowed for a country of another region or for lack of stock.
    """
    if asked.get("sales_channel_id", "") is None:  # the real server crashes
        raise InvalidData("sales_channel_id must be a string")
    channel_id = channel_for(store, key, asked.get("sales_channel_id"))
    region = store.first(REGIONS)
    if "region_id" not in asked and region is None:
        raise InvalidData("A region is required to create a cart")
    region_id = asked["region_id"] if "region_id" in asked or region is None else region.key
    values = {"region_id": region_id, "sales_channel_id": channel_id}
    values["context"] = carts.spread(surroundings, asked.get("context"))
    if customer_id is not None:
        values["customer_id"] = store.get(CUSTOMERS, customer_id).key
    if asked.get("country_code"):
        values["shipping_address"] = {"country_code": asked["country_code"].lower()}
    cart = carts.create(store, values)
    here = store.get(REGIONS, cart["region_id"])
    items = [line_items.of_variant(store, here, item) for item in asked.get("items") or ()]
    if items:
        carts.add_items(store, cart, items)
    return cart


def change_cart(store: Store, id: str, changes: Values, customer_id: str | None) -> None:
    """Change the cart, which becomes that of the customer if there is one. Raises as `carts.update`."""
    whose = {"customer_id": customer_id} if customer_id else {}
    carts.update(store, id, cart_addresses.with_addresses({**changes, **whose}))


def put_in(store: Store, cart_id: str, asked: Values, customer_id: str | None) -> None:
    """Put so many of a variant into the cart. Raises NotFound, InvalidData, NotAllowed for lack of stock."""
    cart = store.get(CARTS, cart_id)
    line_items.check_asked(asked)
    region = store.get(REGIONS, cart["region_id"])
    item = line_items.of_variant(store, region, asked, customer_id=customer_id or cart["customer_id"])
    carts.add_items(store, cart, [item])


def change_item(store: Store, cart_id: str, item_id: str, changes: Values) -> None:
    """Have so many of a line item in the cart, at the price that it has now; none of it for a quantity of 0.

    Raises NotFound for the cart, InvalidData for an item that does not lie there, NotAllowed for lack of stock.
    """
    cart = store.get(CARTS, cart_id)
    if changes["quantity"] == 0:
        carts.remove_item(store, cart, item_id)
        return
    if store.first(LINE_ITEMS, id=item_id, cart_id=cart_id) is None:
        raise InvalidData("Could not find the line item")
    values = {"quantity": changes["quantity"], "metadata": changes.get("metadata") or {}}
    carts.update_item(store, cart, item_id, values, reprice=True)
