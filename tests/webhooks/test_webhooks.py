"""Webhooks: who is told of what, when, how often, and until when."""

import asyncio
import hashlib
import hmac
import socket
import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import httpx
import pytest

from medusa_mock.app import App, Options
from medusa_mock.domain import events
from medusa_mock.serving import running
from medusa_mock.webhooks.webhooks import PAUSES
from tests.webhooks.conftest import Shop, Test, delivered, receiving
from tests.world import DEMO_ADMIN

Within = Callable[[Test], None]


def test_a_hook_is_told_of_the_events_that_fit(within: Within) -> None:
    async def test(shop: Shop) -> None:
        async with receiving() as receiver:
            await shop.hook(receiver.url, events=["note.created", "region.*"], secret="hush")
            note = await shop.note()
            await shop.client.delete(f"/admin/notes/{note}")
            deliveries = await shop.deliveries()
            headers, body = receiver.heard[0]
            event = (await shop.client.get("/_mock/outbox", params={"event": "note.created"})).json()["outbox"][0]
            assert receiver.events == [
                {name: event[name] for name in ("id", "event_name", "data", "created_at")} | {"session": "default"}
            ]
            assert headers["content-type"] == "application/json"
            assert headers["x-medusa-mock-event"] == "note.created"
            signed = hmac.new(b"hush", body, hashlib.sha256).hexdigest()
            assert headers["x-medusa-mock-signature"] == f"sha256={signed}"
            assert deliveries[0].pop("tried_at") is not None
            told = {"event_id": event["id"], "event_name": "note.created", "status": "delivered"}
            assert deliveries == [{**told, "attempts": 1, "answer": 200, "error": None}]

    within(test)


def test_nothing_is_signed_without_a_secret(within: Within) -> None:
    async def test(shop: Shop) -> None:
        async with receiving() as receiver:
            await shop.hook(receiver.url)
            await shop.note()
            await delivered()
            assert "x-medusa-mock-signature" not in receiver.heard[0][0]

    within(test)


def test_no_answer_waits_for_a_delivery(within: Within) -> None:
    async def test(shop: Shop) -> None:
        async with receiving(0) as receiver:
            hook = await shop.hook(receiver.url)
            await shop.note()
            await receiver.asked.wait()
            await shop.note()
            waiting = (await shop.client.get(f"/_mock/webhooks/{hook}")).json()["webhook"]["deliveries"]
            assert [(each["status"], each["attempts"]) for each in waiting] == [("waiting", 0)] * 2
            await shop.client.delete(f"/_mock/webhooks/{hook}")
            await delivered()
            assert len(receiver.heard) == 1

    within(test)


def test_what_was_not_taken_is_sent_again_and_all_in_its_order(within: Within) -> None:
    async def test(shop: Shop) -> None:
        async with receiving(500, 302) as receiver:
            await shop.hook(receiver.url)
            notes = [await shop.note() for _ in range(3)]
            deliveries = await shop.deliveries()
            assert [event["data"]["id"] for event in receiver.events] == [notes[0]] * 3 + notes[1:]
            assert [each["attempts"] for each in deliveries] == [1, 1, 3]
            assert {each["status"] for each in deliveries} == {"delivered"}

    within(test)


def test_what_nobody_takes_is_given_up(within: Within) -> None:
    async def test(shop: Shop) -> None:
        async with receiving(500, 500, 503) as receiver:
            await shop.hook(receiver.url)
            await shop.note()
            await shop.note()
            second, first = await shop.deliveries()
            assert (first["status"], first["attempts"], first["answer"]) == ("failed", 3, 503)
            assert first["error"] == "answered 503"
            assert second["status"] == "delivered"

    within(test)


def test_a_hook_that_is_not_there_is_told_of_by_the_reason(within: Within) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"

        async def test(shop: Shop) -> None:
            await shop.hook(url)
            await shop.note()
            (delivery,) = await shop.deliveries()
            assert (delivery["status"], delivery["answer"]) == ("failed", None)
            assert delivery["error"].startswith("ConnectError: ")

        within(test)


