"""Products: what comes into being together with them, and what has to fit together."""

from collections.abc import Iterable, Mapping, Sequence

from medusa_mock.domain.categories import descendants
from medusa_mock.domain.events import emit
from medusa_mock.domain.handles import handle_of
from medusa_mock.domain.variants import (
    create_variants_as_clients_ask,
    delete_variant,
    delete_with_product,
    update_variant,
)
from medusa_mock.errors import Duplicate, InvalidData, MockError, NotFound
from medusa_mock.store import Json, Row, Store, Table
from medusa_mock.tables.catalogue import (
    CATEGORIZED_PRODUCTS,
    IMAGES,
    OFFERED_PRODUCTS,
    PRODUCT_IMAGES,
    PRODUCT_OPTION_VALUES,
    PRODUCT_OPTIONS,
    PRODUCT_TAGS,
    PRODUCT_TYPES,
    PRODUCT_VARIANTS,
    PRODUCTS,
    PROFILED_PRODUCTS,
    TAGGED_PRODUCTS,
)
from medusa_mock.tables.pricing import MONEY_AMOUNTS
from medusa_mock.tables.settings import STORES
from medusa_mock.tables.shipping import SHIPPING_PROFILES

Values = Mapping[str, Json]

RELATION_FILTERS = {
    "sales_channel_id": "sales_channels",
    "category_id": "categories",
    "discount_condition_id": "discount_conditions",
}
"""The filters that are about relations, and which."""

DERIVED = {"id", "price_list_id", "include_category_children"}
"""The filters that have to be worked out."""


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
    emit(store, "product.created", {"id": product.key})
    return product


def create_product_as_clients_ask(store: Store, values: Values) -> Row:
    """A product of the default profile, in the default channel unless in others, with its variants in their order.

    Source: `create-product.ts` of the real server's API. Raises what `create_product` and
    `create_variants_as_clients_ask` do.
    """
    profile_id = default_profile_id(store, is_giftcard=values.get("is_giftcard", False))
    channels = values.get("sales_channels") or [{"id": default_channel_id(store)}]
    product = create_product(store, {**values, "profile_id": profile_id, "sales_channels": channels})
    if variants := _ranked(values.get("variants") or ()):
        options = values.get("options") or ()
        create_variants_as_clients_ask(store, product.key, placed(store, product, options, variants))
    return product


def update_product(store: Store, id: str, changes: Values) -> Row:
    """Change a product. What hangs on it is replaced as a whole where `changes` name it, variants aside.

    Null leaves images, tags and metadata as they are, and takes away type, categories and channels. Source: `update` of
    `services/product.ts`. Raises NotFound, Duplicate.
    """
    product = store.get(PRODUCTS, id)
    columns = {name: value for name, value in changes.items() if name in PRODUCTS.columns}
    if changes.get("images"):
        columns.setdefault("thumbnail", product["thumbnail"] or changes["images"][0])
    if "type" in changes:
        columns["type_id"] = upsert_type(store, changes["type"])
    product = store.update(PRODUCTS, id, columns)
    if changes.get("images") is not None:
        _relink(store, PRODUCT_IMAGES, id, "image_id", upsert_images(store, changes["images"]))
    if changes.get("tags") is not None:
        _relink(store, TAGGED_PRODUCTS, id, "product_tag_id", upsert_tags(store, changes["tags"]))
    if "categories" in changes:
        _relink(store, CATEGORIZED_PRODUCTS, id, "product_category_id", _ids(changes["categories"]))
    if "sales_channels" in changes:
        _relink(store, OFFERED_PRODUCTS, id, "sales_channel_id", _ids(changes["sales_channels"]))
    if changes.get("profile_id"):
        _relink(store, PROFILED_PRODUCTS, id, "profile_id", [changes["profile_id"]])
    emit(store, "product.updated", {"id": id, "fields": [name for name in changes if name != "variants"]})
    return product


def settle_variants(store: Store, product_id: str, variants: Sequence[Values]) -> None:
    """Make `variants` those of the product, in their order: one with an id changes, one without is new.

    Source: `update-product.ts` of the real server's API. Raises NotFound for an id that is no variant of the product.
    """
    present = {row.key for row in store.select(PRODUCT_VARIANTS, product_id=product_id)}
    ranked = _ranked(variants)
    known = [variant for variant in ranked if variant.get("id")]
    if strange := [variant["id"] for variant in known if variant["id"] not in present]:
        raise NotFound(f"Variants with id: {', '.join(strange)} are not associated with this product")
    for variant_id in present - {variant["id"] for variant in known}:
        delete_variant(store, variant_id)
    for variant in known:
        update_variant(store, variant["id"], variant)
    if new := [{name: value for name, value in one.items() if name != "id"} for one in ranked if not one.get("id")]:
        create_variants_as_clients_ask(store, product_id, new)


def _ranked(variants: Sequence[Values]) -> list[Values]:
    return [{**variant, "variant_rank": rank} for rank, variant in enumerate(variants)]


