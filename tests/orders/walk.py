"""An order's life, walked at random through the API of any server, ours or a real Medusa.

Whatever is asked for is done, or refused in words and without a trace; and at every turn the order's numbers add up.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import httpx
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from tests.conftest import own_state
from tests.world import EMAIL, PASSWORD

Order = dict[str, Any]

REFUSED = {400, 404, 409, 422}
ENDED = {"completed", "archived", "canceled"}

quantities = st.integers(min_value=0, max_value=4)


class OrderWalk(RuleBasedStateMachine):
    """One shop and its orders. `url` is the server's; a real one is not put back in between."""

    url: ClassVar[str]
    ids = Bundle("ids")

    def __init__(self) -> None:
        super().__init__()
        self.client = httpx.Client(base_url=self.url, headers=own_state(), timeout=30)
        token = self.client.post("/admin/auth/token", json={"email": EMAIL, "password": PASSWORD}).json()
        self.client.headers["Authorization"] = f"Bearer {token['access_token']}"
        self.region = self._first("/admin/regions", "regions", q="Continental")
        options = self.client.get("/admin/shipping-options", params={"region_id": self.region}).json()
        self.there = [one["id"] for one in options["shipping_options"] if not one["is_return"]]
        self.back = [one["id"] for one in options["shipping_options"] if one["is_return"]]
        self.variants = [self._first("/admin/variants", "variants", q=sku) for sku in ("ASSAM-100", "CUP-ASH")]
        self.order: Order | None = None
        """The order that was touched last, as the server shows it."""

    def teardown(self) -> None:
        self.client.close()

    def _first(self, path: str, name: str, **params: str) -> str:
        found: str = self.client.get(path, params=params).json()[name][0]["id"]
        return found

    def _get(self, order_id: str) -> Order:
        answer = self.client.get(f"/admin/orders/{order_id}")
        assert answer.status_code == 200, answer.text
        order: Order = answer.json()["order"]
        return order

    def _do(self, order_id: str, path: str, body: Mapping[str, Any] | None = None) -> httpx.Response:
        """Send a request about an order. What is refused must leave the order as it is."""
        before = self._get(order_id)
        answer = self.client.post(path, json=body or {})
        self.order = self._get(order_id)
        if answer.status_code != 200:
            assert answer.status_code in REFUSED, f"POST {path} {body}: {answer.status_code} {answer.text}"
            assert self.order == before, f"POST {path} {body} was refused, and left a trace"
        return answer

    @initialize(target=ids)
    def sell_something(self) -> str:
        return self._sell(2, 1)

    @rule(target=ids, tea=st.integers(1, 5), cups=st.integers(0, 2))
    def sell(self, tea: int, cups: int) -> str:
        return self._sell(tea, cups)

    def _sell(self, tea: int, cups: int) -> str:
        """Take an order down and have it paid."""
        wanted = zip(self.variants, (tea, cups), strict=True)
        draft = {
            "email": "walker@example.com",
            "region_id": self.region,
            "items": [{"variant_id": variant, "quantity": quantity} for variant, quantity in wanted if quantity],
            "shipping_methods": [{"option_id": self.there[0]}],
            "shipping_address": {"first_name": "Wanda", "country_code": "de"},
        }
        made = self.client.post("/admin/draft-orders", json=draft)
        assert made.status_code == 200, made.text
        paid = self.client.post(f"/admin/draft-orders/{made.json()['draft_order']['id']}/pay")
        assert paid.status_code == 200, paid.text
        order_id: str = paid.json()["order"]["id"]
        self.order = self._get(order_id)
        return order_id

    @rule(order_id=ids, place=st.integers(0, 1), quantity=quantities)
    def pack(self, order_id: str, place: int, quantity: int) -> None:
        items = self._get(order_id)["items"]
        wanted = {"item_id": items[place % len(items)]["id"], "quantity": quantity}
        self._do(order_id, f"/admin/orders/{order_id}/fulfillment", {"items": [wanted]})

    @rule(order_id=ids, place=st.integers(0, 3))
    def ship(self, order_id: str, place: int) -> None:
        made = [one for one in self._get(order_id)["fulfillments"] if not one["shipped_at"]]
        if made:
            body = {"fulfillment_id": made[place % len(made)]["id"], "tracking_numbers": ["W-1"]}
            self._do(order_id, f"/admin/orders/{order_id}/shipment", body)

    @rule(order_id=ids, place=st.integers(0, 3))
    def unpack(self, order_id: str, place: int) -> None:
        made = [one for one in self._get(order_id)["fulfillments"] if not one["canceled_at"]]
        if made:
            fulfillment = made[place % len(made)]["id"]
            self._do(order_id, f"/admin/orders/{order_id}/fulfillments/{fulfillment}/cancel")

    @rule(order_id=ids, amount=st.integers(1, 4000), reason=st.sampled_from(["discount", "return", "other"]))
    def refund(self, order_id: str, amount: int, reason: str) -> None:
        self._do(order_id, f"/admin/orders/{order_id}/refund", {"amount": amount, "reason": reason})

    @rule(order_id=ids, what=st.sampled_from(["capture", "complete", "archive", "cancel"]))
    def move(self, order_id: str, what: str) -> None:
        answer = self._do(order_id, f"/admin/orders/{order_id}/{what}")
        if answer.status_code == 200 and what in ("complete", "archive", "cancel"):
            assert self.order
            assert self.order["status"] in ENDED

    @rule(order_id=ids, city=st.sampled_from(["Ulm", "Kiel"]), country=st.sampled_from(["de", "us", ""]))
    def readdress(self, order_id: str, city: str, country: str) -> None:
        address = {"city": city, "country_code": country}
        self._do(order_id, f"/admin/orders/{order_id}", {"shipping_address": address})

    @rule(order_id=ids, place=st.integers(0, 1), quantity=st.integers(1, 4), carried=st.booleans())
    def ask_back(self, order_id: str, place: int, quantity: int, *, carried: bool) -> None:
        items = self._get(order_id)["items"]
        body: dict[str, Any] = {"items": [{"item_id": items[place % len(items)]["id"], "quantity": quantity}]}
        if carried:
            body["return_shipping"] = {"option_id": self.back[0]}
        self._do(order_id, f"/admin/orders/{order_id}/return", body)

    @rule(order_id=ids, place=st.integers(0, 3))
    def take_back(self, order_id: str, place: int) -> None:
        made = [one for one in self._get(order_id)["returns"] if one["status"] == "requested"]
        if made:
            back = made[place % len(made)]
            items = [{"item_id": one["item_id"], "quantity": one["quantity"]} for one in back["items"]]
            self._do(order_id, f"/admin/returns/{back['id']}/receive", {"items": items})

    @rule(order_id=ids, place=st.integers(0, 3))
    def call_a_return_off(self, order_id: str, place: int) -> None:
        made = self._get(order_id)["returns"]
        if made:
            self._do(order_id, f"/admin/returns/{made[place % len(made)]['id']}/cancel")

    @rule(order_id=ids, place=st.integers(0, 1), amount=st.integers(1, 4000))
    def give_back(self, order_id: str, place: int, amount: int) -> None:
        """Claim money: no more than is left, for a real server keeps a claim that it could not pay."""
        order = self._get(order_id)
        claim = self._claim(order, place, type="refund", refund_amount=min(amount, order["refundable_amount"]))
        self._do(order_id, f"/admin/orders/{order_id}/claims", claim)

    @rule(order_id=ids, place=st.integers(0, 1), quantity=st.integers(1, 3), comes_back=st.booleans())
    def send_another(self, order_id: str, place: int, quantity: int, *, comes_back: bool) -> None:
        instead = [{"variant_id": self.variants[place], "quantity": quantity}]
        ways = [{"option_id": self.there[0], "price": 0}]
        claim = self._claim(self._get(order_id), place, type="replace", additional_items=instead, shipping_methods=ways)
        self._do(order_id, f"/admin/orders/{order_id}/claims", claim | ({"return_shipping": {}} if comes_back else {}))

    def _claim(self, order: Order, place: int, **values: Any) -> dict[str, Any]:
        item = order["items"][place % len(order["items"])]
        return {"claim_items": [{"item_id": item["id"], "quantity": 1, "reason": "other"}], **values}

    @rule(order_id=ids, place=st.integers(0, 3), what=st.sampled_from(["fulfillments", "cancel"]))
    def move_a_claim(self, order_id: str, place: int, what: str) -> None:
        made = self._get(order_id)["claims"]
        if made:
            self._do(order_id, f"/admin/orders/{order_id}/claims/{made[place % len(made)]['id']}/{what}")

    @rule(order_id=ids, place=st.integers(0, 3), what=st.sampled_from(["ship", "unpack"]))
    def move_a_claims_fulfillment(self, order_id: str, place: int, what: str) -> None:
        packed = [one for claim in self._get(order_id)["claims"] for one in claim["fulfillments"]]
        made = [one for one in packed if not (one["shipped_at"] or one["canceled_at"])]
        if made:
            one = made[place % len(made)]
            path = f"/admin/orders/{order_id}/claims/{one['claim_order_id']}"
            if what == "ship":
                self._do(order_id, f"{path}/shipments", {"fulfillment_id": one["id"]})
            else:
                self._do(order_id, f"{path}/fulfillments/{one['id']}/cancel")

    @invariant()
    def numbers_add_up(self) -> None:
        if self.order:
            check_totals(self.order)
            check_quantities(self.order)
            check_money(self.order)


