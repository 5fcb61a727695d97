"""What a world keeps is bounded in number and in size."""

from medusa_mock.store.kept import MOST_BYTES, MOST_KEPT, Kept


def test_what_is_kept_is_found_again() -> None:
    kept = Kept()
    kept.keep("a", "something", 9)
    assert (kept.get("a"), kept.get("b")) == ("something", None)


def test_too_many_make_room_for_themselves() -> None:
    kept = Kept()
    for number in range(MOST_KEPT + 1):
        kept.keep(number, number, 1)
    assert [*kept] == [MOST_KEPT]


def test_too_much_makes_room_for_itself() -> None:
    kept = Kept()
    for key in "abcde":
        kept.keep(key, key, MOST_BYTES // 4)
    assert [*kept] == ["e"]


def test_what_is_larger_than_all_room_is_not_kept() -> None:
    kept = Kept()
    kept.keep("a", "huge", MOST_BYTES + 1)
    assert not kept
