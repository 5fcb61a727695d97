"""Currencies: all that there are. The store says in which of them it sells."""

from medusa_mock.domain.events import emit
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Json, Store
from medusa_mock.tables.settings import CURRENCIES

currencies = Resource(CURRENCIES, one="currency", many="currencies")


def list_currencies(store: Store, **params: Json) -> Body:
    """A search looks at all codes: the filter `code` is dropped. So is an order by a time that no currency has."""
    if params.get("q"):
        params.pop("code", None)
    if params.get("order", "").removeprefix("-") == "created_at":
        del params["order"]
    return currencies.list(store, **params)


def update_currency(store: Store, code: str, body: Body) -> Body:
    answer = currencies.update(store, code.lower(), body)
    emit(store, "currency.updated", {"code": code.lower()})
    return answer
