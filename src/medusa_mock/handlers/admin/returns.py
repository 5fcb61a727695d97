"""Returns: what comes back of orders, swaps and claims."""

from medusa_mock.domain import returns as domain
from medusa_mock.order_resource import without_channel
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Store
from medusa_mock.tables.returns import RETURNS

returns = Resource(RETURNS, one="return", many="returns")

list_returns = returns.list


def cancel_return(store: Store, id: str) -> Body:
    return without_channel.show_plain(store, domain.cancel(store, id))


def receive_return(store: Store, id: str, body: Body) -> Body:
    return returns.show(store, domain.settle(store, id, body["items"], body), expand=["swap"])
