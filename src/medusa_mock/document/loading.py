"""The project's own documents, bundled, and fast: a server reads them at every start.

An installed package carries the bundle as JSON. A checkout folds `openapi/` once and keeps the JSON in the user's
cache, under a name that is a hash of the files it was made of.
"""

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any, Final

import orjson

PACKAGE: Final = Path(__file__).parents[1] / "openapi"
CHECKOUT: Final = Path(__file__).parents[3] / "openapi"
APIS: Final = ("admin", "store")
"""The APIs of a Medusa: each has a document of its own, whose paths all begin with its name."""
CONTROL: Final = "control"
"""The document of what a mock has besides: the control API."""
KEPT: Final = 8


def load(api: str = "admin") -> dict[str, Any]:
    """The bundle of one of the project's own documents, free to be changed by the caller."""
    packaged = PACKAGE / f"{api}.bundle.json"
    return _read_json(packaged) or load_tree(CHECKOUT / f"{api}.yaml", _cache())


def load_file(path: Path) -> dict[str, Any]:
    """The bundle of any document, in one file or in many.

    Raises DocumentError: there is none, or its references lead nowhere.
    """
    from medusa_mock.document.fold import fold

    return fold(path, rename=True).document


def root_file(api: str = "admin") -> Path:
    """The root of one of the project's own documents, as it was written."""
    packaged = PACKAGE / f"{api}.yaml"
    return packaged if packaged.is_file() else CHECKOUT / packaged.name


def load_tree(root: Path, cache: Path | None) -> dict[str, Any]:
    """The bundle of the document with this root; from the cache when nothing in the root's folder has changed.

    A cache that cannot be read, or written, costs time and nothing else.
    """
    if cache is None:
        return _fold(root)
    kept = cache / f"{root.stem}-{_digest(root)}.json"
    document = _read_json(kept)
    if document is None:
        document = _fold(root)
        with contextlib.suppress(OSError):
            _keep(kept, orjson.dumps(document))
    return document


def _fold(root: Path) -> dict[str, Any]:
    from medusa_mock.document.fold import fold

    return fold(root).document


def _cache() -> Path | None:
    from platformdirs import user_cache_path

    path = user_cache_path("medusa-mock")
    return path if path.is_absolute() else None  # without a home there is no cache


def _digest(root: Path) -> str:
    """Of the document's files, and of the code that folds them."""
    digest = hashlib.blake2b(digest_size=16)
    for folder, pattern in ((root.parent, "*.yaml"), (Path(__file__).parent, "*.py")):
        for file in sorted(folder.rglob(pattern), key=os.fspath):
            content = file.read_bytes()
            digest.update(f"{file.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


def _read_json(file: Path) -> dict[str, Any] | None:
    try:
        value = orjson.loads(file.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return None
    return value if isinstance(value, dict) else None


def _keep(file: Path, content: bytes) -> None:
    """Write at once or not at all, and forget the oldest of the files that were kept before."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f"{file.stem}.", suffix=".tmp", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as temporary:
            temporary.write(content)
        Path(name).replace(file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    api = file.stem.rpartition("-")[0]
    for old in sorted(file.parent.glob(f"{api}-*.json"), key=lambda kept: kept.stat().st_mtime)[:-KEPT]:
        old.unlink(missing_ok=True)
