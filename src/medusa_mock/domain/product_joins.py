"""What answers show of a product's collection and type where they are joined to it.

The real server reads a product once for each relation and merges what it finds. In each of these queries it takes the
column whose name holds the relation's for another than it is: `collection_id` for the id of the collection. Source:
`queryEntityWithIds` and `mergeEntitiesWithRelations` of `utils/repository.ts`. A search by `q` does not go that way.
"""

from medusa_mock.store import Json, Row
from medusa_mock.store.query import Query
from medusa_mock.store.render import NO_VIEWS, View, Views
from medusa_mock.tables.catalogue import PRODUCT_COLLECTIONS, PRODUCTS
from medusa_mock.tables.pricing import MONEY_AMOUNTS

NAMESAKES = {"collection": "collection_id", "type": "type_id"}


def joined(query: Query) -> Views:
    """How products are shown for the query.

    The namesake of the first relation comes with the next one, and is lost where there is none. Of a deleted collection
    the key is left, if the product's own is shown.
    """
    columns, relations = query.shape.columns, [*query.shape.relations]
    first = next(iter(relations), "")
    delayed = NAMESAKES.get(first, "")
    keeps_key = "collection" in relations and "collection_id" in columns
    if query.q or not (keeps_key or delayed in columns):
        return NO_VIEWS

    def view(product: Row, shown: dict[str, Json]) -> None:
        if not shown.keys() >= query.shape.relations.keys():
            return  # a product on a related row
        if keeps_key and shown["collection"] is None and product["collection_id"]:
            shown["collection"] = dict.fromkeys(PRODUCT_COLLECTIONS.visible) | {"id": product["collection_id"]}
        if delayed in shown:
            _delay(shown, delayed, relations)

    return {PRODUCTS.name: view}


def _delay(shown: dict[str, Json], column: str, relations: list[str]) -> None:
    """Put a column behind the first relation, or nowhere where that is the only one."""
    value = shown.pop(column)
    if len(relations) > 1:
        later = {name: shown.pop(name) for name in [*shown][[*shown].index(relations[0]) + 1 :]}
        shown |= {column: value, **later}


def _without(*names: str) -> View:
    def view(_: Row, shown: dict[str, Json]) -> None:
        for name in names:
            shown.pop(name, None)

    return view


BELOW_VARIANTS: Views = {
    PRODUCTS.name: _without("profile", "profile_id"),
    MONEY_AMOUNTS.name: _without("variant", "variant_id"),
}
"""How rows are shown below those of a list of variants: without what is worked out of relations of theirs."""
