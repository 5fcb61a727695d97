"""Publishable keys: the sales channels that they are for, and their revocation.

Source: `services/publishable-api-key.ts`, `repositories/publishable-api-key-sales-channel.ts`.
"""

from collections.abc import Iterable

from medusa_mock.domain.events import emit
from medusa_mock.errors import InvalidData, NotAllowed, UnknownReferences
from medusa_mock.store import Row, Store
from medusa_mock.tables.publishable_api_keys import PUBLISHABLE_API_KEY_SALES_CHANNELS, PUBLISHABLE_API_KEYS


def sales_channel_ids(store: Store, key: str) -> list[str]:
    """The ids of the sales channels that a key is for: the scope of a request that shows it.

    None for a key that never was. A revoked or deleted key keeps its channels, and the ids may be those of channels
    that are deleted or never were: the real server looks at none of that.
    """
    links = store.select(PUBLISHABLE_API_KEY_SALES_CHANNELS, publishable_key_id=key)
    return [link["sales_channel_id"] for link in links]


def channel_for(store: Store, key: str | None, asked: str | None) -> str | None:
    """The sales channel that a new cart is to have: the one asked for, or else the only one that the key is for.

    Raises UnknownReferences where the key is for others than the one asked for, InvalidData where it is for several and
    none is asked for.
    """
    channels = sales_channel_ids(store, key) if key else []
    if asked:
        if channels and asked not in channels:
            raise UnknownReferences(
                [
                    f"Provided sales channel id param: {asked} is not associated with the Publishable API Key passed in"
                    " the header of the request."
                ]
            )
        return asked
    if len(channels) > 1:  # the real server answers 500, of the type `unexpected_state`
        raise InvalidData(
            "The PublishableApiKey provided in the request header has multiple associated sales channels."
        )
    return channels[0] if channels else None


def add_sales_channels(store: Store, id: str, channels: Iterable[str]) -> Row:
    """The key, which is for these channels, too, whether they exist or not. Raises NotFound for the key."""
    key = store.get(PUBLISHABLE_API_KEYS, id)
    for channel in channels:
        store.link(PUBLISHABLE_API_KEY_SALES_CHANNELS, publishable_key_id=id, sales_channel_id=channel)
    return key


def remove_sales_channels(store: Store, id: str, channels: Iterable[str]) -> Row:
    """The key, which is no longer for those of the channels that it was for. Raises NotFound for the key."""
    key = store.get(PUBLISHABLE_API_KEYS, id)
    for channel in channels:
        store.unlink(PUBLISHABLE_API_KEY_SALES_CHANNELS, publishable_key_id=id, sales_channel_id=channel)
    return key


def revoke(store: Store, id: str, user_id: str) -> Row:
    """The key, with who revoked it, and when.

    Raises:
        NotFound: there is no such key.
        NotAllowed: it was revoked already.
    """
    if store.get(PUBLISHABLE_API_KEYS, id)["revoked_at"]:
        raise NotAllowed("PublishableApiKey has already been revoked.")
    emit(store, "publishable_api_key.revoked", {"id": id})
    return store.update(PUBLISHABLE_API_KEYS, id, {"revoked_by": user_id, "revoked_at": store.now()})
