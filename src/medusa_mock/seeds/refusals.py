"""What is said about a seed that cannot be used: the file, the line, the value in question and the reason."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import TypeAlias

import orjson

from medusa_mock.document import pointer, source
from medusa_mock.document.source import Source
from medusa_mock.errors import MockError
from medusa_mock.store import UniqueViolation

Where: TypeAlias = tuple[str | int, ...]
"""The names and numbers that lead to a value of a file: `("users", 0, "email")`."""


class BadSeed(Exception):
    """A seed that cannot be used; `str(error)` is "file:line:column: reason"."""


def read(file: Path) -> Source:
    """Raises BadSeed: there is no such file, it is neither JSON nor YAML, or no answer could carry what it holds."""
    return _sound(file, source.read)


def read_text(name: str, text: str) -> Source:
    """The same of a text that goes by a name. Raises BadSeed."""
    return _sound(Path(name), lambda file: source.parse(file, text))


def _sound(file: Path, read: Callable[[Path], Source]) -> Source:
    try:
        seed = read(file)
        orjson.dumps(seed.data)
    except source.Unreadable as error:
        raise BadSeed(str(error)) from error
    except TypeError as error:  # half a surrogate pair, an integer of more than 64 bits
        raise BadSeed(f"{file}: {error}") from error
    return seed


def refusal(seed: Source, where: Where, reason: str) -> BadSeed:
    """The error to raise about a value: "seed.json:12:7: users[0].email must be an email"."""
    subject = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in where).removeprefix(".")
    return BadSeed(f"{seed.place(pointer.join(where))}: {f'{subject} {reason}'.lstrip()}")


class refusing:  # noqa: N801
    """Turn what the store refuses into `BadSeed` about the row at `where`: a context, and a light one for every row."""

    __slots__ = ("_seed", "_where")

    def __init__(self, seed: Source, where: Where) -> None:
        self._seed = seed
        self._where = where

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, _: object) -> None:
        if isinstance(error, UniqueViolation):
            raise refusal(self._seed, (*self._where, error.columns[-1]), f"is taken: {error}") from error
        if isinstance(error, MockError):
            raise refusal(self._seed, self._where, f"is refused: {error}") from error


def suggestion(name: str, known: Iterable[str]) -> str:
    """The known name that a mistyped one may stand for, in words to append; else all that there are."""
    names = sorted(known)
    near = get_close_matches(name, names, n=1)
    return f", did you mean {near[0]}?" if near else f": there are {', '.join(names)}"
