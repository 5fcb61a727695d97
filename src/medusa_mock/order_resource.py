"""Orders as the API shows them: with everything that their totals are worked out of.

Source: `services/order.ts`, `utils/clean-response-data.ts`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from medusa_mock.domain.decoration import REFUNDABLE, order_views
from medusa_mock.errors import InvalidData, NotFound
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.query import Query, names
from medusa_mock.store.render import render
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
    "swaps.additional_items.refundable",
    "claims.additional_items.refundable",
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

    def _listed(self, store: Store, row: Row, query: Query, asked: Sequence[str]) -> Json:
        views = order_views(store, row, asked, only_asked=bool(asked), raw=not self.cleaned)
        return render(store, row, query, views)

    def retrieve(self, store: Store, id: str, **params: Json) -> Body:
        query, asked = self._asked(store, params)
        order = store.find(ORDERS, id)
        if order is None:
            raise NotFound(f"Order with id{':' if asked else ''} {id} was not found")
        return {self.one: render(store, order, query, order_views(store, order, asked))}

    def show(self, store: Store, row: Row, **params: Json) -> Body:
        """The order after a change: with all that its totals were worked out of, asked for or not."""
        query, asked = self._asked(store, params, picked=False)
        return {self.one: render(store, store.get(ORDERS, row.key), query, order_views(store, row, asked))}

    def show_plain(self, store: Store, row: Row) -> Body:
        """The order without totals, but for what can be refunded of its items."""
        query, asked = self._asked(store, {}, picked=False)
        return {self.one: render(store, row, query, order_views(store, row, asked, only_asked=True))}

    def _asked(
        self, store: Store, params: Mapping[str, Json], *, listed: bool = False, picked: bool = True
    ) -> tuple[Query, Sequence[str]]:
        """What is asked for, and which totals by their names."""
        fields, relations = names(params.get("fields")), names(params.get("expand"))
        _check(fields, relations, self.allowed)
        asked = self.totals if fields is None else [name for name in fields if name in TOTALS]
        columns = self.fields if fields is None else tuple(name for name in fields if name not in TOTALS)
        shown = {"fields": None if fields is None else columns, "expand": relations}
        plain = Query.parse(store, ORDERS, {**params, **shown}, fields=self.fields, listed=listed)
        wanted = self.relations if relations is None else relations
        further = (*WORKED_OUT_OF, *(ASKED_FOR_TOTALS if asked else ()))
        beside = [*further, *(("shipping_address", "customer") if params.get("q") else ())]
        columns_shown = {*plain.shape.columns} | self._beside(fields, taxed=listed or bool(asked), picked=picked)
        loaded = Query.parse(store, ORDERS, {"fields": [*columns_shown], "expand": [*wanted, *beside]})
        if picked:
            shown_relations = {*wanted, *plain.shape.relations} if relations or not self.allowed[1] else self.allowed[1]
            parts = self.allowed[0] if not fields else ()
            return replace(plain, shape=_picked(loaded.shape, {*shown_relations, *parts})), asked
        return replace(plain, shape=loaded.shape), asked

    def _beside(self, fields: Sequence[str] | None, *, taxed: bool, picked: bool) -> set[str]:
        """The columns that are shown although nobody asks for them."""
        if picked:
            return {"object"} if self.allowed[0] and not fields else set()
        return {"object", "tax_rate"} if taxed else {"object"}


def _check(
    fields: Sequence[str] | None, relations: Sequence[str] | None, allowed: tuple[Sequence[str], Sequence[str]]
) -> None:
    """Raises InvalidData where something is asked for that is not allowed."""
    for asked, known in zip((fields, relations), allowed, strict=True):
        if unknown := [name for name in asked or () if known and name not in known]:
            raise InvalidData(f"Requested fields [{', '.join(unknown)}] are not valid")


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
