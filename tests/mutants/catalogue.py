"""The mutants: single faults, spread over all groups, and the checks that are to find them."""

from dataclasses import dataclass

from tests.contract.faulty import Answer, Fault
from tests.mutants import faults as f

SCHEMA = "response_schema_conformance"
TYPE = "content_type_conformance"
STATUS = "status_code_conformance"
REJECTION = "negative_data_rejection"
ACCEPTANCE = "positive_data_acceptance"
CRASH = "not_a_server_error"
GUARD = ("credentials_asked_for", "ignored_auth")
STALE = ("read_after_write", "ReadAfterWrite", "answers_agree")


@dataclass(frozen=True)
class Mutant:
    """A server with one fault.

    Args:
        checks: those that may name it; one of them has to.
        also: operations that may be named instead: a row that two operations show differently.
        api: whose document the server is held against.
    """

    name: str
    route: str
    checks: tuple[str, ...]
    fault: Fault
    also: tuple[str, ...] = ()
    api: str = "admin"


def m(name: str, route: str, checks: str | tuple[str, ...], fault: Fault, *also: str, api: str = "admin") -> Mutant:
    return Mutant(name, route, (checks,) if isinstance(checks, str) else checks, fault, also, api)


def secret(answer: Answer) -> Answer:
    trace = b'{"code":"x","type":"x","message":"at run (/srv/app/node_modules/medusa/dist/api.js:10:3)"}'
    return answer.with_body(trace)


PRICE_LIST = (
    b'{"price_list":{"id":"pl_1","created_at":"2026-01-05T09:30:00.000Z","updated_at":"2026-01-05T09:30:00.000Z",'
    b'"deleted_at":null,"name":"x","description":"x","type":"sale","status":"draft","starts_at":null,"ends_at":null,'
    b'"includes_tax":false,"customer_groups":[],"prices":[]}}'
)

NOBODY = b'{"users":[],"count":0,"offset":0,"limit":20}'
BARE_VARIANT = b'{"variant":{"id":"variant_assam_100"}}'
ANOTHERS_ORDERS = {"orders": [{"id": "order_1", "customer_id": "cus_another"}], "count": 1}
KEY, KEYS = "GET /admin/publishable-api-keys/{id}", "GET /admin/publishable-api-keys"


def answered(content: bytes) -> Answer:
    return Answer(200, {"content-type": f.JSON}, content)