def test_what_cannot_be_written_is_not_sent(within: Within) -> None:
    async def test(shop: Shop) -> None:
        async with receiving() as receiver:
            await shop.hook(receiver.url)
            events.emit(shop.app.sessions.get().store, "note.created", {"id": "\ud800"})
            await shop.note()
            second, first = await shop.deliveries()
            assert (first["status"], first["attempts"], second["status"]) == ("failed", 0, "delivered")
            assert first["error"].startswith("cannot be sent: ")

    within(test)


def test_an_answer_may_take_so_long(within: Within) -> None:
    async def test(shop: Shop) -> None:
        shop.app.webhooks.timeout, shop.app.webhooks.pauses = 0.01, ()
        async with receiving(0) as receiver:
            await shop.hook(receiver.url)
            await shop.note()
            (delivery,) = await shop.deliveries()
            assert delivery["error"] == "no answer within 0.01 seconds"

    within(test)


def test_a_request_that_fails_is_not_told_of(within: Within) -> None:
    async def test(shop: Shop) -> None:
        async with receiving() as receiver:
            await shop.hook(receiver.url)
            assert (await shop.client.post("/admin/notes", json={})).status_code == 400
            assert (await shop.client.get("/admin/notes")).status_code == 200
            await shop.note()
            await delivered()
            assert receiver.names == ["note.created"]

    within(test)


@pytest.mark.parametrize("way", ["reset", "snapshots/before/restore", "world"])
def test_another_state_ends_what_waits_and_the_hook_stays(within: Within, way: str) -> None:
    async def test(shop: Shop) -> None:
        async with receiving(0) as receiver:
            hook = await shop.hook(receiver.url)
            await shop.client.post("/_mock/snapshots", json={"name": "before"})
            await shop.note()
            await receiver.asked.wait()
            await shop.note()
            if way == "world":
                answer = await shop.client.put("/_mock/world", content=(await shop.client.get("/_mock/world")).content)
            else:
                answer = await shop.client.post(f"/_mock/{way}")
            assert answer.status_code == 200
            assert await shop.deliveries() == []
            await shop.client.get("/admin/notes")
            await delivered()
            assert len(receiver.heard) == 1
            assert (await shop.client.get(f"/_mock/webhooks/{hook}")).status_code == 200

    within(test)


def test_after_a_reset_what_happens_next_is_told(within: Within) -> None:
    async def test(shop: Shop) -> None:
        async with receiving(0) as receiver:
            await shop.hook(receiver.url)
            await shop.note()
            await receiver.asked.wait()
            await shop.client.post("/_mock/reset")
            note = await shop.note()
            (delivery,) = await shop.deliveries()
            assert delivery["status"] == "delivered"
            assert receiver.events[1]["data"]["id"] == note

    within(test)


def test_a_session_has_its_own_and_a_fork_has_none(within: Within) -> None:
    async def test(shop: Shop) -> None:
        async with receiving() as receiver:
            await shop.hook(receiver.url)
            await shop.client.post("/_mock/sessions", json={"name": "fork", "from": "default"})
            await shop.note(**{"X-Mock-Session": "fork"})
            await shop.note(**{"X-Mock-Session": "other"})
            await delivered()
            assert receiver.heard == []
            forks = await shop.client.get("/_mock/webhooks", headers={"X-Mock-Session": "fork"})
            assert forks.json() == {"webhooks": []}

    within(test)


def test_the_end_of_a_session_is_that_of_its_hooks(within: Within) -> None:
    async def test(shop: Shop) -> None:
        async with receiving(0) as receiver:
            shop.client.headers["X-Mock-Session"] = "short"
            await shop.hook(receiver.url)
            await shop.note()
            await shop.note()
            await receiver.asked.wait()
            assert (await shop.client.delete("/_mock/sessions/short")).status_code == 200
            await delivered()
            assert len(receiver.heard) == 1

    within(test)


