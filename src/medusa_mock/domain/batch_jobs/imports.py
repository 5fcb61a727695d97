"""What all imports have in common: a CSV file, and operations made of its lines, which wait in files of their own.

Source: `strategies/batch-jobs/product/import.ts`, `price-list/import.ts`, and `services/csv-parser.ts`.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

import orjson

from medusa_mock.domain.amounts import computerized
from medusa_mock.domain.batch_jobs.spreadsheet import read_lines
from medusa_mock.domain.batch_jobs.strategies import Values
from medusa_mock.domain.batch_jobs.texts import leading_number
from medusa_mock.domain.files import delete_file, read_file, save_file
from medusa_mock.errors import InvalidData
from medusa_mock.store import Json, Row, Store
from medusa_mock.tables.settings import REGIONS

Built: TypeAlias = dict[str, Json]
"""A line by what its columns stand for."""
Reducer: TypeAlias = Callable[[Built, str, Json, Values], None]
"""Put a cell into the line built up to now, given the title of its column, the cell, and all cells by title."""

PRICE_OF_REGION = re.compile(r"Price (.*) \[([A-Z]{3})\]")
PRICE_IN_CURRENCY = re.compile(r"Price [A-Z]{3}")


class Schema:
    """The columns of an import: those with a title of their own, then those whose titles fit a pattern."""

    def __init__(self, plain: Mapping[str, str], patterns: Sequence[tuple[str, Reducer]], required: str = "") -> None:
        self._plain = plain
        self._patterns = [(re.compile(pattern), reducer) for pattern, reducer in patterns]
        self._required = required

    def built(self, store: Store, key: Json) -> list[Built]:
        """The lines of the file. Raises NotFound where there is none, InvalidData where it does not fit.

        The real server ends at once where there is no such file.
        """
        if not isinstance(key, str):
            raise InvalidData("context.fileKey must be a string")
        text = read_file(store, key).decode("utf-8", "replace")
        try:
            return [self._build(line, number) for number, line in enumerate(read_lines(text), start=1)]
        except InvalidData as error:
            raise InvalidData(f"The csv file parsing failed due to: {error}") from error

    def _build(self, line: Values, number: int) -> Built:
        built: Built = {}
        for title, cell in line.items():
            if title == self._required and not cell:
                raise InvalidData(f'No value found for target column "{title}" in line {number} of the given csv file')
            if title in self._plain:
                built[self._plain[title]] = cell
            else:
                self._reducer(title)(built, title, cell, line)
        if self._required and self._required not in line:
            raise InvalidData(f'Missing column(s) "{self._required}" from the given csv file')
        return built

    def _reducer(self, title: str) -> Reducer:
        found = next((reducer for pattern, reducer in self._patterns if pattern.search(title)), None)
        if found is None:
            raise InvalidData(
                f"Unable to treat column {title} from the csv file. No target column found in the provided schema"
            )
        return found


def listing(key: str, make: Callable[[Json, str, Values], Json]) -> Reducer:
    """A reducer that adds what is made of the cell to the list under the key; an empty cell adds nothing.

    What is made of it may hang on the title and on the rest of the line, too.
    """

    def reducer(built: Built, title: str, cell: Json, line: Values) -> None:
        found = built.setdefault(key, [])
        if cell is not None:
            found.append(make(cell, title, line))

    return reducer


def price_patterns(key: str) -> list[tuple[str, Reducer]]:
    """The columns of prices, which go to the list under the key."""
    return [
        (PRICE_OF_REGION.pattern, listing(key, _price_of_region)),
        (PRICE_IN_CURRENCY.pattern, listing(key, _price_in_currency)),
    ]


def _price_of_region(cell: Json, title: str, _: Values) -> Json:
    found = PRICE_OF_REGION.search(title.strip())
    return {"amount": leading_number(cell), "region": found and found[1]}


def _price_in_currency(cell: Json, title: str, _: Values) -> Json:
    return {"amount": leading_number(cell), "currency_code": title.strip().split(" ")[1]}


def priced(store: Store, prices: Iterable[Values]) -> list[Json]:
    """The prices in minor units, with the id of the region. Raises InvalidData for a region that there is not."""
    return [_priced(store, price) for price in prices]


def _priced(store: Store, price: Values) -> Json:
    place: dict[str, Json] = {"currency_code": price.get("currency_code")}
    if "region" in price:
        region = store.first(REGIONS, name=price["region"])
        if region is None:
            raise InvalidData(f"Trying to set a price for a region {price['region']} that doesn't exist")
        place = {"region_id": region.key, "currency_code": region["currency_code"]}
    amount = price["amount"]
    return {"amount": None if amount is None else computerized(amount, place["currency_code"]), **place}


def keep_operations(store: Store, job: Row, folder: str, operations: Mapping[str, Sequence[Json]]) -> Values:
    """Write the operations down until the job is confirmed, a file for each kind that there is; the result's share."""
    files = {
        kind: save_file(store, f"{job.key}-{kind}.json", orjson.dumps(some), folder=f"imports/{folder}/ops")
        for kind, some in operations.items()
        if some
    }
    counts = {kind: len(some) for kind, some in operations.items()}
    return {"files": files, "advancement_count": 0, "count": sum(counts.values()), "operations": counts}


def operations_of(store: Store, job: Row, kind: str) -> list[Json]:
    """The operations of a kind, as they were written down. Raises NotFound where somebody deleted the file."""
    key = job["result"]["files"].get(kind)
    found: list[Json] = orjson.loads(read_file(store, key)) if key else []
    return found


def finish(store: Store, job: Row) -> Values:
    """Delete what was imported, and the operations; what to merge into the result."""
    for key in (job["context"]["fileKey"], *job["result"]["files"].values()):
        delete_file(store, key)
    return {"advancement_count": job["result"]["count"]}
