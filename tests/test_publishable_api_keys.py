"""Publishable keys: whose doing they are, and what is listed of their sales channels."""

import httpx

KEYS = "/admin/publishable-api-keys"
JONAS = {"x-medusa-access-token": "demo-developer-token"}


def test_whoever_asks_has_made_and_revoked_a_key(demo: httpx.Client) -> None:
    made = demo.post(KEYS, json={"title": "Till"}).json()["publishable_api_key"]
    revoked = demo.post(f"{KEYS}/{made['id']}/revoke", headers=JONAS).json()["publishable_api_key"]
    assert (made["created_by"], made["revoked_by"]) == ("usr_admin", None)
    assert (revoked["created_by"], revoked["revoked_by"]) == ("usr_admin", "usr_jonas")


def test_channels_come_as_they_were_made_and_while_there_are_some(demo: httpx.Client) -> None:
    path = f"{KEYS}/pk_market/sales-channels"
    demo.post(f"{path}/batch", json={"sales_channel_ids": [{"id": "sc_unknown"}, {"id": "sc_default"}]})
    assert [channel["id"] for channel in demo.get(path).json()["sales_channels"]] == ["sc_default", "sc_market"]
    demo.delete("/admin/sales-channels/sc_market")
    assert [channel["id"] for channel in demo.get(path).json()["sales_channels"]] == ["sc_default"]