def test_hooks_of_a_session_that_went_by_itself_are_told_nothing_more(within: Within) -> None:
    async def test(shop: Shop) -> None:
        async with receiving(500) as receiver:
            shop.client.headers["X-Mock-Session"] = "short"
            await shop.hook(receiver.url)
            await shop.note()
            await shop.note()
            shop.app.sessions.delete("short")
            await delivered()
            assert receiver.heard == []

    within(test)


def test_hooks_are_listed_and_deleted_and_keep_their_secrets(within: Within) -> None:
    async def test(shop: Shop) -> None:
        first = await shop.hook("https://me:pass@example.com/hooks?token=t0ken&a=b", secret="hush")
        second = await shop.hook("http://example.com", events=["order.*"])
        listed = (await shop.client.get("/_mock/webhooks")).json()["webhooks"]
        assert [hook["id"] for hook in listed] == [first, second]
        assert listed[0]["url"] == "https://[Filtered]@example.com/hooks?token=[Filtered]&a=b"
        assert [hook["signed"] for hook in listed] == [True, False]
        assert "hush" not in str(listed)
        assert [hook["events"] for hook in listed] == [["*"], ["order.*"]]
        assert (await shop.client.delete(f"/_mock/webhooks/{first}")).json()["deleted"] is True
        assert (await shop.client.get(f"/_mock/webhooks/{first}")).status_code == 404
        assert (await shop.client.delete(f"/_mock/webhooks/{first}")).status_code == 404
        assert (await shop.client.delete("/_mock/webhooks")).json() == {"deleted": 1}
        assert (await shop.client.get("/_mock/webhooks")).json() == {"webhooks": []}

    within(test)


@pytest.mark.parametrize(
    ("declared", "reason"),
    [
        ({"url": "ftp://example.com"}, "url must begin with http:// or https:// and the name of a host"),
        ({"url": "http://"}, "url must begin with http:// or https:// and the name of a host"),
        ({"url": "http://[::1"}, "url is no URL: "),
        ({"url": "http://a", "events": ["order.place"]}, "no event is called order.place, did you mean order.placed?"),
        ({"url": "http://a", "events": ["qqq"]}, "no event is called qqq"),
        ({"url": "http://a", "events": []}, "events"),
        ({"events": ["*"]}, "url"),
    ],
)
def test_what_cannot_be_a_hook_is_refused(within: Within, declared: dict[str, Any], reason: str) -> None:
    async def test(shop: Shop) -> None:
        answer = await shop.client.post("/_mock/webhooks", json=declared)
        assert answer.status_code == 400
        assert reason in answer.json()["message"]
        assert (await shop.client.get("/_mock/webhooks")).json() == {"webhooks": []}

    within(test)


@pytest.mark.parametrize("name", ["*", "oauth.*", "oauth.token_generated.echo", "order-edit-item-change.CREATED"])
def test_all_that_is_told_can_be_asked_for(within: Within, name: str) -> None:
    async def test(shop: Shop) -> None:
        await shop.hook("http://example.com", events=[name])

    within(test)


def test_nobody_listens_where_no_hook_is(within: Within) -> None:
    async def test(shop: Shop) -> None:
        await shop.note()
        await shop.client.post("/_mock/reset")
        await shop.note()
        assert not shop.app.webhooks.armed
        assert shop.app.sessions.get().store.heard() == []

    within(test)


def test_the_pauses_grow() -> None:
    assert all(shorter < longer for shorter, longer in pairwise(PAUSES))


def test_a_server_stops_while_something_is_being_delivered() -> None:
    async def stopped_within() -> float:
        async with receiving(0) as receiver:
            with running(App(Options(seed="demo"))) as url:
                async with httpx.AsyncClient(base_url=url, headers=DEMO_ADMIN) as client:
                    await client.post("/_mock/webhooks", json={"url": receiver.url})
                    body = {"resource_id": "order_1", "resource_type": "order", "value": "a"}
                    await client.post("/admin/notes", json=body)
                    await receiver.asked.wait()
                began = time.monotonic()
            return time.monotonic() - began

    assert asyncio.run(stopped_within()) < 2
