"""Orders as the API shows them: with everything that their totals are worked out of.

Source: `services/order.ts`, `utils/clean-response-data.ts`, `api/middlewares/transform-includes-options.ts`.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from medusa_mock.domain.decoration import ADDITIONAL_REFUNDABLE, REFUNDABLE, items_of, order_views
from medusa_mock.errors import InvalidData, NotFound
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.query import Query, names
from medusa_mock.store.render import TOP, Views, document, render
from medusa_mock.store.shapes import Shape
from medusa_mock.store.tables import One
from medusa_mock.tables.orders import ORDERS

NUMBERS = frozenset({"display_id", "tax_rate"})

FIELDS = (
    "id",
    "status",
    "fulfillment_status",
    "payment_status",
    "display_id",
    "cart_id",
    "draft_order_id",
    "customer_id",
    "email",
    "region_id",
    "currency_code",
    "tax_rate",
    "canceled_at",
    "created_at",
    "updated_at",
    "metadata",
    "no_notification",
)
"""The columns shown unless the client asks for others."""

STORE_FIELDS = tuple(
    name
    for name in FIELDS
    if name not in ("draft_order_id", "canceled_at", "updated_at", "metadata", "no_notification")
)
"""Those that customers are shown."""

STORE_RELATIONS = (
    "customer",
    "discounts",
    "discounts.rule",
    "fulfillments",
    "fulfillments.tracking_links",
    "items",
    "items.variant",
    "payments",
    "region",
    "shipping_address",
    "shipping_methods",
    "shipping_methods.shipping_option",
)

TOTALS = (
    "subtotal",
    "tax_total",
    "shipping_total",
    "discount_total",
    "gift_card_total",
    "total",
    "paid_total",
    "refunded_total",
    "refundable_amount",
    REFUNDABLE,
    *ADDITIONAL_REFUNDABLE,
)
"""What `fields` may ask for besides the columns."""

WORKED_OUT_OF = (
    "items.tax_lines",
    "items.adjustments",
    "items.variant",
    "swaps.additional_items.tax_lines",
    "swaps.additional_items.adjustments",
    "claims.additional_items.tax_lines",
    "claims.additional_items.adjustments",
    "discounts.rule",
    "gift_cards",
    "gift_card_transactions",
    "refunds",
    "shipping_methods.tax_lines",
    "region",
    "payments",
)
"""The relations that totals are worked out of, and that are therefore shown where nothing is left out."""

RETURNABLE = "returnable_items"

ASKED_FOR_TOTALS = ("items.variant.product.profiles", "gift_card_transactions.gift_card")
"""Those that are there besides where a total is asked for by its name."""


@dataclass(frozen=True)
class OrderResource(Resource):
    """Orders under the key `order`, or `orders`."""

    relations: tuple[str, ...] = ORDERS.expand
    """Those shown unless the client asks for others."""
    totals: tuple[str, ...] = TOTALS[-3:]
    """What is asked for of the totals by a client who asks for nothing; a list shows no others then. None for all."""
    allowed: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    """The columns and totals, and the relations, that a client may ask for; none for all."""
    cleaned: bool = True
    """Whether a list shows only what is asked for, and not all that totals were worked out of."""

    returnable: bool = False
    """Whether a client may ask for the items that can be sent back, by `expand=returnable_items`."""

    def list(self, store: Store, **params: Json) -> Body:
        query, asked = self._asked(store, self.asked(params), listed=True, picked=self.cleaned)
        return self.page(store, query, lambda row: self._listed(store, row, query, asked))

    def asked(self, params: Mapping[str, Json]) -> Body:
        """The parameters of a list; numbers come as texts, and the database reads them."""
        asked = super().asked(params)
        return asked | {name: _number(name, asked[name]) for name in NUMBERS & asked.keys()}

    def find(self, store: Store, row: Row, **params: Json) -> Body:
        """The order as a list shows it."""
        query, asked = self._asked(store, params, listed=True)
        return {self.one: self._listed(store, row, query, asked)}

    def _listed(self, store: Store, row: Row, query: Query, asked: "_Asked") -> Json:
        views = order_views(store, row, asked.totals, only_asked=bool(asked.totals), raw=not self.cleaned)
        return _shown(store, row, query, views, asked)

    def retrieve(self, store: Store, id: str, **params: Json) -> Body:
        query, asked = self._asked(store, params)
        order = store.find(ORDERS, id)
        if order is None:
            raise NotFound(f"Order with id{':' if asked.totals else ''} {id} was not found")
        views = order_views(store, order, asked.totals, added=asked.returnable is not None)
        return {self.one: _shown(store, order, query, views, asked)}

    def show(self, store: Store, row: Row, **params: Json) -> Body:
        """The order after a change: with all that its totals were worked out of, asked for or not."""
        query, asked = self._asked(store, params, picked=False)
        views = order_views(store, row, asked.totals, added=asked.returnable is not None)
        return {self.one: _shown(store, store.get(ORDERS, row.key), query, views, asked)}

    def show_plain(self, store: Store, row: Row) -> Body:
        """The order without totals, but for what can be refunded of its items."""
        query, asked = self._asked(store, {}, picked=False)
        return {self.one: render(store, row, query, order_views(store, row, asked.totals, only_asked=True))}

    def _asked(
        self, store: Store, params: Mapping[str, Json], *, listed: bool = False, picked: bool = True
    ) -> tuple[Query, "_Asked"]:
        """What is asked for, and what of it is no column and no relation."""
        fields, relations, returnable = names(params.get("fields")), *self._expanded(params)
        _check(fields, relations, self.allowed)
        totals = _totals(fields, self.totals)
        columns = self.fields if fields is None else tuple(name for name in fields if name.lstrip("+-") not in TOTALS)
        shown = {"fields": None if fields is None else columns, "expand": relations}
        plain = Query.parse(store, ORDERS, {**params, **shown}, fields=self.fields, listed=listed)
        wanted = self.relations if relations is None else relations
        further = (*WORKED_OUT_OF, *(ASKED_FOR_TOTALS if totals else ()))
        beside = [*further, *(("shipping_address", "customer") if params.get("q") else ())]
        columns_shown = {*plain.shape.columns} | self._beside(
            fields, listed=listed, taxed=listed or bool(totals), picked=picked
        )
        loaded = Query.parse(store, ORDERS, {"fields": [*columns_shown], "expand": [*wanted, *beside]})
        if not picked:
            return replace(plain, shape=loaded.shape), _Asked(totals, None, loaded.shape if returnable else None)
        named = self._named(fields, [] if returnable and relations is None else relations, plain.shape, totals)
        asked = _Asked(totals, _parts(named, totals), loaded.shape if returnable else None)
        return replace(plain, shape=_picked(loaded.shape, named)), asked

    def _expanded(self, params: Mapping[str, Json]) -> tuple[Sequence[str] | None, bool]:
        """The relations that are asked for, if any are, and whether the items are that can be sent back."""
        relations = names(params.get("expand"))
        if not self.returnable or relations is None or RETURNABLE not in relations:
            return relations, False
        return [name for name in relations if name != RETURNABLE] or None, True

    def _named(
        self, fields: Sequence[str] | None, relations: Sequence[str] | None, plain: Shape, totals: Sequence[str]
    ) -> set[str]:
        """The names of what may be shown besides columns, dotted where they lead through a relation."""
        parts = self.allowed[0] if not fields else ()
        if relations is not None and (relations or not self.allowed[1]):
            return {*relations, *parts, *totals}
        return {*(self.allowed[1] or (*self.relations, *plain.relations)), *parts, *totals}

    def _beside(self, fields: Sequence[str] | None, *, listed: bool, taxed: bool, picked: bool) -> set[str]:
        """The columns that are shown although nobody asks for them."""
        if picked and self.allowed[0]:
            return {"object"} if not fields else set()
        if picked:
            return {"tax_rate"} if fields == [] and listed else set()
        return {"object", "tax_rate"} if taxed else {"object"}


def _check(
    fields: Sequence[str] | None, relations: Sequence[str] | None, allowed: tuple[Sequence[str], Sequence[str]]
) -> None:
    """Raises InvalidData where something is asked for that is not allowed."""
    for asked, known in zip((fields, relations), allowed, strict=True):
        if unknown := [name for name in asked or () if known and name not in known]:
            raise InvalidData(f"Requested fields [{', '.join(unknown)}] are not valid")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked for of an order besides its columns and relations.

    `totals` by their names, `parts` of what is shown of each item, None for all, and of which shape the items are that
    can be sent back, None where nobody asks for them.
    """

    totals: Sequence[str]
    parts: Collection[str] | None
    returnable: Shape | None


