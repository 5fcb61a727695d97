"""Relations as answers show them: in their order, with what follows from them."""

from collections.abc import Mapping

import orjson
import pytest

from medusa_mock.store import ForeignKeyViolation, Json, Row, Store, Table, World, link, many, one
from medusa_mock.store.kept import MOST_KEPT
from medusa_mock.store.query import Query
from medusa_mock.store.render import chained, document, kept, render
from medusa_mock.store.tables import Related


def _last(_: Row, shelves: Related) -> Mapping[str, Json]:
    return {"last": shelves[-1], "size": len(shelves)} if isinstance(shelves, list) and shelves else {}


def _has_name(room: Mapping[str, Json]) -> Mapping[str, Json]:
    return {"named": bool(room.get("name"))}


ROOMS = Table(
    "rooms",
    "room",
    "Room",
    {"id": None, "name": None},
    relations={"shelves": many("shelves", "room_id", order="rank")},
    derived={"shelves": _last},
    computed=_has_name,
    expand=("shelves",),
    order="",
)
SHELVES = Table(
    "shelves",
    "shelf",
    "Shelf",
    {"id": None, "rank": None, "room_id": None, "price": 1},
    relations={"rooms": one("rooms", "room_id", enforced=False, listed=True)},
    hidden=frozenset({"price"}),
    order="",
)
KEYS = link("keys", "room_id", "shelf_id", references={"room_id": "rooms"})


@pytest.fixture
def store() -> Store:
    store = Store(World.empty({table.name: table for table in (ROOMS, SHELVES, KEYS)}))
    store.insert(ROOMS, {"id": "room_1", "name": "Attic"})
    for key, rank in (("shelf_a", 2), ("shelf_b", None), ("shelf_c", 1)):
        store.insert(SHELVES, {"id": key, "rank": rank, "room_id": "room_1"})
    return store


def shown(store: Store, **params: Json) -> Json:
    return document(store, store.get(ROOMS, "room_1"), Query.parse(store, ROOMS, params), {"shelves": _with_price})


def _with_price(shelf: Row, row: dict[str, Json]) -> None:
    row["price"] = shelf["price"]


def test_rows_come_by_the_column_of_the_relation_and_nulls_last(store: Store) -> None:
    assert [shelf["id"] for shelf in shown(store)["shelves"]] == ["shelf_c", "shelf_a", "shelf_b"]


def test_what_follows_from_a_relation_follows_it(store: Store) -> None:
    assert list(shown(store)) == ["id", "name", "shelves", "last", "size", "named"]
    assert shown(store)["size"] == 3
    assert list(shown(store, expand="")) == ["id", "name", "named"]


def test_what_follows_from_columns_follows_those_that_are_shown(store: Store) -> None:
    assert (shown(store)["named"], shown(store, fields="id")["named"]) == (True, False)
    shelf = document(store, store.get(SHELVES, "shelf_a"), Query.parse(store, SHELVES, {"expand": "rooms"}))
    assert orjson.loads(orjson.dumps(shelf["rooms"])) == [{"id": "room_1", "name": "Attic", "named": True}]


def test_a_view_changes_what_is_shown_of_related_rows(store: Store) -> None:
    assert shown(store)["shelves"][0] == {"id": "shelf_c", "rank": 1, "room_id": "room_1", "price": 1}


def test_views_follow_each_other(store: Store) -> None:
    shelf = store.get(SHELVES, "shelf_a")
    view = chained(_with_price, lambda _, row: row.update(price=row["price"] + 1))
    row = render(store, shelf, Query.parse(store, SHELVES, {}), {"shelves": view})
    assert row["price"] == 2


@pytest.mark.parametrize(("room_id", "rooms"), [("room_1", ["Attic"]), ("room_x", []), (None, [])])
def test_a_related_row_may_be_shown_as_a_list(store: Store, room_id: str | None, rooms: list[str]) -> None:
    shelf = store.insert(SHELVES, {"room_id": room_id})
    row = document(store, shelf, Query.parse(store, SHELVES, {"expand": "rooms", "fields": "rooms.name"}))
    assert [orjson.loads(orjson.dumps(room))["name"] for room in row["rooms"]] == rooms


def test_a_link_leads_to_what_there_is_where_it_says_so(store: Store) -> None:
    store.link(KEYS, room_id="room_1", shelf_id="shelf_x")
    with pytest.raises(ForeignKeyViolation, match=r"Room with room_id room_x does not exist\."):
        store.link(KEYS, room_id="room_x", shelf_id="shelf_a")


def test_what_is_kept_is_made_once_in_a_world(store: Store) -> None:
    made: list[int] = []

    def make() -> list[int]:
        made.append(len(made))
        return made

    assert orjson.dumps([kept(store.world, "a", make), kept(store.world, "a", make)]) == b"[[0],[0]]"
    store.update(ROOMS, "room_1", {"name": "Cellar"})
    assert orjson.dumps(kept(store.world, "a", make)) == b"[0,1]"


def test_a_world_keeps_so_much_and_no_more(store: Store) -> None:
    for number in range(MOST_KEPT + 1):
        kept(store.world, number, lambda: None)
    assert len(store.world.kept) == 1
