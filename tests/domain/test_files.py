"""Files under keys that lead nowhere else."""

import pytest

from medusa_mock.domain.files import delete_file, read_file, save_file
from medusa_mock.errors import InvalidData, NotFound
from medusa_mock.store import Store

MOST = 255 - len("1700000000000-")


@pytest.mark.parametrize("content", [b"", b"text", "Crème".encode(), bytes(range(256)), b"\xed\xa0\x80"])
def test_a_file_is_read_as_it_was_saved(shop: Store, content: bytes) -> None:
    assert read_file(shop, save_file(shop, "some.bin", content)) == content


def test_a_key_tells_the_time_and_the_name(shop: Store) -> None:
    with shop.transaction():
        now = shop.milliseconds()
        assert save_file(shop, "a.txt", b"") == f"{now}-a.txt"
        assert save_file(shop, "a.csv", b"", folder="exports/products") == f"exports/products/{now}-a.csv"


def test_of_two_files_of_one_name_and_time_the_second_stays(shop: Store) -> None:
    with shop.transaction():
        keys = {save_file(shop, "a.txt", content) for content in (b"first", b"second")}
    [key] = keys
    assert read_file(shop, key) == b"second"


@pytest.mark.parametrize("name", ["a\0b", "n" * (MOST + 1), "é" * MOST])
def test_a_name_that_no_file_can_have_is_refused(shop: Store, name: str) -> None:
    with pytest.raises(InvalidData, match="at most 255 bytes"):
        save_file(shop, name, b"")


@pytest.mark.parametrize("key", ["", ".", "..", "./", "exports", "exports/", "exports/products"])
def test_a_folder_is_not_deleted(shop: Store, key: str) -> None:
    kept = save_file(shop, "a.csv", b"a", folder="exports/products")
    with pytest.raises(InvalidData, match="is a folder"):
        delete_file(shop, key)
    delete_file(shop, "export")
    assert read_file(shop, kept) == b"a"


def test_a_deleted_file_is_gone_and_may_be_deleted_again(shop: Store) -> None:
    key = save_file(shop, "a.txt", b"")
    delete_file(shop, key)
    delete_file(shop, key)
    with pytest.raises(NotFound, match=f"File with key: {key} was not found"):
        read_file(shop, key)
