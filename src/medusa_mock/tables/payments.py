"""How orders are paid, and what is paid back."""

from medusa_mock.store.tables import BASE, SOFT_DELETABLE, Table, link, one, through

PAYMENTS = Table(
    "payments",
    "pay",
    "Payment",
    {
        **BASE,
        "swap_id": None,
        "cart_id": None,
        "order_id": None,
        "amount": None,
        "currency_code": None,
        "amount_refunded": 0,
        "provider_id": None,
        "data": None,
        "captured_at": None,
        "canceled_at": None,
        "metadata": None,
        "idempotency_key": None,
    },
    relations={
        "cart": one("carts", "cart_id"),
        "currency": one("currencies", "currency_code"),
        "order": one("orders", "order_id"),
        "swap": one("swaps", "swap_id"),
    },
    unique=(("swap_id",),),
    required=frozenset({"amount", "currency_code", "amount_refunded", "provider_id", "data"}),
    order="",
    missing="Payment with id {id} was not found",
)

PAYMENT_SESSIONS = Table(
    "payment_sessions",
    "ps",
    "Payment session",
    {
        **BASE,
        "cart_id": None,
        "provider_id": None,
        "is_selected": None,
        "is_initiated": False,
        "status": "pending",
        "data": None,
        "idempotency_key": None,
        "amount": None,
        "payment_authorized_at": None,
    },
    relations={"cart": one("carts", "cart_id")},
    unique=(("cart_id", "provider_id"), ("cart_id", "is_selected")),
    required=frozenset({"provider_id", "is_initiated", "status", "data"}),
    order="",
)

PAYMENT_COLLECTIONS = Table(
    "payment_collections",
    "paycol",
    "Payment collection",
    {
        **SOFT_DELETABLE,
        "type": None,
        "status": None,
        "description": None,
        "amount": None,
        "authorized_amount": None,
        "region_id": None,
        "currency_code": None,
        "metadata": None,
        "created_by": None,
    },
    relations={
        "currency": one("currencies", "currency_code"),
        "payment_sessions": through(
            "payment_sessions", by="payment_collection_sessions", near="payment_collection_id", far="payment_session_id"
        ),
        "payments": through(
            "payments", by="payment_collection_payments", near="payment_collection_id", far="payment_id"
        ),
        "region": one("regions", "region_id"),
    },
    expand=("payment_sessions", "payments", "region"),
    required=frozenset({"type", "status", "amount", "region_id", "currency_code", "created_by"}),
    order="",
    missing="Payment collection with id {id} was not found",
)

REFUNDS = Table(
    "refunds",
    "ref",
    "Refund",
    {
        **BASE,
        "order_id": None,
        "payment_id": None,
        "amount": None,
        "note": None,
        "reason": None,
        "metadata": None,
        "idempotency_key": None,
    },
    relations={"order": one("orders", "order_id"), "payment": one("payments", "payment_id")},
    required=frozenset({"amount", "reason"}),
    order="",
)

PAYMENT_COLLECTION_SESSIONS = link("payment_collection_sessions", "payment_collection_id", "payment_session_id")

PAYMENT_COLLECTION_PAYMENTS = link("payment_collection_payments", "payment_collection_id", "payment_id")
