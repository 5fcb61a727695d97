"""The file service: files under keys such as `exports/products/1795441160325-product-export.csv`.

A key is nothing but a key, so that no name leads anywhere else. Source: `local-file-service.ts` of
`@medusajs/file-local`.
"""

from medusa_mock.errors import InvalidData
from medusa_mock.store import Row, Store
from medusa_mock.tables.files import FILES

LONGEST_NAME = 255
"""Bytes in a file's name: the limit of the file systems that a real server runs on."""


def save_file(store: Store, name: str, content: bytes, *, folder: str = "") -> str:
    """Keep a file, and give the key it is found under: the time in milliseconds goes before the name.

    Two files of one name in one request have one key, and the second replaces the first, as on the real server.
    Raises InvalidData for a name that no file can have; the real server crashes on it (500).
    """
    base = f"{store.milliseconds()}-{name}"
    if "\0" in base or len(base.encode()) > LONGEST_NAME:
        raise InvalidData(f"a file name must have at most {LONGEST_NAME} bytes, and none that is zero")
    key = f"{folder}/{base}" if folder else base
    text = content.decode("utf-8", "surrogateescape")
    if store.find(FILES, key):
        return store.update(FILES, key, {"content": text}).key
    return store.insert(FILES, {"key": key, "content": text}).key


def read_file(store: Store, key: str) -> bytes:
    """Raises NotFound."""
    return content(store.get(FILES, key))


def delete_file(store: Store, key: str) -> None:
    """Delete the file, if there is one.

    Raises InvalidData for the folder that all files are in, and for one below; the real server crashes on it (500).
    """
    if store.find(FILES, key):
        store.delete(FILES, key)
    elif not key.strip("./") or any(file.key.startswith(f"{key.rstrip('/')}/") for file in store.select(FILES)):
        raise InvalidData(f"{key or 'an empty file_key'} is a folder")


def content(file: Row) -> bytes:
    """The bytes of a row of the files."""
    text: str = file["content"]
    return text.encode("utf-8", "surrogateescape")