def delete_product(store: Store, id: str) -> None:
    """Delete a product, if there is one, with its variants. Tags, types, options and images stay."""
    if store.find(PRODUCTS, id) is None:
        return
    for variant in store.select(PRODUCT_VARIANTS, product_id=id):
        delete_with_product(store, variant.key)
    store.delete(PRODUCTS, id)
    emit(store, "product.deleted", {"id": id})


def add_option(store: Store, product_id: str, title: str) -> None:
    """Something more to choose; the variants that there are get a value to begin with.

    Raises NotFound, Duplicate.
    """
    product = store.get(PRODUCTS, product_id)
    if store.first(PRODUCT_OPTIONS, product_id=product_id, title=title):
        raise Duplicate(f"An option with the title: {title} already exists")
    option = store.insert(PRODUCT_OPTIONS, {"title": title, "product_id": product_id})
    for variant in store.select(PRODUCT_VARIANTS, product_id=product_id):
        value = {"option_id": option.key, "variant_id": variant.key, "value": "Default Value"}
        store.insert(PRODUCT_OPTION_VALUES, value)
    emit(store, "product.updated", product)


def rename_option(store: Store, product_id: str, option_id: str, title: str) -> None:
    """Raises NotFound, also where another option of the product has the title: so the real server calls it."""
    product = store.get(PRODUCTS, product_id)
    others = (row for row in store.select(PRODUCT_OPTIONS, product_id=product_id) if row.key != option_id)
    if any(other["title"].upper() == title.upper() for other in others):
        raise NotFound(f"An option with title {title} already exists")
    store.get(PRODUCT_OPTIONS, option_id)
    store.update(PRODUCT_OPTIONS, option_id, {"title": title})
    emit(store, "product.updated", product)


def delete_option(store: Store, product_id: str, option_id: str) -> None:
    """Delete an option, if the product has it, and what the variants have of it.

    Raises NotFound for the product, InvalidData where the variants differ in the option.
    """
    product = store.get(PRODUCTS, product_id)
    option = store.first(PRODUCT_OPTIONS, product_id=product_id, id=option_id)
    if option is None:
        return
    values = list(store.select(PRODUCT_OPTION_VALUES, option_id=option_id))
    if len({value["value"] for value in values}) > 1:
        raise InvalidData(
            "To delete an option, first delete all variants, such that when an option is deleted, "
            "no duplicate variants will exist."
        )
    for value in values:
        store.delete(PRODUCT_OPTION_VALUES, value.key)
    store.delete(PRODUCT_OPTIONS, option_id)
    emit(store, "product.updated", product)


def placed(store: Store, product: Row, options: Sequence[Values], variants: Iterable[Values]) -> list[Values]:
    """The variants of a new product, whose values come in the order of `options`, with the ids of these options."""
    first: dict[str, str] = {}
    for option in store.select(PRODUCT_OPTIONS, product_id=product.key):
        first.setdefault(option["title"], option.key)
    ids = [first[option["title"]] for option in options]
    return [{**variant, "options": _placed(variant.get("options") or (), ids)} for variant in variants]


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


def tag_usage(store: Store) -> list[dict[str, Json]]:
    """The ten tags that most products bear, deleted ones included, with the number as a text."""
    tags = [
        (tag, sum(1 for _ in store.select(TAGGED_PRODUCTS, product_tag_id=tag.key)))
        for tag in store.select(PRODUCT_TAGS)
    ]
    most = sorted(tags, key=lambda pair: -pair[1])[:10]
    return [{"id": tag.key, "usage_count": str(count), "value": tag["value"]} for tag, count in most]


def filters(store: Store, params: Values) -> dict[str, Json]:
    """The filters of the list of products as the store understands them: columns and relations."""
    found = {name: value for name, value in params.items() if name not in DERIVED}
    if not params.get("discount_conditions"):
        found.pop("discount_conditions", None)  # the real server overlooks an empty one
    if "categories" in found and params.get("include_category_children"):
        found["categories"] = descendants(store, found["categories"])
    ids = [_as_set(params["id"])] if "id" in params else []
    if "price_list_id" in params:
        ids.append(_priced_in(store, params["price_list_id"]))
    return found | ({"id": [*set.intersection(*ids)]} if ids else {})


def _priced_in(store: Store, price_list_ids: Iterable[str]) -> set[str]:
    prices = (price for list_id in price_list_ids for price in store.select(MONEY_AMOUNTS, price_list_id=list_id))
    variants = (store.find(PRODUCT_VARIANTS, price["variant_id"]) for price in prices)
    return {variant["product_id"] for variant in variants if variant}


def _as_set(value: Json) -> set[str]:
    return {*value} if isinstance(value, list | tuple) else {value}


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


def _relink(store: Store, table: Table, product_id: str, column: str, ids: Iterable[str]) -> None:
    """Make `ids` all that the link table holds of the product."""
    store.unlink(table, product_id=product_id)
    _link(store, table, product_id, column, ids)


def _link(store: Store, table: Table, product_id: str, column: str, ids: Iterable[str]) -> None:
    for key in ids:
        store.link(table, product_id=product_id, **{column: key})
