"""Order edits: changes to the items of an order, prepared first, that take hold at once. Money is in minor units.

```
           request              confirm
created ──────────> requested ──────────> confirmed
   │                    │ └─────decline─> declined
   │ confirm            │ cancel
   ├──> confirmed       └──> canceled
   └──cancel──> canceled
```

| status                        | items change | request | confirm | decline | cancel | delete |
|-------------------------------|--------------|---------|---------|---------|--------|--------|
| created                       | yes          | yes     | yes     | no      | yes    | yes    |
| requested                     | yes          | yes     | yes     | yes     | yes    | no     |
| confirmed, declined, canceled | no           | yes     | no      | no      | no     | no     |

What an edit has become already it can become again, without effect. A request says nothing of the status: it counts
once, and each time it asks for what is still to be paid.

An edit holds copies of the order's items, which know by `original_item_id` what they are copies of. Each change names
what it adds (`line_item_id`), what it takes away (`original_line_item_id`), or both. To confirm is to give the order
the items of the edit in place of its own.

Source: `services/order-edit.ts`, `services/order-edit-item-change.ts`, `request-confirmation.ts` of the admin's routes.
"""

from collections.abc import Mapping

from medusa_mock.domain import adjustments, line_items, payment_collections, reservations, tax_lines
from medusa_mock.domain.decoration import edit_totals
from medusa_mock.domain.events import emit
from medusa_mock.errors import InvalidData, NotAllowed, NotFound
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.relations import rows_of
from medusa_mock.tables.carts import LINE_ITEM_ADJUSTMENTS, LINE_ITEM_TAX_LINES, LINE_ITEMS
from medusa_mock.tables.order_edits import ORDER_EDITS, ORDER_ITEM_CHANGES, status
from medusa_mock.tables.orders import ORDERS
from medusa_mock.tables.settings import REGIONS

Values = Mapping[str, Json]

ACTIVE = ("created", "requested")
"""The statuses in which the items of an edit can be changed."""


def create(store: Store, values: Values, user_id: str) -> Row:
    """A new edit of the order, with copies of its items.

    Raises InvalidData where the order has an active one, NotFound for the order.
    """
    order_id = values["order_id"]
    if any(status(edit) in ACTIVE for edit in store.select(ORDER_EDITS, order_id=order_id)):
        raise InvalidData(f"An active order edit already exists for the order {order_id}")
    columns = {"order_id": order_id, "internal_note": values.get("internal_note"), "created_by": user_id}
    edit = store.insert(ORDER_EDITS, columns)
    for item in rows_of(store.world, store.get(ORDERS, order_id), "items"):
        _copy(store, item, edit)
    return _told(store, edit, "created")


def update(store: Store, id: str, changes: Values) -> Row:
    """Raises NotFound."""
    return _told(store, store.update(ORDER_EDITS, id, changes), "updated")


def delete(store: Store, id: str) -> None:
    """Delete the edit, if there is one, with its items and changes. Raises NotAllowed once it is more than created."""
    edit = store.find(ORDER_EDITS, id)
    if edit is None:
        return
    if status(edit) != "created":
        raise NotAllowed(f"Cannot delete order edit with status {status(edit)}")
    _drop_changes(store, [change.key for change in rows_of(store.world, edit, "changes")])
    for item in rows_of(store.world, edit, "items"):
        line_items.delete(store, item)
    store.remove(ORDER_EDITS, id)


def add_item(store: Store, id: str, values: Values) -> Row:
    """The edit, with a variant more, at the price and the taxes that it has now for the order's customer.

    Raises NotFound, NotAllowed for an edit that is not active, InvalidData where there is no such variant or no price.
    """
    edit = store.get(ORDER_EDITS, id)
    if status(edit) not in ACTIVE:
        raise NotAllowed(f"Can not add an item to the edit with status {status(edit)}")
    line_items.check_asked(values)
    order = store.get(ORDERS, edit["order_id"])
    region = store.get(REGIONS, order["region_id"])
    made = line_items.of_variant(store, region, values, customer_id=order["customer_id"])
    item = store.insert(LINE_ITEMS, {**made, "order_edit_id": id})
    _refresh(store, edit, keep_custom=False)
    _note(store, {"type": "item_add", "order_edit_id": id, "line_item_id": item.key})
    tax_lines.keep_tax_lines(store, [item], [], region)
    return edit


