"""Claim items: what was wrong with so many of a line item, with pictures and tags. Source: `services/claim-item.ts`."""

from collections.abc import Iterable, Mapping
from typing import Final

from medusa_mock.domain.events import emit
from medusa_mock.errors import InvalidData, NotAllowed
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.relations import rows_of
from medusa_mock.tables.carts import LINE_ITEMS
from medusa_mock.tables.returns import CLAIM_IMAGES, CLAIM_ITEM_TAGS, CLAIM_ITEMS, CLAIM_TAGS

Values = Mapping[str, Json]

REASONS: Final = ("missing_item", "wrong_item", "production_failure", "other")


def create(store: Store, claim: Row, asked: Values) -> None:
    """Add an item to the claim; its tags are words, its images addresses.

    Raises InvalidData for the reason, NotFound for the line item, NotAllowed for one that is no variant, or for more of
    it than was packed.
    """
    _check_reason(asked.get("reason"))
    item = store.get(LINE_ITEMS, asked["item_id"])
    if not item["variant_id"]:
        raise NotAllowed("Cannot claim a custom line item")
    if (item["fulfilled_quantity"] or 0) < asked["quantity"]:
        raise NotAllowed("Cannot claim more of an item than has been fulfilled.")
    columns = {name: asked.get(name) for name in ("item_id", "reason", "note", "quantity")}
    made = store.insert(CLAIM_ITEMS, {**columns, "claim_order_id": claim.key, "variant_id": item["variant_id"]})
    for tag in [_tag(store, word) for word in asked.get("tags") or ()]:
        _bind(store, made, tag)
    for url in asked.get("images") or ():
        store.insert(CLAIM_IMAGES, {"claim_item_id": made.key, "url": url})
    emit(store, "claim_item.created", {"id": made.key})


def update(store: Store, id: str, changes: Values) -> None:
    """Change what is said of a claimed item. An empty reason or note changes nothing.

    Those of its images and tags that are not named go; named by an id they stay, or come from elsewhere. Raises
    NotFound, InvalidData for a reason that there is not, and for an image without address or a tag without word.
    """
    found = store.get(CLAIM_ITEMS, id)
    if changes.get("reason"):
        _check_reason(changes["reason"])
    columns = {name: changes[name] for name in ("note", "reason", "metadata") if changes.get(name)}
    store.update(CLAIM_ITEMS, id, columns)
    _set_tags(store, found, changes["tags"])
    _set_images(store, found, changes["images"])
    emit(store, "claim_item.updated", {"id": id})


def _check_reason(reason: Json) -> None:
    if reason not in REASONS:
        words = ", ".join(f'"{one}"' for one in REASONS[:-1])
        raise InvalidData(f'Claim Item reason must be one of {words} or "{REASONS[-1]}".')


def _set_tags(store: Store, item: Row, tags: Iterable[Values]) -> None:
    store.unlink(CLAIM_ITEM_TAGS, item_id=item.key)
    for tag in [_named_tag(store, tag) for tag in tags]:
        _bind(store, item, tag)


def _named_tag(store: Store, tag: Values) -> Row:
    if tag.get("id"):
        found = store.find(CLAIM_TAGS, tag["id"])
        return found or store.insert(CLAIM_TAGS, {"id": tag["id"], "value": tag.get("value")})
    if tag.get("value") is None:
        raise InvalidData("value must be a string")  # the real server crashes here
    return _tag(store, tag["value"])


def _tag(store: Store, word: str) -> Row:
    value = word.strip().lower()
    return store.first(CLAIM_TAGS, value=value) or store.insert(CLAIM_TAGS, {"value": value})


def _bind(store: Store, item: Row, tag: Row) -> None:
    store.link(CLAIM_ITEM_TAGS, item_id=item.key, tag_id=tag.key)


def _set_images(store: Store, item: Row, images: Iterable[Values]) -> None:
    kept = {image["id"] for image in images if image.get("id")}
    for present in rows_of(store.world, item, "images"):
        if present.key not in kept:
            store.remove(CLAIM_IMAGES, present.key)
    for image in images:
        if image.get("id") and store.find(CLAIM_IMAGES, image["id"]):
            store.update(CLAIM_IMAGES, image["id"], {"claim_item_id": item.key})
        else:
            new = {"id": image.get("id") or None, "claim_item_id": item.key, "url": image.get("url")}
            store.insert(CLAIM_IMAGES, new)
