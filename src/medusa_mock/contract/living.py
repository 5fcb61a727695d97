"""Ids of rows that a server has, so that what a request names can be found."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from medusa_mock.contract.naming import Row, below, ids_in, is_of_an_example, kind_of, nouns, rows_in, singular

Rank = Callable[[str], tuple[bool, int]]
"""Tells by the id of a row when it has its turn: the lowest first."""

SEARCHED = 24
"""How many rows are looked into for what a path wants below them."""


NEAR = 0.8
"""How often a body names what belongs to the row of the path: a way to ship may not be the one that there is."""


@dataclass
class Living:
    """The rows that answers have shown, and what can be put in place of made-up ids.

    Args:
        lists: path of a list -> its rows, with all that they show of others.
    """

    lists: dict[str, list[Row]] = field(default_factory=dict)
    _named: dict[str, dict[str, None]] = field(default_factory=dict)
    """What rows are called where they stand, `product` or `region` -> their ids."""
    _kinds: dict[str, dict[str, None]] = field(default_factory=dict)
    """What ids begin with -> ids."""
    _whole: dict[str, Row] = field(default_factory=dict)
    """Id -> the row as the answer had it that showed the most of it: a list of returns has none of their items."""

    def learn(self, body: Any, path: str | None = None) -> None:
        """Take up the rows of an answer; those of a list by its path, too."""
        for name, row in rows_in(body):
            if row.get("deleted_at") is None:
                self._named.setdefault(name, {})[row["id"]] = None
                self._kinds.setdefault(kind_of(row["id"]), {})[row["id"]] = None
                if len(row) >= len(self._whole.get(row["id"], ())):
                    self._whole[row["id"]] = row
        if path is not None:
            self.lists[path] = [row for rows in body.values() if isinstance(rows, list) for row in rows]

    def lists_of(self, body: Mapping[str, Any]) -> Iterator[tuple[str, Row]]:
        """The rows that an answer is about, and the paths of the lists of such rows."""
        for name, row in body.items():
            if isinstance(row, Mapping) and isinstance(row.get("id"), str):
                yield from ((path, row) for path in self.lists if nouns("id", path)[:1] == (name,))

    def put(self, path: str, row: Row) -> None:
        """Have a row stand in a list as it is now."""
        self.lists[path] = [row, *(each for each in self.lists[path] if each.get("id") != row["id"])]

    def forget(self, gone: str) -> None:
        """A row was deleted."""
        for ids in (*self._named.values(), *self._kinds.values()):
            ids.pop(gone, None)
        self.lists = {path: [row for row in rows if row.get("id") != gone] for path, rows in self.lists.items()}

    def knows(self, value: str) -> bool:
        return value in self._kinds.get(kind_of(value), ())

    def place(
        self, path: str, names: Sequence[str], random: Random, rank: Rank = lambda _: (False, 0)
    ) -> tuple[dict[str, str], Row]:
        """Values for the parameters of a path that belong to one row, as far as there are any; and that row.

        Args:
            rank: of the rows that the first parameter may stand for.
        """
        if not names:
            return {}, {}
        found = self._sources(path.partition("/{")[0], names[0])
        if not found:
            first = self._any(nouns(names[0], path), random)
            return ({names[0]: first} if first else {}), {}
        best: tuple[dict[str, str], Row] = {}, {}
        drawn = random.sample(found, len(found))
        for listed in sorted(drawn, key=lambda row: rank(str(row.get("id"))))[:SEARCHED]:
            row = {**listed, **self._whole.get(str(listed.get("id")), {})}
            placed = {names[0]: str(row.get(names[0], row.get("id")))}
            for name in names[1:]:
                if inside := [value for value, _ in below(row, name, path)]:
                    placed[name] = random.choice(inside)
            if len(placed) > len(best[0]):
                best = placed, row
            if len(placed) == len(names):
                break
        elsewhere = {name: value for name in names if (value := self._any(nouns(name, path), random))}
        return {**elsewhere, **best[0]}, best[1]

    def filled(self, value: Any, name: str, scene: Row, random: Random) -> Any:
        """A value with ids that there are in place of made-up ones, mostly of the row of the path where it has such.

        Args:
            name: the property or parameter that it is the value of.
        """
        if isinstance(value, dict):
            names = {key: name if key == "id" else key for key in value}
            return {key: self.filled(part, names[key], scene, random) for key, part in value.items()}
        if isinstance(value, list):
            return [self.filled(part, name, scene, random) for part in value]
        if not isinstance(value, str) or self.knows(value):
            return value
        is_id = is_of_an_example(value) or self._are_rows(name)
        near = list(ids_in(scene)) if random.random() < NEAR else []
        kind = kind_of(value) if is_id else ""
        if kind and kind in self._kinds:
            ids = [each for _, each in near if kind_of(each) == kind] or list(self._kinds[kind])
            return random.choice(ids) if ids else value
        if not name.endswith(("_id", "_ids")):
            return value
        wanted = nouns(name, "")
        ids = [each for noun, each in near if noun in wanted]
        return random.choice(ids) if ids else self._any(wanted, random) or value

    def _sources(self, path: str, name: str) -> list[Row]:
        """The rows that the first parameter of a path may stand for."""
        for source in (path, path.rpartition("/")[0]):
            rows = self.lists.get(source, [])
            if rows and (name in rows[0] or (source == path and "id" in rows[0])):
                return [row for row in rows if row.get(name, row.get("id"))]
        return []

    def _are_rows(self, name: str) -> bool:
        """Whether a list of this name, such as `regions`, may be one of ids."""
        return singular(name) != name and singular(name) in self._named

    def _any(self, wanted: Sequence[str], random: Random) -> str | None:
        ids = next((list(found) for noun in wanted if (found := self._named.get(noun))), [])
        return random.choice(ids) if ids else None