def update_item(store: Store, id: str, item_id: str, quantity: int) -> Row:
    """The edit, with so many of an item of its own.

    Raises NotFound for the edit or the item, NotAllowed for an edit that is not active, InvalidData for an item of
    something else, or fewer than are fulfilled or returned.
    """
    edit = _active(store, id)
    item = store.get(LINE_ITEMS, item_id)
    if item["order_edit_id"] != id:
        raise _belongs_elsewhere(item_id, edit["order_id"])
    used = max(item["fulfilled_quantity"] or 0, item["returned_quantity"] or 0)
    if quantity < used:  # the real server crashes on it
        raise InvalidData(f"quantity must not be less than {used}, which are fulfilled or returned already")
    if store.first(ORDER_ITEM_CHANGES, line_item_id=item_id) is None:
        _change(store, "item_update", item, line_item_id=item_id)
    store.update(LINE_ITEMS, item_id, {"quantity": quantity})
    _refresh(store, edit, keep_custom=True)
    return edit


def remove_item(store: Store, id: str, item_id: str) -> Row:
    """The edit without the copy of one of the order's items. An item that there is not is overlooked.

    Raises NotFound for the edit, or where the item was changed in it: so the real server calls it. Raises NotAllowed
    for an edit that is not active, InvalidData for an item that is no copy of this edit.
    """
    edit = _active(store, id)
    item = store.find(LINE_ITEMS, item_id)
    if item is None:
        return edit
    if item["order_edit_id"] != id or not item["original_item_id"]:
        raise _belongs_elsewhere(item_id, "undefined")
    if store.first(ORDER_ITEM_CHANGES, line_item_id=item_id):
        raise NotFound("null")
    line_items.delete(store, item)
    _refresh(store, edit, keep_custom=False)
    _change(store, "item_remove", item)
    return edit


def delete_change(store: Store, id: str, change_id: str) -> None:
    """Take a change back, with the item that it is about: what was removed does not come back by it.

    Discounts are not worked out anew. Raises NotFound, InvalidData for another edit's change, NotAllowed for an edit
    that is confirmed or canceled.
    """
    change = store.get(ORDER_ITEM_CHANGES, change_id)
    edit = store.get(ORDER_EDITS, id)
    if change["order_edit_id"] != id:
        raise InvalidData(f"The item change you are trying to delete doesn't belong to the OrderEdit with id: {id}.")
    if status(edit) in ("confirmed", "canceled"):
        raise NotAllowed(f"Cannot delete and item change from a {status(edit)} order edit")
    _drop_changes(store, [change_id])
    if change["line_item_id"]:
        line_items.delete(store, store.get(LINE_ITEMS, change["line_item_id"]))


def request(store: Store, id: str, user_id: str, description: Json = None) -> Row:
    """The edit, put before the customer, with a payment collection for what it adds to the order's total.

    Asked again, it gets another payment collection, and leaves the one before to nobody.
    Raises NotFound, InvalidData for an edit without changes.
    """
    edit = store.get(ORDER_EDITS, id)
    if not rows_of(store.world, edit, "changes"):
        raise InvalidData("Cannot request a confirmation on an edit with no changes")
    if edit["requested_at"] is None:
        edit = store.update(ORDER_EDITS, id, {"requested_at": store.now(), "requested_by": user_id})
        _told(store, edit, "requested")
    due = edit_totals(store, edit)["difference_due"]
    if due <= 0:
        return edit
    order = store.get(ORDERS, edit["order_id"])
    collection = payment_collections.create(store, order, due, user_id, description)
    return update(store, id, {"payment_collection_id": collection.key})


def decline(store: Store, id: str, reason: Json = None, declined_by: str | None = None) -> Row:
    """The edit, turned down by the customer. Raises NotFound, NotAllowed where the customer was not asked."""
    edit = store.get(ORDER_EDITS, id)
    if status(edit) == "declined":
        return edit
    if status(edit) != "requested":
        raise NotAllowed(f"Cannot decline an order edit with status {status(edit)}.")
    declined = {"declined_at": store.now(), "declined_by": declined_by, "declined_reason": reason}
    return _told(store, store.update(ORDER_EDITS, id, declined), "declined")


