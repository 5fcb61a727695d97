"""Tables as CSV text, read as Papa Parse reads them for the real server and written as its exports are.

Source: `services/csv-parser.ts`, `utils/csv-cell-content-formatter.ts`, and `papaparse` 5.3.2, whose guesses and types
are repeated here: the delimiter that gives most columns is taken, and `00123` in a cell is the number 123.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from medusa_mock.store import Json

DELIMITER, NEWLINE = ";", "\r\n"
EXTRA = "__parsed_extra"
"""Under this name a line holds the cells for which there is no column."""

_GUESSED = (",", "\t", "|", ";", "\x1e", "\x1f")
_FEWEST_COLUMNS = 1.99
_PREVIEW = 10
_FLOAT = re.compile(r"\s*-?(\d+\.?|\.\d+|\d+\.\d+)([eE][-+]?\d+)?\s*", re.ASCII)
_LARGEST = 2**53
_LITERALS = {"": None, "true": True, "TRUE": True, "false": False, "FALSE": False}


def read_lines(text: str) -> list[dict[str, Json]]:
    """The lines below the header, by column, their cells typed: an empty one is null, numbers are numbers."""
    newline = _newline(text)
    rows = list(_rows(text, _delimiter(text, newline), newline))
    if text.endswith(newline) and rows[-1] == [""]:
        rows.pop()
    return [_line(rows[0], row) for row in rows[1:]]


def write_line(cells: Sequence[str]) -> str:
    return DELIMITER.join(map(_quoted, cells)) + NEWLINE


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(char in cell for char in "\n,;") else cell


def _line(header: Sequence[str], row: Sequence[str]) -> dict[str, Json]:
    line: dict[str, Json] = {name: _typed(cell) for name, cell in zip(header, row, strict=False)}
    extra = [_typed(cell) for cell in row[len(header) :]]
    return line | {EXTRA: extra} if extra else line


def _typed(cell: str) -> Json:
    if cell in _LITERALS:
        return _LITERALS[cell]
    number = float(cell) if _FLOAT.fullmatch(cell) else float(_LARGEST)
    if not -_LARGEST < number < _LARGEST:
        return cell
    return int(number) if number.is_integer() else number


def _delimiter(text: str, newline: str) -> str:
    best, fewest_jumps, most_columns = ",", float("inf"), _FEWEST_COLUMNS
    for delimiter in _GUESSED:
        counts = [len(row) for row in islice(_rows(text, delimiter, newline), _PREVIEW)]
        jumps = sum(abs(after - before) for before, after in pairwise(counts))
        columns = sum(counts) / len(counts) if counts else 0
        if jumps <= fewest_jumps and columns > most_columns:
            best, fewest_jumps, most_columns = delimiter, jumps, columns
    return best


def _newline(text: str) -> str:
    pieces = re.sub(r'"[^"]*"', "", text).split("\r")
    if len(pieces) == 1 or "\n" in pieces[0]:
        return "\n"
    return NEWLINE if sum(piece[:1] == "\n" for piece in pieces) >= len(pieces) / 2 else "\r"


def _rows(text: str, delimiter: str, newline: str) -> Iterator[list[str]]:
    """All rows, the empty one after the last newline as well. A quote that nothing ends takes the rest of the text."""
    if not text:
        return
    between = f"{re.escape(delimiter)}|{newline}"
    quoted = rf'"(?P<quoted>(?:""|[^"]|"(?!\s*?(?:{between})|\Z))*+)"\s*?'
    cell = re.compile(rf'(?:{quoted}|"(?P<open>.*)|(?P<plain>.*?))(?P<end>{between}|\Z)', re.DOTALL)
    row: list[str] = []
    for found in cell.finditer(text):
        whole = found["plain"] if found["open"] is None else found["open"]
        row.append(whole if found["quoted"] is None else found["quoted"].replace('""', '"'))
        if found["end"] != delimiter:
            yield row
            row = []
        if not found["end"]:
            return