def check_totals(order: Order) -> None:
    """The order comes to the sum of its parts, and never to less than nothing."""
    items, methods = order["items"], order["shipping_methods"]
    assert order["subtotal"] == sum(item["subtotal"] for item in items)
    assert order["item_tax_total"] == sum(item["tax_total"] for item in items)
    assert order["shipping_total"] == sum(method["subtotal"] for method in methods)
    plus = order["subtotal"] + order["shipping_total"] + order["tax_total"]
    assert order["total"] == plus - order["discount_total"] - order["gift_card_total"] >= 0
    for item in items:
        assert item["total"] == item["subtotal"] - item["discount_total"] + item["tax_total"]


def check_quantities(order: Order) -> None:
    """Nothing is sent that is not packed, and nothing is packed or comes back that was not bought."""
    for item in order["items"]:
        packed, sent, back = (item[f"{how}_quantity"] or 0 for how in ("fulfilled", "shipped", "returned"))
        assert 0 <= sent <= packed <= item["quantity"]
        assert 0 <= back <= item["quantity"]
    of_items = {item["id"]: item["fulfilled_quantity"] or 0 for item in order["items"]}
    sent_instead = [item for claim in order["claims"] for item in claim["additional_items"]]
    for item in sent_instead:
        assert 0 <= (item["shipped_quantity"] or 0) <= (item["fulfilled_quantity"] or 0) <= item["quantity"]
    living = [one for one in order["fulfillments"] if not one["canceled_at"]]
    for item_id, packed in of_items.items():
        assert packed == sum(one["quantity"] for made in living for one in made["items"] if one["item_id"] == item_id)


def check_money(order: Order) -> None:
    """No more is paid back than was taken."""
    taken = sum(payment["amount"] for payment in order["payments"] if payment["captured_at"])
    back = sum(refund["amount"] for refund in order["refunds"])
    assert back == order["refunded_total"] <= taken
    assert back == sum(payment["amount_refunded"] for payment in order["payments"])
    assert order["refundable_amount"] == order["paid_total"] - order["refunded_total"]