def cancel(store: Store, id: str, user_id: str) -> Row:
    """The edit, called off. Raises NotFound, NotAllowed once it is confirmed or declined."""
    edit = store.get(ORDER_EDITS, id)
    if status(edit) == "canceled":
        return edit
    if status(edit) not in ACTIVE:
        raise NotAllowed(f"Cannot cancel order edit with status {status(edit)}")
    canceled = {"canceled_at": store.now(), "canceled_by": user_id}
    return _told(store, store.update(ORDER_EDITS, id, canceled), "canceled")


def confirm(store: Store, id: str, confirmed_by: str | None = None) -> Row:
    """The edit, taken hold: the order has its items, and what was reserved for the former ones is given back.

    Raises NotFound for the edit, or where it or the order has no items left, NotAllowed once it is canceled or
    declined.
    """
    edit = store.get(ORDER_EDITS, id)
    if status(edit) == "confirmed":
        return edit
    if status(edit) not in ACTIVE:
        raise NotAllowed(f"Cannot confirm an order edit with status {status(edit)}")
    former, items = (rows_of(store.world, one, "items") for one in (store.get(ORDERS, edit["order_id"]), edit))
    if not former:
        raise NotFound(f"Line item with order_id: {edit['order_id']} was not found")
    if not items:
        raise NotFound(f"Line item with order_edit_id: {id} was not found")
    for item in former:
        store.update(LINE_ITEMS, item.key, {"order_id": None})
    reservations.release_line_items(store, *(item.key for item in former))
    for item in items:
        store.update(LINE_ITEMS, item.key, {"order_id": edit["order_id"]})
    confirmed = {"confirmed_at": store.now(), "confirmed_by": confirmed_by}
    return _told(store, store.update(ORDER_EDITS, id, confirmed), "confirmed")


def _told(store: Store, edit: Row, what: str) -> Row:
    emit(store, f"order-edit.{what}", {"id": edit.key})
    return edit


def _note(store: Store, change: Values) -> None:
    emit(store, "order-edit-item-change.CREATED", {"id": store.insert(ORDER_ITEM_CHANGES, change).key})


def _drop_changes(store: Store, ids: list[str]) -> None:
    for change_id in ids:
        store.remove(ORDER_ITEM_CHANGES, change_id)
    emit(store, "order-edit-item-change.DELETED", {"ids": ids})


def _copy(store: Store, item: Row, edit: Row) -> None:
    """A copy of the order's item for the edit, even of its times. Source: `cloneTo` of `services/line-item.ts`."""
    nobodys = dict.fromkeys(("id", "cart_id", "order_id", "swap_id", "claim_order_id"))
    copied = {**item, **nobodys, "order_edit_id": edit.key, "original_item_id": item.key}
    copy = store.insert(LINE_ITEMS, copied)
    for name, table in (("tax_lines", LINE_ITEM_TAX_LINES), ("adjustments", LINE_ITEM_ADJUSTMENTS)):
        for part in rows_of(store.world, item, name):
            store.insert(table, {**part, "id": None, "item_id": copy.key})


def _active(store: Store, id: str) -> Row:
    edit = store.get(ORDER_EDITS, id)
    if status(edit) not in ACTIVE:
        raise NotAllowed(f"Can not update an item on the order edit {id} with the status {status(edit)}")
    return edit


def _belongs_elsewhere(item_id: str, what: str) -> InvalidData:
    return InvalidData(f"Invalid line item id {item_id} it does not belong to the same order edit {what}.")


def _change(store: Store, kind: str, item: Row, *, line_item_id: str | None = None) -> None:
    """Note what becomes of a copy, beside the item that it is a copy of."""
    changed = {"original_line_item_id": item["original_item_id"], "line_item_id": line_item_id}
    _note(store, {"type": kind, "order_edit_id": item["order_edit_id"], **changed})


def _refresh(store: Store, edit: Row, *, keep_custom: bool) -> None:
    """Work out anew what the order's discounts take off the items of the edit."""
    order = store.get(ORDERS, edit["order_id"])
    items = [item for item in rows_of(store.world, edit, "items") if not item["is_return"]]
    region = store.get(REGIONS, order["region_id"])
    adjustments.work_out(store, items, rows_of(store.world, order, "discounts"), region, keep_custom=keep_custom)
