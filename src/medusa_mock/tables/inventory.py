"""Where goods lie, what is kept in stock of them, and what is set aside."""

from medusa_mock.store.tables import SOFT_DELETABLE, Table, link, many, one, through

STOCK_LOCATION_ADDRESSES = Table(
    "stock_location_addresses",
    "laddr",
    "StockLocation address",
    {
        **SOFT_DELETABLE,
        "address_1": None,
        "address_2": None,
        "company": None,
        "city": None,
        "country_code": None,
        "phone": None,
        "province": None,
        "postal_code": None,
        "metadata": None,
    },
    required=frozenset({"address_1", "country_code"}),
    order="",
    missing="{label} with id {id} was not found",
    entity="Stock_location_address",
)

# The real server takes any text for an address's id.
STOCK_LOCATIONS = Table(
    "stock_locations",
    "sloc",
    "StockLocation",
    {**SOFT_DELETABLE, "name": None, "address_id": None, "metadata": None},
    relations={
        "address": one("stock_location_addresses", "address_id", enforced=False),
        "sales_channels": through(
            "sales_channels", by="sales_channel_locations", near="location_id", far="sales_channel_id"
        ),
    },
    search=("name",),
    required=frozenset({"name"}),
    missing="{label} with id {id} was not found",
    entity="Stock_location",
)

SALES_CHANNEL_LOCATIONS = Table(
    "sales_channel_locations",
    "scloc",
    "Sales channel location",
    {**SOFT_DELETABLE, "sales_channel_id": None, "location_id": None},
    unique=(("sales_channel_id", "location_id"),),
    order="",
)

INVENTORY_ITEMS = Table(
    "inventory_items",
    "iitem",
    "InventoryItem",
    {
        **SOFT_DELETABLE,
        "sku": None,
        "origin_country": None,
        "hs_code": None,
        "mid_code": None,
        "material": None,
        "weight": None,
        "length": None,
        "height": None,
        "width": None,
        "requires_shipping": True,
        "description": None,
        "title": None,
        "thumbnail": None,
        "metadata": None,
    },
    relations={
        "inventory_levels": many("inventory_levels", "inventory_item_id"),
        "variants": through(
            "product_variants", by="product_variant_inventory_items", near="inventory_item_id", far="variant_id"
        ),
    },
    search=("sku", "description", "title"),
    unique=(("sku",),),
    required=frozenset({"requires_shipping"}),
    missing="{label} with id {id} was not found",
    entity="Inventory_item",
)

# The inventory module keeps the ids of items and locations as plain text: none of them is enforced.
INVENTORY_LEVELS = Table(
    "inventory_levels",
    "ilev",
    "InventoryLevel",
    {
        **SOFT_DELETABLE,
        "inventory_item_id": None,
        "location_id": None,
        "stocked_quantity": 0,
        "reserved_quantity": 0,
        "incoming_quantity": 0,
        "metadata": None,
    },
    relations={"inventory_item": one("inventory_items", "inventory_item_id", enforced=False)},
    unique=(("inventory_item_id", "location_id"),),
    unique_for_good=True,
    required=frozenset(
        {"inventory_item_id", "location_id", "stocked_quantity", "reserved_quantity", "incoming_quantity"}
    ),
    indexes=("location_id",),
    order="",
    entity="Inventory_level",
)

PRODUCT_VARIANT_INVENTORY_ITEMS = link("product_variant_inventory_items", "inventory_item_id", "variant_id")

RESERVATIONS = Table(
    "reservations",
    "resitem",
    "ReservationItem",
    {
        **SOFT_DELETABLE,
        "line_item_id": None,
        "inventory_item_id": None,
        "location_id": None,
        "quantity": None,
        "external_id": None,
        "description": None,
        "created_by": None,
        "metadata": None,
    },
    relations={"inventory_item": one("inventory_items", "inventory_item_id", enforced=False)},
    required=frozenset({"inventory_item_id", "location_id", "quantity"}),
    indexes=("line_item_id", "location_id"),
    missing="{label} with id {id} was not found",
    entity="Reservation_item",
)
