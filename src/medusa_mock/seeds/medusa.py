"""Medusa's own seed format: `seed.json` as `medusa seed` reads it, with OAuth apps and notification providers besides.

It fills an empty shop; users of the file stand in for the admin user that the empty shop has. A section that says
nothing to the mock is checked like the others and then left out, and a note says so.
Source: `commands/seed.ts`.
"""

from collections.abc import Callable, Mapping

from medusa_mock.document.source import Source
from medusa_mock.domain import regions, shipping_options
from medusa_mock.domain.products import default_channel_id, default_profile_id
from medusa_mock.domain.publishable_api_keys import add_sales_channels
from medusa_mock.seeds.catalogue import settle_categories, settle_collections, settle_products
from medusa_mock.seeds.refusals import Where, refusal, refusing
from medusa_mock.seeds.shape import check_shape
from medusa_mock.seeds.worlds import BUILT_IN, Draft, Drafts, read_world
from medusa_mock.store import Store
from medusa_mock.tables.apps import OAUTH_APPS
from medusa_mock.tables.messages import NOTIFICATION_PROVIDERS
from medusa_mock.tables.people import USERS
from medusa_mock.tables.publishable_api_keys import PUBLISHABLE_API_KEYS
from medusa_mock.tables.settings import CURRENCIES, REGIONS, STORE_CURRENCIES, STORES

ROWS = {"users": USERS, "apps": OAUTH_APPS, "notification_providers": NOTIFICATION_PROVIDERS}
"""The sections that give rows column by column."""


def rows_of_medusa(seed: Source, store: Store) -> Drafts:
    """The rows of an empty shop and those that the file gives as rows. Raises BadSeed."""
    check_shape(seed)
    drafts = _with_new_ids(read_world(BUILT_IN["empty"], store.tables), store)
    if seed.data.get("users"):
        drafts = {key: draft for key, draft in drafts.items() if draft.table is not USERS}
    for section, table in ROWS.items():
        for index, values in enumerate(seed.data.get(section, ())):
            where: Where = (section, index)
            drafts[table.name, where] = Draft(table, values, seed, where)
    return drafts


def _with_new_ids(drafts: Drafts, store: Store) -> Drafts:
    """The rows with ids like those that a real server makes: in its empty shop there are no others."""
    ids = {
        draft.values[draft.table.key]: store.new_id(draft.table, ahead=place)
        for place, draft in enumerate(drafts.values())
        if draft.table.prefix and draft.table.key in draft.values
    }
    return {
        key: draft._replace(values={name: ids.get(str(value), value) for name, value in draft.values.items()})
        for key, draft in drafts.items()
    }


def settle_medusa(store: Store, seed: Source) -> tuple[str, ...]:
    """Do what the other sections ask for; the notes say what was left out. Raises BadSeed."""
    for section, settle in SECTIONS.items():
        if section in seed.data:
            settle(store, seed)
    return tuple(
        f"{section}: {LEFT_OUT[section]}" for section, content in seed.data.items() if content and section in LEFT_OUT
    )


def _settle_store(store: Store, seed: Source) -> None:
    """Update the one store that there is. Source: `services/store.ts`."""
    settings = dict(seed.data["store"])
    shop = next(store.select(STORES))
    codes = settings.pop("currencies", None)
    if codes is not None:
        store.unlink(STORE_CURRENCIES, store_id=shop.key)
        for index, code in enumerate(codes):
            if store.find(CURRENCIES, code.lower()) is None:
                raise refusal(seed, ("store", "currencies", index), f"is {code}: there is no such currency")
            store.link(STORE_CURRENCIES, store_id=shop.key, currency_code=code.lower())
    default = settings.get("default_currency_code", shop["default_currency_code"]).lower()
    if store.first(STORE_CURRENCIES, store_id=shop.key, currency_code=default) is None:
        raise refusal(seed, ("store", "currencies"), f"must hold the default currency, which is {default}")
    store.update(STORES, shop.key, {**settings, "default_currency_code": default})


def _settle_regions(store: Store, seed: Source) -> None:
    for index, region in enumerate(seed.data["regions"]):
        given = {
            name: value for name, value in region.items() if name != "id" or value.startswith(REGIONS.prefix + "_")
        }
        with refusing(seed, ("regions", index)):
            regions.create(store, given)


def _settle_shipping_options(store: Store, seed: Source) -> None:
    """Options name a region by its id in the file, and get the default profile or that of gift cards in any case."""
    names = [region.get("id") for region in seed.data.get("regions", ())]
    keys = dict(zip(names, (region.key for region in store.select(REGIONS)), strict=True))
    for index, option in enumerate(seed.data["shipping_options"]):
        values = {name: value for name, value in option.items() if name != "is_giftcard"}
        values |= {
            "region_id": keys.get(option["region_id"], option["region_id"]),
            "profile_id": default_profile_id(store, is_giftcard=option.get("is_giftcard", False)),
        }
        with refusing(seed, ("shipping_options", index)):
            shipping_options.create(store, values)


def _settle_publishable_api_keys(store: Store, seed: Source) -> None:
    """Keys were made by nobody, and are for the default channel."""
    for index, key in enumerate(seed.data["publishable_api_keys"]):
        with refusing(seed, ("publishable_api_keys", index)):
            row = store.insert(PUBLISHABLE_API_KEYS, {**key, "created_by": ""})
        add_sales_channels(store, row.key, [default_channel_id(store)])


SECTIONS: Mapping[str, Callable[[Store, Source], None]] = {
    "store": _settle_store,
    "regions": _settle_regions,
    "shipping_options": _settle_shipping_options,
    "categories": settle_categories,
    "product_collections": settle_collections,
    "products": settle_products,
    "publishable_api_keys": _settle_publishable_api_keys,
}

LEFT_OUT = {"rule_types": "left out, as a Medusa without the pricing module does"}
