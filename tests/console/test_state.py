"""The rows of a session, looked at and set right."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from medusa_mock.passwords import verify_password
from medusa_mock.store import Sessions
from medusa_mock.tables.catalogue import PRODUCT_TAGS
from medusa_mock.tables.files import FILES
from medusa_mock.tables.people import NOTES, USERS
from medusa_mock.tables.settings import CURRENCIES, STORES

TAGS = "/_mock/state/product_tags"


def one(client: FlaskClient, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def test_tables_tell_how_many_rows_they_have(client: FlaskClient, sessions: Sessions) -> None:
    sessions.get().store.delete(PRODUCT_TAGS, "ptag_seeded")
    tables = {table["name"]: table for table in one(client, "/_mock/state")["tables"]}
    assert tables["product_tags"] == {"name": "product_tags", "rows": 0, "deleted": 1}
    assert [*tables] == sorted(tables)


def test_rows_come_in_pages(client: FlaskClient, sessions: Sessions) -> None:
    for value in "abc":
        sessions.get().store.insert(PRODUCT_TAGS, {"value": value})
    page = one(client, f"{TAGS}?limit=2&offset=1")
    assert [row["value"] for row in page["rows"]] == ["a", "b"]
    assert (page["count"], page["offset"], page["limit"]) == (4, 1, 2)


def test_rows_are_found_by_a_column_and_by_a_text(client: FlaskClient, sessions: Sessions) -> None:
    sessions.get().store.insert(PRODUCT_TAGS, {"id": "ptag_a", "value": "Summer"})
    assert [row["id"] for row in one(client, f"{TAGS}?column=value&value=Summer")["rows"]] == ["ptag_a"]
    assert [row["id"] for row in one(client, f"{TAGS}?q=sUMM")["rows"]] == ["ptag_a"]
    assert one(client, f"{TAGS}?q=winter")["count"] == 0


def test_deleted_rows_are_shown_when_asked_for(client: FlaskClient, sessions: Sessions) -> None:
    sessions.get().store.delete(PRODUCT_TAGS, "ptag_seeded")
    assert one(client, TAGS)["count"] == 0
    client.post(TAGS, json={"value": "living"})
    assert one(client, f"{TAGS}?deleted=with")["count"] == 2
    assert [row["id"] for row in one(client, f"{TAGS}?deleted=only")["rows"]] == ["ptag_seeded"]
    assert one(client, f"{TAGS}/ptag_seeded")["deleted"] is True


def test_a_row_tells_where_it_leads(client: FlaskClient, sessions: Sessions) -> None:
    store = sessions.get().store
    store.insert(USERS, {"id": "usr_a", "email": "a@example.com"})
    store.insert(NOTES, {"id": "note_a", "value": "n", "resource_type": "t", "resource_id": "r", "author_id": "usr_a"})
    told = one(client, "/_mock/state/notes/note_a")
    assert told["relations"] == [{"name": "author", "table": "users", "count": 1, "ids": ["usr_a"]}]


def test_what_is_hidden_is_not_shown(client: FlaskClient) -> None:
    made = client.post("/_mock/state/users", json={"email": "a@example.com", "password": "open sesame"})
    assert "password" not in made.text


def test_a_row_is_made_with_defaults_an_id_and_the_time(client: FlaskClient) -> None:
    made = client.post(TAGS, json={"value": "new"})
    assert made.status_code == 201
    row = made.get_json()["row"]
    assert row["id"].startswith("ptag_")
    assert row["created_at"] == row["updated_at"]
    assert one(client, f"{TAGS}/{row['id']}")["row"] == row


def test_a_password_is_kept_as_a_hash(client: FlaskClient, sessions: Sessions) -> None:
    client.put("/_mock/state/users/usr_a", json={"email": "A@Example.com", "password": "open sesame"})
    user = sessions.get().store.get(USERS, "usr_a")
    assert user["email"] == "a@example.com"
    assert verify_password(user["password_hash"], "open sesame")


def test_a_replaced_row_keeps_what_is_never_shown(client: FlaskClient, sessions: Sessions) -> None:
    client.put("/_mock/state/users/usr_a", json={"email": "a@example.com", "password": "x", "first_name": "Ann"})
    before = sessions.get().store.get(USERS, "usr_a")
    answer = client.put("/_mock/state/users/usr_a", json={"email": "b@example.com"})
    after = sessions.get().store.get(USERS, "usr_a")
    assert answer.get_json()["row"]["first_name"] is None
    assert after["password_hash"] == before["password_hash"]
    assert after["created_at"] == before["created_at"]


def test_an_update_changes_what_is_given_and_nothing_else(client: FlaskClient, sessions: Sessions) -> None:
    before = sessions.get().store.get(PRODUCT_TAGS, "ptag_seeded")
    row = client.patch(f"{TAGS}/ptag_seeded", json={"metadata": {"a": 1}}).get_json()["row"]
    assert row == {**before.shown(), "metadata": {"a": 1}}


def test_a_deleted_row_comes_back(client: FlaskClient, sessions: Sessions) -> None:
    sessions.get().store.delete(PRODUCT_TAGS, "ptag_seeded")
    assert client.patch(f"{TAGS}/ptag_seeded", json={"deleted_at": None}).status_code == 200
    assert one(client, TAGS)["count"] == 1


def test_a_row_is_deleted_softly_first_and_then_for_good(client: FlaskClient) -> None:
    gone = {"id": "ptag_seeded", "object": "product_tags", "deleted": True}
    assert client.delete(f"{TAGS}/ptag_seeded").get_json() == gone
    assert one(client, f"{TAGS}/ptag_seeded")["deleted"] is True
    assert client.delete(f"{TAGS}/ptag_seeded").get_json() == gone
    assert client.get(f"{TAGS}/ptag_seeded").status_code == 404


def test_what_others_lead_to_does_not_go_for_good(client: FlaskClient, sessions: Sessions) -> None:
    store = sessions.get().store
    store.insert(CURRENCIES, {"code": "eur", "symbol": "€", "symbol_native": "€", "name": "Euro"})
    store.insert(STORES, {"id": "store_a", "default_currency_code": "eur"})
    answer = client.delete("/_mock/state/currencies/eur")
    assert (answer.status_code, answer.get_json()["type"]) == (400, "not_allowed")
    assert answer.get_json()["message"] == "stores store_a leads to currencies eur by its default_currency_code"


def test_a_key_may_hold_slashes(client: FlaskClient, sessions: Sessions) -> None:
    sessions.get().store.insert(FILES, {"key": "exports/a.csv", "content": "a,b"})
    assert one(client, "/_mock/state/files/exports/a.csv")["row"]["key"] == "exports/a.csv"


def test_sessions_have_rows_of_their_own(client: FlaskClient) -> None:
    client.delete(f"{TAGS}/ptag_seeded", headers={"X-Mock-Session": "one"})
    assert one(client, TAGS)["count"] == 1


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "message"),
    [
        ("GET", "product_tag", None, 404, "Table with name: product_tag was not found, did you mean product_tags?"),
        ("GET", "product_tags?limit=1001", None, 400, "limit must not be greater than 1000"),
        (
            "GET",
            "product_tags?column=valeu",
            None,
            400,
            "column is valeu: there is no such column, did you mean value?",
        ),
        ("GET", "users?column=password_hash", None, 400, "column is password_hash: there is no such column"),
        ("GET", "product_tags/ptag_x", None, 404, "ptag_x was not found"),
        ("DELETE", "product_tags/ptag_x", None, 404, "ptag_x was not found"),
        ("PATCH", "product_tags/ptag_x", {}, 404, "ptag_x was not found"),
        ("POST", "product_tags", {"valeu": "x"}, 400, "valeu is no column of product_tags, did you mean value?"),
        ("POST", "product_tags", {"value": ["x"]}, 400, "value must be a text or a number or true or false"),
        ("POST", "users", {}, 400, "Can't insert null value in field email"),
        ("POST", "product_tags", {"value": "a", "created_at": "soon"}, 400, "created_at must be a time like"),
        ("POST", "product_tags", {"id": "ptag_seeded", "value": "x"}, 422, "already exists"),
        ("POST", "users", {"email": "a@example.com", "password_hash": "x"}, 400, "password_hash is no column of users"),
        ("POST", "files", {"key": "a", "content_base64": "?"}, 400, "content_base64 must be bytes in base64"),
        ("PUT", "product_tags/ptag_a", {"id": "ptag_b"}, 400, "id must be ptag_a, as in the path, or be left out"),
        ("PATCH", "product_tags/ptag_seeded", {"id": "ptag_b"}, 400, "id must be ptag_seeded"),
        ("PUT", "stores/store_a", {"default_currency_code": "xts"}, 400, "default_currency_code xts does not exist"),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(
    client: FlaskClient, sessions: Sessions, method: str, path: str, body: Any, status: int, message: str
) -> None:
    before = sessions.get().store.world
    answer = client.open(f"/_mock/state/{path}", method=method, json=body)
    assert answer.status_code == status, answer.text
    assert message in answer.get_json()["message"]
    assert sessions.get().store.world is before
