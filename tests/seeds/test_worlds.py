"""Our own seed format."""

from collections.abc import Callable
from pathlib import Path

import pytest

from medusa_mock.passwords import verify_password
from medusa_mock.seeds import BadSeed, Seed
from medusa_mock.store import Store
from medusa_mock.tables.apps import OAUTH_APPS
from medusa_mock.tables.catalogue import PRODUCT_TAGS
from medusa_mock.tables.people import USERS
from medusa_mock.tables.settings import CURRENCIES, SALES_CHANNELS, STORES

LoadText = Callable[[str, str], Seed]
RefuseText = Callable[[str, str], str]


def test_a_world_has_the_rows_it_names_and_no_others(load_text: LoadText) -> None:
    store = Store(load_text("tags.yml", "product_tags:\n  - {id: ptag_red, value: red}\n").world)
    [tag] = store.select(PRODUCT_TAGS)
    assert (tag["id"], tag["value"], tag["deleted_at"]) == ("ptag_red", "red", None)
    assert not list(store.select(CURRENCIES))


def test_an_empty_file_is_a_world_without_rows(load_text: LoadText) -> None:
    seed = load_text("nothing.yaml", "# later\n")
    assert not list(Store(seed.world).select(USERS))
    assert seed.credentials is None


def test_rows_without_a_key_get_a_generated_one(load_text: LoadText) -> None:
    [tag] = Store(load_text("tags.yaml", "product_tags: [{value: red}]").world).select(PRODUCT_TAGS)
    assert tag["id"].startswith("ptag_0")


def test_passwords_are_kept_as_hashes_and_addresses_in_small_letters(load_text: LoadText) -> None:
    seed = load_text("users.yaml", "users: [{id: usr_a, email: Ann@Example.com, password: open sesame}]")
    user = Store(seed.world).get(USERS, "usr_a")
    assert user["email"] == "ann@example.com"
    assert "password" not in user
    assert verify_password(user["password_hash"], "open sesame")


def test_credentials_are_of_the_first_user_who_has_a_password(load_text: LoadText) -> None:
    seed = load_text(
        "users.yaml",
        "users:\n  - {email: a@example.com, api_token: t}\n  - {email: b@example.com, password: x}\n",
    )
    assert str(seed.credentials) == "b@example.com / x"


def test_a_row_changes_the_columns_that_it_gives(load_text: LoadText) -> None:
    store = Store(load_text("shop.yaml", "extends: empty\nstores: [{id: store_default, name: Bakery}]").world)
    [shop] = store.select(STORES)
    assert (shop["name"], shop["default_sales_channel_id"]) == ("Bakery", "sc_default")


def test_a_changed_password_replaces_the_old_one(load_text: LoadText) -> None:
    seed = load_text("shop.yaml", "extends: empty\nusers: [{id: usr_admin, password: changed}]")
    admin = Store(seed.world).get(USERS, "usr_admin")
    assert verify_password(admin["password_hash"], "changed")
    assert str(seed.credentials) == "admin@medusa-test.com / changed"


