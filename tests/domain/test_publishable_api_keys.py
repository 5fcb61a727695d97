"""Which sales channels a key is for, whatever becomes of either, and that it is revoked once."""

import pytest

from medusa_mock.domain import publishable_api_keys as keys
from medusa_mock.domain import sales_channels
from medusa_mock.errors import NotAllowed, NotFound
from medusa_mock.store import Store
from medusa_mock.tables.publishable_api_keys import PUBLISHABLE_API_KEYS


def test_channels_come_once_and_go_quietly(shop: Store) -> None:
    assert keys.sales_channel_ids(shop, "pk_web") == ["sc_default"]
    keys.add_sales_channels(shop, "pk_web", ["sc_market", "sc_market", "sc_default"])
    assert keys.sales_channel_ids(shop, "pk_web") == ["sc_default", "sc_market"]
    key = keys.remove_sales_channels(shop, "pk_web", ["sc_default", "sc_unknown", "sc_default"])
    assert key["title"] == "Web shop"
    assert keys.sales_channel_ids(shop, "pk_web") == ["sc_market"]
    assert keys.sales_channel_ids(shop, "pk_market") == ["sc_market"]


def test_a_scope_may_hold_channels_that_are_gone_or_never_were(shop: Store) -> None:
    keys.add_sales_channels(shop, "pk_market", ["sc_unknown"])
    sales_channels.close(shop, "sc_market")
    assert keys.sales_channel_ids(shop, "pk_market") == ["sc_market", "sc_unknown"]


def test_a_key_keeps_its_scope_when_it_is_revoked_and_when_it_is_deleted(shop: Store) -> None:
    keys.revoke(shop, "pk_web", "usr_mira")
    assert keys.sales_channel_ids(shop, "pk_web") == ["sc_default"]
    shop.delete(PUBLISHABLE_API_KEYS, "pk_web")
    assert keys.sales_channel_ids(shop, "pk_web") == ["sc_default"]


def test_a_key_that_never_was_has_no_scope_and_gets_none(shop: Store) -> None:
    assert keys.sales_channel_ids(shop, "pk_unknown") == []
    for change in (keys.add_sales_channels, keys.remove_sales_channels):
        with pytest.raises(NotFound, match=r"^Publishable key with id: pk_unknown was not found$"):
            change(shop, "pk_unknown", ["sc_default"])
    assert keys.sales_channel_ids(shop, "pk_unknown") == []


def test_a_key_is_revoked_once(shop: Store) -> None:
    with shop.transaction():
        revoked = keys.revoke(shop, "pk_web", "usr_mira")
    assert revoked["revoked_by"] == "usr_mira"
    assert revoked["revoked_at"] == revoked["updated_at"] > revoked["created_at"]
    with pytest.raises(NotAllowed, match=r"^PublishableApiKey has already been revoked\.$"):
        keys.revoke(shop, "pk_web", "usr_jonas")
    assert shop.get(PUBLISHABLE_API_KEYS, "pk_web") is revoked
    with pytest.raises(NotFound, match=r"^Publishable key with id: pk_unknown was not found$"):
        keys.revoke(shop, "pk_unknown", "usr_mira")
