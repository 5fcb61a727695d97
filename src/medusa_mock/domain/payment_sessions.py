"""The payment sessions of a cart: the ways to pay that the customer may choose from. Money is in minor units.

A session is initiated once its provider knows of it, which is when it is chosen; where a region has one provider, its
session is chosen at once. Source: `setPaymentSessions` and the like of `services/cart.ts`,
`services/payment-provider.ts`.
"""

from medusa_mock.domain import payments
from medusa_mock.domain.decoration import cart_totals
from medusa_mock.domain.events import emit
from medusa_mock.errors import InvalidData, NotAllowed
from medusa_mock.store import Row, Store
from medusa_mock.store.relations import rows_of
from medusa_mock.tables.carts import CARTS
from medusa_mock.tables.payments import PAYMENT_SESSIONS
from medusa_mock.tables.settings import REGIONS


def selected(store: Store, cart: Row) -> Row | None:
    """The session that is paid with, if one has been chosen."""
    return store.first(PAYMENT_SESSIONS, cart_id=cart.key, is_selected=True)


def open_all(store: Store, cart_id: str) -> Row:
    """The cart, with a session for each provider of its region, over what it comes to now; none if that is nothing.

    Raises NotFound, and Duplicate where the only provider of the region has a session that is not chosen: the real
    server opens another.
    """
    cart = store.get(CARTS, cart_id)
    total = cart_totals(store, cart, force_taxes=True).amounts["total"]
    region = store.get(REGIONS, cart["region_id"])
    providers = [provider.key for provider in rows_of(store.world, region, "payment_providers")] if total > 0 else []
    chosen = selected(store, cart)
    sessions = rows_of(store.world, cart, "payment_sessions")
    for session in sessions:
        if session["provider_id"] in providers:
            _renew(store, session, total)
        else:
            store.remove(PAYMENT_SESSIONS, session.key)
    if len(providers) == 1 and chosen is None:
        payments.open_session(store, cart_id, providers[0], total, selected=True)
        return cart
    present = {session["provider_id"] for session in sessions}
    for provider_id in providers:
        if provider_id not in present:
            _offer(store, cart_id, provider_id, total)
    return cart


def keep_up(store: Store, cart_id: str) -> None:
    """Open the sessions of the cart anew if it has any: what it comes to may have changed. Raises as `open_all`."""
    if store.first(PAYMENT_SESSIONS, cart_id=cart_id):
        open_all(store, cart_id)


def select(store: Store, cart_id: str, provider_id: str) -> Row:
    """The cart, which is to be paid for with the provider.

    Raises NotFound, NotAllowed where the region does not have the provider, InvalidData where the cart has no session
    with it.
    """
    cart = store.get(CARTS, cart_id)
    providers = rows_of(store.world, store.get(REGIONS, cart["region_id"]), "payment_providers")
    if provider_id != "system" and provider_id not in {provider.key for provider in providers}:
        raise NotAllowed("The payment method is not available in this region")
    session = _session(store, cart, provider_id)
    if session is None:  # the real server answers 500, of the type `unexpected_state`
        raise InvalidData("Could not find payment session")
    amount = cart_totals(store, cart).amounts["total"]
    for other in rows_of(store.world, cart, "payment_sessions"):
        store.update(PAYMENT_SESSIONS, other.key, {"is_selected": None, "is_initiated": False})
    begun = {} if session["is_initiated"] else {"data": payments.first_data(provider_id), "status": "pending"}
    changes = {**begun, "amount": amount, "is_selected": True, "is_initiated": True}
    store.update(PAYMENT_SESSIONS, session.key, changes)
    return _told(store, cart)


def refresh(store: Store, cart_id: str, provider_id: str) -> Row:
    """The cart, with its session with the provider begun anew, if it has one: then it has to be chosen again.

    One that was not chosen only learns what the cart comes to. Raises NotFound.
    """
    cart = store.get(CARTS, cart_id)
    session = _session(store, cart, provider_id)
    if session:
        amount = cart_totals(store, cart).amounts["total"]
        if session["is_selected"]:
            store.remove(PAYMENT_SESSIONS, session.key)
            payments.open_session(store, cart_id, provider_id, amount)
        else:
            store.update(PAYMENT_SESSIONS, session.key, {"amount": amount})
    return _told(store, cart)


def close(store: Store, cart_id: str, provider_id: str) -> Row:
    """The cart, without a session with the provider. Raises NotFound for the cart."""
    cart = store.get(CARTS, cart_id)
    session = _session(store, cart, provider_id)
    if session:
        store.remove(PAYMENT_SESSIONS, session.key)
    return _told(store, cart)


def _told(store: Store, cart: Row) -> Row:
    emit(store, "cart.updated", {"id": cart.key})
    return cart


def _session(store: Store, cart: Row, provider_id: str) -> Row | None:
    return store.first(PAYMENT_SESSIONS, cart_id=cart.key, provider_id=provider_id)


def _renew(store: Store, session: Row, total: int) -> None:
    """One that its provider knows of and that is not chosen is taken back, and offered anew."""
    if session["is_initiated"] and not session["is_selected"]:
        store.remove(PAYMENT_SESSIONS, session.key)
        _offer(store, session["cart_id"], session["provider_id"], total)
    else:
        store.update(PAYMENT_SESSIONS, session.key, {"amount": total})


def _offer(store: Store, cart_id: str, provider_id: str, total: int) -> None:
    store.insert(PAYMENT_SESSIONS, {"cart_id": cart_id, "provider_id": provider_id, "data": {}, "amount": total})