MUTANTS = (
    # ---- what a row shows
    m("field dropped from a list", "GET /admin/regions", (SCHEMA, "fields_honoured"), f.rows(name=...)),
    m("field dropped from an item", "GET /admin/orders/{id}", (SCHEMA, "fields_honoured"), f.rows(currency_code=...)),
    m("field renamed", "GET /admin/gift-cards/{id}", SCHEMA, f.rows(balance=..., Balance=1)),
    m("field added", "GET /admin/sales-channels/{id}", "documented_properties", f.rows(colour="red")),
    m("field added inside", "GET /admin/products/{id}", "documented_properties",
      f.nested("variants", lambda row: row | {"colour": "red"})),
    m("field dropped inside", "GET /admin/discounts/{id}", SCHEMA,
      f.nested("rule", lambda row: f.altered(row, {"value": ...}))),
    m("null where there is none", "GET /admin/users", SCHEMA, f.rows(email=None)),
    m("wrong type", "GET /admin/products", SCHEMA, f.rows(title=7)),
    m("number as text", "GET /admin/tax-rates/{id}", SCHEMA, f.rows(rate=str)),
    m("list for an object", "GET /admin/stock-locations/{id}", SCHEMA, f.envelope(stock_location=lambda row: [row])),
    m("wrong enum value", "GET /admin/price-lists", SCHEMA, f.rows(status="hidden")),
    m("wrong enum value in an item", "GET /admin/swaps/{id}", SCHEMA, f.rows(payment_status="fine")),
    m("wrong format of a time", "GET /admin/notes", SCHEMA, f.rows(created_at="23.11.2026")),
    m("wrong format of an address", "GET /admin/auth", SCHEMA, f.rows(email="nobody")),
    m("wrong value of a total", "GET /admin/orders/{id}", "totals_add_up", f.rows(total=lambda total: total + 1)),
    m("changed before it was made", "GET /admin/return-reasons/{id}", ("written_before_changed", *STALE),
      f.rows(updated_at="2001-01-01T00:00:00.000Z")),
    m("another row", "GET /admin/collections/{id}", "right_row", f.rows(id="pcol_another")),
    m("another user", "GET /admin/auth", "right_row", f.rows(id="usr_another")),
    m("another value than the list shows", "GET /admin/shipping-profiles/{id}", STALE, f.rows(name="Another")),
    m("answer without its envelope", "GET /admin/variants/{id}", SCHEMA, f.body(lambda found: found["variant"])),
    m("envelope of another name", "GET /admin/currencies", SCHEMA,
      f.body(lambda found: {"data" if name == "currencies" else name: part for name, part in found.items()})),
    m("broken JSON", "GET /admin/store", SCHEMA, f.answering(lambda answer: answer.with_body(answer.body[:-2]))),
    m("empty answer", "GET /admin/store/payment-providers", SCHEMA, f.answering(lambda answer: answer.with_body(b""))),
    m("secret in an answer", "GET /admin/users/{id}", "no_leak", f.rows(password_hash="$2b$10$abcdefghijklmnopqrstuv")),
    m("token in a list", "GET /admin/publishable-api-keys", "no_leak", f.rows(api_token="sk_live_1")),
    m("stack trace", "GET /admin/batch-jobs/{id}", "no_leak", f.answering(secret, lambda answer: answer.status == 404)),
    # ---- how it answers
    m("wrong status of a success", "GET /admin/product-types", STATUS, f.answering(lambda a: a.with_status(201))),
    m("wrong status of a creation", "POST /admin/customers", STATUS, f.answering(lambda a: a.with_status(202))),
    m("wrong status of a refusal", "POST /admin/regions", STATUS,
      f.answering(lambda a: a.with_status(418), lambda a: a.status == 400)),
    m("wrong status without credentials", "GET /admin/returns", (*GUARD, STATUS),
      f.answering(lambda a: a.with_status(403), lambda a: a.status == 401)),
    m("wrong media type", "GET /admin/inventory-items", TYPE, f.answering(lambda a: a.with_type("text/plain"))),
    m("no media type", "GET /admin/product-categories/{id}", TYPE,
      f.answering(lambda a: Answer(a.status, {n: v for n, v in a.headers.items() if n != "content-type"}, a.body))),
    m("missing header", "POST /admin/orders/{id}/return", "response_headers_conformance",
      f.answering(lambda a: Answer(a.status, {n: v for n, v in a.headers.items() if n != "idempotency-key"}, a.body))),
    m("refusal of another shape", "POST /admin/collections", SCHEMA,
      f.answering(lambda a: a.with_body(b'{"error":"No."}'), lambda a: a.status == 400)),
    m("refusal as HTML", "GET /admin/customer-groups", (TYPE, "refusal_is_json"),
      f.answering(lambda a: a.with_type("text/html").with_body(b"<pre>No</pre>"), lambda a: a.status == 400)),
    m("slow list", "GET /admin/notifications", "max_response_time", f.slow(3.2)),
    m("slow write", "POST /admin/notes", "max_response_time", f.slow(3.2)),
    # ---- lists
    m("limit ignored", "GET /admin/customers", ("list_envelope", "pages_honoured"), f.ignoring("limit")),
    m("offset ignored", "GET /admin/gift-cards", ("pages_honoured", "list_envelope"), f.ignoring("offset")),
    m("offset off by one", "GET /admin/product-tags", ("pages_honoured", "list_envelope"),
      f.listed(lambda rows: rows[1:])),
    m("wrong limit told", "GET /admin/variants", (SCHEMA, "list_envelope", "documented_properties"),
      f.envelope(limit=1)),
    m("wrong limit told on a page", "GET /admin/discounts", "list_envelope", f.envelope(limit=99)),
    m("count is that of the page", "GET /admin/orders", "list_envelope",
      f.body(lambda found: found | {"count": len(found["orders"])})),
    m("count is one too many", "GET /admin/stock-locations", "list_envelope",
      f.envelope(count=lambda count: count + 1)),
    m("count as a text", "GET /admin/tax-rates", SCHEMA, f.envelope(count=str)),
    m("rows twice", "GET /admin/order-edits", "list_envelope", f.listed(lambda rows: rows + rows[-1:])),
    m("pages in another order", "GET /admin/customers", ("pages_honoured", "order_honoured"),
      f.listed(lambda rows: rows[::-1] if len(rows) == 2 else rows)),
    m("order ignored", "GET /admin/products", "order_honoured", f.ignoring("order")),
    m("order turned round", "GET /admin/regions", ("order_honoured", "pages_honoured"),
      f.listed(lambda rows: rows[::-1])),
    m("oldest first", "GET /admin/orders", "order_honoured", f.asking(order="created_at")),
    m("filter ignored", "GET /admin/draft-orders", ("filters_honoured",), f.ignoring("q")),
    m("filter by a column ignored", "GET /admin/reservations", "filters_honoured", f.ignoring("location_id")),
    m("filter by time ignored", "GET /admin/collections", "filters_honoured", f.ignoring("created_at")),
    m("filter by status ignored", "GET /admin/orders", "filters_honoured", f.ignoring("status")),
    m("filter by a relation ignored", "GET /admin/products", "filters_honoured",
      f.ignoring("tags", "sales_channel_id")),
    m("filter leaves out too much", "GET /admin/users", ("filters_honoured",),
      f.breaking(f.named("email"), answered(NOBODY))),
    m("search ignored", "GET /admin/price-lists", "filters_honoured", f.ignoring("q")),
    m("expand ignored", "GET /admin/customers/{id}", "expand_honoured", f.ignoring("expand")),
    m("expand ignored in a list", "GET /admin/price-lists", "expand_honoured", f.ignoring("expand")),
    m("fields ignored", "GET /admin/regions", "fields_honoured", f.ignoring("fields")),
    m("fields leave out what was asked for", "GET /admin/variants/{id}", ("fields_honoured", SCHEMA),
      f.breaking(f.named("fields"), answered(BARE_VARIANT))),
    m("deleted rows listed", "GET /admin/currencies", ("no_deleted_rows", "documented_properties", SCHEMA),
      f.rows(deleted_at="2026-01-01T00:00:00.000Z")),
    # ---- writing
    m("stale read after a write", "GET /admin/customer-groups/{id}", STALE, f.stale()),
    m("stale list after a write", "GET /admin/tax-rates", (*STALE, "soft_delete"), f.stale()),
    m("change not made", "POST /admin/return-reasons/{id}", (*STALE, "write_honoured"), f.unwritten(),
      "GET /admin/return-reasons/{id}", "GET /admin/return-reasons"),
    m("change made of another value", "POST /admin/users/{id}", ("write_honoured", *STALE),
      f.answering(lambda a: a.with_json(lambda found: {"user": found["user"] | {"last_name": "Nobody"}})),
      "GET /admin/users/{id}"),
    m("creation not kept", "POST /admin/publishable-api-keys", (*STALE, "ensure_resource_availability"),
      f.rows(id="pk_01HZX3B6Q7R8S9T0V1W2X3Y4Z5"), KEY, KEYS),
    m("metadata replaced", "POST /admin/products/{id}", "metadata_merged",
      f.body(lambda found: {"product": found["product"] | {"metadata": {"probe_changed": "3"}}})),
    m("delete that does not delete", "DELETE /admin/return-reasons/{id}", ("soft_delete", "use_after_free"),
      f.undeleted({"object": "return_reason"}), "GET /admin/return-reasons/{id}"),
    m("delete that does not delete a child", "DELETE /admin/product-categories/{id}", ("soft_delete", "use_after_free"),
      f.undeleted({"object": "product-category"}), "GET /admin/product-categories/{id}"),
    m("delete told of another row", "DELETE /admin/stock-locations/{id}", "deletion_told",
      f.envelope(id="sloc_another")),
    m("delete told of another kind", "DELETE /admin/regions/{id}", SCHEMA, f.envelope(object="country")),
    m("deletion not told", "DELETE /admin/notes/{id}", (SCHEMA, "soft_delete"), f.envelope(deleted=False)),
    m("unknown property accepted", "POST /admin/return-reasons", REJECTION,
      f.forgiving(f.without_body("no_such_property", "x-schemathesis-unknown-property"))),
    m("unknown property of a change accepted", "POST /admin/gift-cards/{id}", REJECTION,
      f.forgiving(f.without_body("no_such_property", "x-schemathesis-unknown-property"))),
    m("missing property accepted", "POST /admin/sales-channels", REJECTION, f.forgiving(f.with_body(name="Fair"))),
    m("wrong type accepted", "POST /admin/customer-groups", REJECTION, f.forgiving(f.with_body(name="Fair"))),
    m("unknown enum value accepted", "POST /admin/price-lists", REJECTION, f.forgiving(f.instead(type="sale"))),
    m("too small a number accepted", "POST /admin/regions/{id}", REJECTION, f.forgiving(f.instead(tax_rate=1))),
    m("unknown parameter accepted", "GET /admin/swaps", "unknown_parameter_rejection",
      f.forgiving(lambda asked: asked.with_query(lambda name: name in ("limit", "offset")))),
    m("no number accepted", "GET /admin/inventory-items", REJECTION,
      f.forgiving(lambda asked: asked.with_query(lambda name: name not in ("limit", "offset")))),
    m("unknown row found", "GET /admin/price-lists/{id}", "unknown_refused",
      f.answering(lambda _: answered(PRICE_LIST), lambda a: a.status == 404)),
    m("valid filter refused", "GET /admin/order-edits", ACCEPTANCE, f.breaking(f.named("order_id"), f.refusal(400))),
    m("valid body refused", "POST /admin/stock-locations", ACCEPTANCE, f.breaking(f.sends("address"), f.refusal(400))),
    # ---- who asks
    m("no credentials wanted", "GET /admin/batch-jobs", GUARD, f.unguarded()),
    m("no credentials wanted for a write", "POST /admin/store", GUARD, f.unguarded()),
    m("no credentials wanted to delete", "DELETE /admin/gift-cards/{id}", GUARD, f.unguarded()),
    m("any token will do", "GET /admin/payment-collections/{id}", GUARD,
      f.unguarded(lambda asked: "authorization" in asked.headers)),
    m("any API token will do", "GET /admin/invites", GUARD,
      f.unguarded(lambda asked: "x-medusa-access-token" in asked.headers)),
    m("orders of other customers", "GET /store/customers/me/orders", ("right_row", SCHEMA),
      f.body(lambda found: found | ANOTHERS_ORDERS), api="store"),
    # ---- what breaks
    m("crash on an odd search", "GET /admin/customers", CRASH, f.breaking(lambda asked: any(
        name == "q" and ("'" in value or "%" in value or "\\" in value) for name, value in asked.query))),
    m("crash on a limit of 0", "GET /admin/draft-orders", CRASH, f.breaking(f.named("limit", "0"))),
    m("crash on an unknown id", "GET /admin/notes/{id}", CRASH,
      f.answering(lambda _: f.CRASH, lambda a: a.status == 404)),
    m("crash on an empty body", "POST /admin/uploads/download-url", CRASH,
      f.answering(lambda _: f.CRASH, lambda a: a.status == 400)),
    m("crash on a negative offset", "GET /admin/product-categories", CRASH,
      f.breaking(lambda asked: any(name == "offset" and value.startswith("-") for name, value in asked.query))),
    m("crash where a guest asks", "GET /store/shipping-options", CRASH, f.breaking(f.named("region_id")), api="store"),
    m("cart without its total", "GET /store/carts/{id}", (SCHEMA, "answers_agree"), f.rows(total=...), api="store"),
    m("cart of another", "POST /store/carts/{id}", "right_row", f.rows(id="cart_another"), api="store"),
)  # fmt: skip
