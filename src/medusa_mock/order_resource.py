"""Orders as the API shows them: with everything that their totals are worked out of.

Source: `services/order.ts`, `utils/clean-response-data.ts`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from medusa_mock.domain.decoration import REFUNDABLE, order_views
from medusa_mock.errors import NotFound
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.query import Query
from medusa_mock.store.render import render
from medusa_mock.store.shapes import Shape
from medusa_mock.store.tables import One
from medusa_mock.tables.orders import ORDERS

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

    def list(self, store: Store, **params: Json) -> Body:
        """Without `fields` and `expand` a list shows no totals: only what can be refunded of each item."""
        query, asked = self._asked(store, self.asked(params), listed=True)
        only = bool(asked)
        return self.page(
            store, query, lambda row: render(store, row, query, order_views(store, row, asked, only_asked=only))
        )

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
        fields, relations = _names(params.get("fields")), _names(params.get("expand"))
        asked = TOTALS[-3:] if fields is None else [name for name in fields if name in TOTALS]
        columns = self.fields if fields is None else tuple(name for name in fields if name not in TOTALS)
        shown = {"fields": None if fields is None else columns, "expand": relations}
        plain = Query.parse(store, ORDERS, {**params, **shown}, fields=self.fields, listed=listed)
        wanted = self.relations if relations is None else relations
        further = (*WORKED_OUT_OF, *(ASKED_FOR_TOTALS if asked else ()))
        beside = [*further, *(("shipping_address", "customer") if params.get("q") else ())]
        names = (
            {*plain.shape.columns} if picked else {*plain.shape.columns, "object", *(("tax_rate",) if asked else ())}
        )
        loaded = Query.parse(store, ORDERS, {"fields": [*names], "expand": [*wanted, *beside]})
        shape = _picked(loaded.shape, {*wanted, *plain.shape.relations}) if picked else loaded.shape
        return replace(plain, shape=shape), asked


def _picked(shape: Shape, names: Collection[str]) -> Shape:
    """Only the relations that are named. Named by what they lead to, rows are shown whole, and a single row not at all.

    Source: `utils/pick-deep.ts` of `@medusajs/utils`, which knows no entity for an object.
    """
    lists = {name for name, relation in ORDERS.relations.items() if not isinstance(relation, One)}
    parts = {name.partition(".")[0] for name in names if "." in name} & lists
    relations = {name: inner for name, inner in shape.relations.items() if name in names or name in parts}
    return replace(shape, relations=relations)


def _names(value: str | Sequence[str] | None) -> Sequence[str] | None:
    if value is None:
        return None
    return [name for name in (value.split(",") if isinstance(value, str) else value) if name]
