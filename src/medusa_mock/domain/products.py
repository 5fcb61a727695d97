"""Products: what comes into being together with them, and what has to fit together."""

from collections.abc import Iterable, Mapping, Sequence

from medusa_mock.domain.handles import handle_of
from medusa_mock.domain.variants import create_variants
from medusa_mock.errors import MockError
from medusa_mock.store import Json, Row, Store, Table
from medusa_mock.tables.catalogue import (
    CATEGORIZED_PRODUCTS,
    IMAGES,
    OFFERED_PRODUCTS,
    PRODUCT_IMAGES,
    PRODUCT_OPTIONS,
    PRODUCT_TAGS,
    PRODUCT_TYPES,
    PRODUCTS,
    PROFILED_PRODUCTS,
    TAGGED_PRODUCTS,
)
from medusa_mock.tables.settings import SHIPPING_PROFILES, STORES

Values = Mapping[str, Json]


def create_product(store: Store, values: Values) -> Row:
    """A product with its options, images, tags, type, categories, channels and profile, and without variants.

    The handle is made of the title unless it is given, the first image is the thumbnail unless there is one, and a
    gift card is not discountable. Source: `create` of `services/product.ts`.

    Raises Duplicate for a handle that is taken, NotFound for a collection or a category that there is not.
    """
    images = values.get("images") or ()
    columns = {name: value for name, value in values.items() if name in PRODUCTS.columns}
    columns["handle"] = values.get("handle") or handle_of(values["title"])
    columns["thumbnail"] = values.get("thumbnail") or next(iter(images), None)
    if values.get("is_giftcard"):
        columns["discountable"] = False
    tags = upsert_tags(store, values.get("tags") or ())
    product = store.insert(PRODUCTS, columns | {"type_id": upsert_type(store, values.get("type"))})
    _link(store, PRODUCT_IMAGES, product.key, "image_id", upsert_images(store, images))
    _link(store, TAGGED_PRODUCTS, product.key, "product_tag_id", tags)
    _link(store, CATEGORIZED_PRODUCTS, product.key, "product_category_id", _ids(values.get("categories")))
    _link(store, OFFERED_PRODUCTS, product.key, "sales_channel_id", _ids(values.get("sales_channels")))
    _link(store, PROFILED_PRODUCTS, product.key, "profile_id", [values["profile_id"]])
    for option in values.get("options") or ():
        known = {name: value for name, value in option.items() if name in PRODUCT_OPTIONS.columns}
        store.insert(PRODUCT_OPTIONS, known | {"product_id": product.key})
    return product


def add_variants(store: Store, product: Row, options: Sequence[Values], variants: Iterable[Values]) -> None:
    """Give a new product its variants, whose option values come in the order of `options`."""
    present = {option["title"]: option.key for option in store.select(PRODUCT_OPTIONS, product_id=product.key)}
    ids = [present[option["title"]] for option in options]
    placed = [variant | {"options": _placed(variant.get("options") or (), ids)} for variant in map(dict, variants)]
    create_variants(store, product.key, placed)


def _placed(values: Sequence[Values], option_ids: Sequence[str]) -> list[Values]:
    """The option values with the options that stand at the same places; those beyond have none."""
    known = [*option_ids, *[None] * (len(values) - len(option_ids))]
    return [{**value, "option_id": option_id} for value, option_id in zip(values, known, strict=False)]


def upsert_tags(store: Store, tags: Iterable[Values]) -> list[str]:
    """The ids of the tags with these values; a new one may bring its own. Source: `repositories/product-tag.ts`."""
    found = [(tag, store.first(PRODUCT_TAGS, value=tag["value"])) for tag in tags]
    present = [row.key for _, row in found if row]
    return present + [store.insert(PRODUCT_TAGS, tag).key for tag, row in found if row is None]


def upsert_type(store: Store, kind: Values | None) -> str | None:
    """The id of the type with this value; a new one gets an id of its own. Source: `repositories/product-type.ts`."""
    if not kind:
        return None
    row = store.first(PRODUCT_TYPES, value=kind["value"]) or store.insert(PRODUCT_TYPES, {"value": kind["value"]})
    return row.key


def upsert_images(store: Store, urls: Iterable[str]) -> list[str]:
    """The ids of the images at these addresses. Source: `repositories/image.ts`."""
    found = [(url, store.first(IMAGES, url=url)) for url in urls]
    present = [row.key for _, row in found if row]
    return present + [store.insert(IMAGES, {"url": url}).key for url, row in found if row is None]


def default_profile_id(store: Store, *, is_giftcard: bool = False) -> str:
    """The shipping profile of new products."""
    profile = store.first(SHIPPING_PROFILES, type="gift_card" if is_giftcard else "default")
    if profile is None:
        raise MockError("The shop has no default shipping profile")
    return profile.key


def default_channel_id(store: Store) -> str:
    """The sales channel of new products."""
    channel_id: str = next(store.select(STORES))["default_sales_channel_id"]
    return channel_id


def _ids(rows: Iterable[Values] | None) -> list[str]:
    return [row["id"] for row in rows or ()]


def _link(store: Store, table: Table, product_id: str, column: str, ids: Iterable[str]) -> None:
    """Make `ids` all that the link table holds of the product."""
    store.unlink(table, product_id=product_id)
    for key in ids:
        store.link(table, product_id=product_id, **{column: key})