def _totals(fields: Sequence[str] | None, usual: Sequence[str]) -> Sequence[str]:
    """The totals that are asked for by their names; with a sign before each name, on top of the usual ones."""
    if fields is None:
        return usual
    if fields and all(name[0] in "+-*" for name in fields):
        return [name for name in usual if f"-{name}" not in fields]
    return [name for name in fields if name in TOTALS]


def _parts(named: Collection[str], totals: Sequence[str]) -> Collection[str] | None:
    """What is shown of each item: where it is asked what can be refunded of them, only what is named."""
    if "items" in named or REFUNDABLE not in totals:
        return None
    return {name.removeprefix("items.") for name in named if name.startswith("items.")}


def _shown(store: Store, order: Row, query: Query, views: Views, asked: _Asked) -> Json:
    shown = document(store, order, query, views)
    if asked.parts is not None and "items" in shown:
        shown["items"] = [{name: item[name] for name in item if name in asked.parts} for item in shown["items"]]
    if asked.returnable is not None:
        shown[RETURNABLE] = [*_returnable(store, order, query, views, asked.returnable, asked.totals)]
    return shown


def _returnable(
    store: Store, order: Row, query: Query, views: Views, shape: Shape, named: Sequence[str]
) -> Iterator[Json]:
    """The items that were shipped and did not come back. The unrounded discount is shown of those not asked for."""
    added = (shape.relations[owner].relations["additional_items"] for owner in ("swaps", "claims"))
    shapes = {REFUNDABLE: shape.relations["items"], **dict(zip(ADDITIONAL_REFUNDABLE, added, strict=True))}
    inside = {name: view for name, view in views.items() if name != TOP}
    for name, inner in shapes.items():
        for item in items_of(store, order, name):
            if (item["returned_quantity"] or 0) < (item["shipped_quantity"] or 0):
                shown = document(store, item, replace(query, shape=inner), inside)
                if name in named:
                    shown.pop("raw_discount_total", None)
                yield shown


def _picked(shape: Shape, named: Collection[str]) -> Shape:
    """Only the relations that are named. Named by what they lead to, rows are shown whole, and a single row not at all.

    Source: `utils/pick-deep.ts` of `@medusajs/utils`, which knows no entity for an object.
    """
    lists = {name for name, relation in ORDERS.relations.items() if not isinstance(relation, One)}
    parts = {name.partition(".")[0] for name in named if "." in name} & lists
    relations = {name: inner for name, inner in shape.relations.items() if name in named or name in parts}
    return replace(shape, relations=relations)


without_channel = OrderResource(
    ORDERS,
    one="order",
    many="orders",
    fields=FIELDS,
    relations=tuple(name for name in ORDERS.expand if name != "sales_channel"),
)
"""What the real server shows of an order where it forgets the sales channel."""


def _number(name: str, text: Json) -> Json:
    if text == "null" or not isinstance(text, str):
        return text
    try:
        return float(text)
    except ValueError:
        raise InvalidData(f"{name} must be a number") from None
