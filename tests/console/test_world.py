"""The whole state of a session as a seed file."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from medusa_mock.app import App, Options
from medusa_mock.contract.parity.client import Credentials
from medusa_mock.contract.parity.scenario import load_scenarios
from medusa_mock.contract.parity.sides import Server
from medusa_mock.passwords import verify_password
from medusa_mock.seeds import export_world, load_seed, load_text
from medusa_mock.seeds.worlds import BUILT_IN
from medusa_mock.serving import running
from medusa_mock.store import Row, Session, Sessions, Store, World
from medusa_mock.tables import TABLES
from medusa_mock.tables.catalogue import PRODUCT_TAGS
from medusa_mock.tables.files import FILES
from medusa_mock.tables.messages import OUTBOX
from medusa_mock.tables.people import INVITES, USERS
from tests.world import EMAIL, PASSWORD, SEED

SCENARIOS = Path(__file__).parents[1] / "parity" / "scenarios"


def rows(world: World) -> dict[str, list[Row]]:
    """The rows of each table, softly deleted ones too, in the order of insertion."""
    return {name: sorted(held.by_key.values(), key=lambda row: row.place) for name, held in world.rows.items()}


@pytest.mark.parametrize("seed", BUILT_IN)
def test_what_was_exported_can_be_loaded_again(seed: str) -> None:
    store = Store(load_seed(seed, Store).world)
    again = load_text("again", export_world(store.world), store.fork())
    assert rows(again) == rows(store.world)


def test_softly_deleted_rows_and_odd_texts_come_through(sessions: Sessions) -> None:
    store = sessions.get().store
    store.delete(PRODUCT_TAGS, "ptag_seeded")
    store.insert(PRODUCT_TAGS, {"value": "no: \u2028\x85\x7f\ufeff\U0001f600 'é' #", "metadata": {"a": [1, None, {}]}})
    store.insert(FILES, {"key": "a/b.bin", "content": "\udcff\x00"})
    assert rows(load_text("again", export_world(store.world), store.fork())) == rows(store.world)


def test_an_export_is_a_seed_file(client: FlaskClient, tmp_path: Path) -> None:
    answer = client.get("/_mock/world")
    assert (answer.status_code, answer.mimetype) == (200, "application/yaml")
    file = tmp_path / "world.yaml"
    file.write_text(answer.text, "utf-8")
    [tag] = Store(load_seed(str(file), Store).world).select(PRODUCT_TAGS)
    assert tag["value"] == "seeded"


def test_a_world_may_be_larger_than_other_bodies(client: FlaskClient, sessions: Sessions) -> None:
    for number in range(1000):
        sessions.get().store.insert(PRODUCT_TAGS, {"value": f"tag {number}"})
    exported = client.get("/_mock/world").data
    assert len(exported) > 100_000
    assert client.put("/_mock/world", data=exported).status_code == 200


def test_an_empty_world_is_one_too() -> None:
    store = Store(World.empty(TABLES))
    assert rows(load_text("again", export_world(store.world, note="Nothing."), store.fork())) == rows(store.world)


def test_no_secret_is_exported(client: FlaskClient, sessions: Sessions) -> None:
    store = sessions.get().store
    client.put("/_mock/state/users/usr_a", json={"email": "a@example.com", "password": "p4ss", "api_token": "t0ken"})
    store.insert(INVITES, {"user_email": "b@example.com", "token": "eyJ0.b.c", "expires_at": "2030-01-01T00:00:00Z"})
    text = client.get("/_mock/world").text
    assert not [secret for secret in ("argon2", "p4ss", "t0ken", "eyJ0") if secret in text]


def test_secrets_that_are_left_out_stay(client: FlaskClient, sessions: Sessions) -> None:
    client.put("/_mock/state/users/usr_a", json={"email": "a@example.com", "password": "p4ss", "api_token": "t0ken"})
    assert client.put("/_mock/world", data=client.get("/_mock/world").data).status_code == 200
    user = sessions.get().store.get(USERS, "usr_a")
    assert user["api_token"] == "t0ken"
    assert verify_password(user["password_hash"], "p4ss")


def test_secrets_within_an_object_stay(client: FlaskClient, sessions: Sessions) -> None:
    message = {"to": "a@example.com", "data": {"token": "eyJ0.b.c", "id": "invite_a"}}
    sent = sessions.get().store.insert(OUTBOX, message)
    exported = client.get("/_mock/world").text
    client.put("/_mock/world", data=exported)
    kept = sessions.get().store.get(OUTBOX, sent.key)["data"]
    client.put("/_mock/world", data=exported.replace("invite_a", "invite_b"))
    changed = sessions.get().store.get(OUTBOX, sent.key)["data"]
    assert kept == message["data"]
    assert changed == {"token": "[Filtered]", "id": "invite_b"}


def test_secrets_that_are_given_count(client: FlaskClient, sessions: Sessions) -> None:
    client.put("/_mock/state/users/usr_a", json={"email": "a@example.com", "password": "old", "api_token": "old"})
    user = {"id": "usr_a", "email": "a@example.com", "password": "new", "api_token": None}
    assert client.put("/_mock/world", json={"users": [user]}).status_code == 200
    loaded = sessions.get().store.get(USERS, "usr_a")
    assert loaded["api_token"] is None
    assert verify_password(loaded["password_hash"], "new")


def test_a_loaded_seed_is_what_a_reset_leads_to(client: FlaskClient, sessions: Sessions) -> None:
    def values(session: Session) -> list[str]:
        return [row["value"] for row in session.store.select(PRODUCT_TAGS)]

    client.put("/_mock/world", data="product_tags: [{value: loaded}]", headers={"X-Mock-Session": "one"})
    sessions.get("one").store.insert(PRODUCT_TAGS, {"value": "new"})
    client.post("/_mock/reset", headers={"X-Mock-Session": "one"})
    assert values(sessions.get("one")) == ["loaded"]
    assert values(sessions.get()) == ["seeded"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"extends: dmeo", "the body:1:1: extends must be one of demo, empty, shop"),
        (b"extends: /etc/passwd", "the body:1:1: extends must be one of demo, empty, shop"),
        (b"product_tags: /etc/passwd", "the body:1:1: product_tags must be a list of rows"),
        (b"product_tags:\n  - valeu: x", "the body:2:5: product_tags[0].valeu is no column of product_tags"),
        (b"[]", "a world holds rows per table"),
        (b"a: [", "the body:"),
        (b"\xff", "The body is not UTF-8"),
    ],
)
def test_what_is_no_seed_is_refused_and_changes_nothing(
    client: FlaskClient, sessions: Sessions, body: bytes, message: str
) -> None:
    before = sessions.get().store.world
    answer = client.put("/_mock/world", data=body)
    assert answer.status_code == 400
    assert message in answer.get_json()["message"]
    assert sessions.get().store.world is before


# What a server lets pass and nobody would write by hand: an address in capitals, a list for metadata, a null, a row
# that leads to nothing any more.
ODD = (
    "customers-and-guests gift-cards-2-edges order-edits-2-edges outbox price-lists-2-edges product-categories-2-edges"
    " shipping-options"
).split()


@pytest.mark.parametrize("name", ODD)
def test_what_a_server_made_of_requests_comes_through(name: str) -> None:
    app = App(Options(seed=str(SEED)))
    [scenario] = load_scenarios([SCENARIOS / f"{name}.yaml"])
    with running(app) as url:
        Server(url, Credentials(EMAIL, PASSWORD)).answers(scenario)
    for session in app.sessions:
        world = session.store.world
        assert rows(load_text("again", export_world(world), session.store.fork())) == rows(world)