def test_a_world_may_build_on_a_file_beside_it(load_text: LoadText, tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text("product_tags: [{id: ptag_red, value: red}]")
    store = Store(load_text("top.yaml", "extends: base.yaml\nproduct_tags: [{id: ptag_blue, value: blue}]").world)
    assert [tag["value"] for tag in store.select(PRODUCT_TAGS)] == ["red", "blue"]


def test_rows_may_stand_in_a_file_of_their_own(load_text: LoadText, tmp_path: Path) -> None:
    (tmp_path / "money.json").write_text('[{"code": "xts", "symbol": "X", "symbol_native": "X", "name": "Test"}]')
    store = Store(load_text("top.yaml", "currencies: money.json").world)
    assert store.get(CURRENCIES, "xts")["name"] == "Test"


def test_foreign_keys_may_point_forwards(load_text: LoadText) -> None:
    store = Store(
        load_text(
            "shop.yaml",
            """
            stores: [{id: store_a, default_currency_code: xts, default_sales_channel_id: sc_a}]
            currencies: [{code: xts, symbol: X, symbol_native: X, name: Test}]
            sales_channels: [{id: sc_a, name: Web}]
            """,
        ).world
    )
    assert store.get(STORES, "store_a")["default_sales_channel_id"] == store.get(SALES_CHANNELS, "sc_a")["id"]


def test_times_and_objects_are_taken_as_given(load_text: LoadText) -> None:
    store = Store(
        load_text(
            "world.yaml",
            """
            product_tags: [{id: ptag_a, value: a, created_at: 2023-05-01T10:00:00+02:00, metadata: {deep: [1, {b: 2}]}}]
            oauth_apps: [{id: app, display_name: App, application_name: app, answer: {token: "t-{code}"}}]
            """,
        ).world
    )
    tag = store.get(PRODUCT_TAGS, "ptag_a")
    assert tag["created_at"] == "2023-05-01T08:00:00.000Z"
    assert tag["metadata"] == {"deep": (1, {"b": 2})}
    assert store.get(OAUTH_APPS, "app")["answer"] == {"token": "t-{code}"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- 1", "world.yaml:1:1: a world holds rows per table"),
        ("a: [", "world.yaml:2:1: "),
        ("users: []\nusers: []", "world.yaml:2:1: the key 'users' stands twice"),
        ("product_tag: []", "world.yaml:1:1: product_tag is no table, did you mean product_tags?"),
        ("extend: empty", "world.yaml:1:1: extend is no table, did you mean extends?"),
        ("users: {}", "world.yaml:1:1: users must be a list of rows, or the name of a file that holds one"),
        ("users: 5", "world.yaml:1:1: users must be a list of rows, or the name of a file that holds one"),
        ("users: who.json", "world.yaml:1:1: users is who.json: there is no such file"),
        ("users:\n  - admin", "world.yaml:2:5: users[0] must be a row: names and values"),
        (
            "users:\n  - id: usr_a\n    emial: a@b.example",
            "world.yaml:3:5: users[0].emial is no column of users, did you mean email?",
        ),
        ("users: [{password_hash: x}]", "is no column of users, did you mean password?"),
        ("users: [{xyzzy: x}]", "is no column of users: there are api_token, created_at, "),
        ("users:\n  - {id: usr_a,\n     email: nobody}", "world.yaml:3:6: users[0].email must be an email"),
        ("users: [{email: a@localhost}]", "users[0].email must be an email"),
        ("users: [{id: ''}]", "users[0].id must be a text, and not an empty one"),
        ("users: [{id: 5}]", "users[0].id must be a text, and not an empty one"),
        ("users: [{id: null}]", "users[0].id must be a text, and not an empty one"),
        ("users: [{password: ''}]", "users[0].password must be a text, and not an empty one"),
        ("users: [{role: 5}]", "users[0].role must be a text"),
        ("users: [{role: null}]", "users[0].role must not be null"),
        ("users: [{first_name: [Ann]}]", "users[0].first_name must be a text or a number or true or false"),
        ("users: [{created_at: yesterday}]", "users[0].created_at must be a time like 2026-11-23T12:52:54.279Z"),
        ("users: [{created_at: '2024'}]", "users[0].created_at must be a time like 2026-11-23T12:52:54.279Z"),
        ("users: [{metadata: [1]}]", "users[0].metadata must be an object"),
        ("sales_channels: [{is_disabled: 1}]", "sales_channels[0].is_disabled must be true or false"),
        (
            "currencies: [{name: Test}]",
            "world.yaml:1:14: currencies[0] is refused: Can't insert null value in field code",
        ),
        ("users:\n  - id: usr_a\n  - id: usr_a", "world.yaml:3:5: users[1].id is usr_a, as in a row above"),
        (
            "users:\n  - {email: a@b.example}\n  - {email: A@b.example}",
            "world.yaml:3:6: users[1].email is taken: User with email a@b.example already exists.",
        ),
        (
            "stores:\n  - id: store_a\n    default_currency_code: xts",
            "world.yaml:3:5: stores[0].default_currency_code is xts: there is no such row in currencies",
        ),
        (
            "extends: empty\nstore_currencies:\n  - store_id: store_default\n    currency_code: xts",
            "world.yaml:4:5: store_currencies[0].currency_code is xts: there is no such row in currencies",
        ),
        ("extends: 5", "world.yaml:1:1: extends must be the name of a world"),
        ("extends: demi", "world.yaml:1:1: extends is demi: there is no such file, did you mean demo?"),
        ("extends: world.yaml", "world.yaml:1:1: extends is world.yaml, which builds on this file"),
        ("users: [{first_name: 99999999999999999999}]", "world.yaml: Integer exceeds 64-bit range"),
    ],
)
def test_what_a_world_may_not_be(refuse_text: RefuseText, text: str, message: str) -> None:
    assert message in refuse_text("world.yaml", text)


def test_faults_in_other_files_are_told_where_they_stand(refuse_text: RefuseText, tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text("\nusers: [{emial: x}]")
    assert refuse_text("top.yaml", "extends: base.yaml").startswith("base.yaml:2:10: users[0].emial is no column")
    (tmp_path / "money.json").write_text('[\n  {"code": 5}\n]')
    assert refuse_text("top.yaml", "currencies: money.json").startswith("money.json:2:4: [0].code must be a text")


def test_files_that_build_on_each_other_are_refused(refuse_text: RefuseText, tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text("extends: top.yaml")
    assert (
        refuse_text("top.yaml", "extends: base.yaml") == "base.yaml:1:1: extends is top.yaml, which builds on this file"
    )


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("dmo", "dmo is no seed, did you mean demo? (a file ends in .yaml, .yml or .json)"),
        ("harbour.toml", "harbour.toml is no seed: there are demo, empty, shop (a file ends in .yaml, .yml or .json)"),
        ("/nowhere/shop.yaml", "/nowhere/shop.yaml:1:1: cannot be read: No such file or directory"),
    ],
)
def test_seeds_that_are_none(load: Callable[[str], Seed], source: str, message: str) -> None:
    with pytest.raises(BadSeed) as caught:
        load(source)
    assert str(caught.value) == message
