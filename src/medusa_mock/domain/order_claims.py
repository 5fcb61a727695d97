"""Orders that somebody placed as a guest, or with another e-mail address, and claims with an account.

A message goes to each address that the orders were placed with; the token in it makes them the account's.
Source: `api/routes/store/orders/request-order.ts`, `confirm-order-request.ts`.
"""

from collections.abc import Callable, Iterable, Mapping

from medusa_mock.domain import orders
from medusa_mock.domain.notifications import emit
from medusa_mock.errors import InvalidData, NotFound, Unauthenticated
from medusa_mock.store import Json, Store
from medusa_mock.tables.customers import CUSTOMERS
from medusa_mock.tables.orders import ORDERS

SECONDS = 15 * 60

Sign = Callable[[Store, Mapping[str, Json]], str]


def request(store: Store, customer_id: str, order_ids: Iterable[str], sign: Sign) -> None:
    """Ask at each address for the orders that were placed with it; ids that no order has are overlooked.

    Raises NotFound for the customer, Unauthenticated for a guest, whom the real server tells more.
    """
    if not store.get(CUSTOMERS, customer_id)["has_account"]:
        raise Unauthenticated
    placed: dict[str, list[str]] = {}
    for order in filter(None, (store.find(ORDERS, each) for each in dict.fromkeys(order_ids))):
        placed.setdefault(order["email"], []).append(order.key)
    expiry = store.milliseconds() // 1000 + SECONDS
    for email, ids in placed.items():
        token = sign(store, {"claimingCustomerId": customer_id, "orders": ids, "exp": expiry})
        told = {"old_email": email, "new_customer_id": customer_id, "orders": ids, "token": token}
        emit(store, "order-update-token.created", told, to=email)


def confirm(store: Store, claims: Mapping[str, Json] | None) -> None:
    """Make the orders those of the customer, as a token says.

    Raises InvalidData for what is no token or too old, NotFound for a token of another kind, NotAllowed for an order
    that is canceled.
    """
    now = store.milliseconds() // 1000
    if claims is None or claims["iat"] + SECONDS < now:  # the real server crashes
        raise InvalidData("invalid token")
    if "claimingCustomerId" not in claims:
        raise NotFound('"customerId" must be defined')
    customer = store.get(CUSTOMERS, claims["claimingCustomerId"])
    for order_id in claims["orders"]:
        if store.find(ORDERS, order_id):
            orders.update(store, order_id, {"customer_id": customer.key, "email": customer["email"]})
