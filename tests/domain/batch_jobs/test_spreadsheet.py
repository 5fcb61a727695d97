"""CSV as Papa Parse reads it: every case was tried out on it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medusa_mock.domain.batch_jobs.spreadsheet import read_lines, write_line
from medusa_mock.store import Json


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("a;b;c\n", []),
        ("a;b;c\n1;x;\n", [{"a": 1, "b": "x", "c": None}]),
        ("a;b;c\r\n1;x;\r\n", [{"a": 1, "b": "x", "c": None}]),
        ("a;b;c\r1;x;\r", [{"a": 1, "b": "x", "c": None}]),
        ("a,b,c\n1,x,", [{"a": 1, "b": "x", "c": None}]),
        ("a\tb\n1\t2\n3\t4", [{"a": 1, "b": 2}, {"a": 3, "b": 4}]),
        ("a;b;c\n1;2;3\n4\n", [{"a": 1, "b": 2, "c": 3}, {"a": 4}]),
        ("a;b;c\n1;2;3\n\n4;5;6", [{"a": 1, "b": 2, "c": 3}, {"a": None}, {"a": 4, "b": 5, "c": 6}]),
        ("a;b;c\n1;2;3;4;\n", [{"a": 1, "b": 2, "c": 3, "__parsed_extra": [4, None]}]),
        ("a;b;a\n1;2;3\n", [{"a": 3, "b": 2}]),
        ("\ufeffa;b;c\n1;2;3\n", [{"\ufeffa": 1, "b": 2, "c": 3}]),
    ],
)
def test_lines_are_told_by_column(text: str, lines: list[dict[str, Json]]) -> None:
    assert read_lines(text) == lines


def test_two_columns_and_a_newline_at_the_end_are_too_few_to_guess_by() -> None:
    assert read_lines("a;b\n1;2\n") == [{"a;b": "1;2"}]
    assert read_lines("a;b\n1;2") == [{"a": 1, "b": 2}]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("00123", 123),
        ("-1.50", -1.5),
        (" 7 ", 7),
        ("1e3", 1000),
        ("9007199254740992", "9007199254740992"),
        ("TRUE", True),
        ("true", True),
        ("True", "True"),
        ("false", False),
        ("1,5", "1,5"),
        ("0x10", "0x10"),
    ],
)
def test_cells_have_types(cell: str, value: Json) -> None:
    assert read_lines(f"a;b;c\n{cell};;\n")[0]["a"] == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('"x;y"', "x;y"),
        ('"x\ny"', "x\ny"),
        ('"x ""y"" z"', 'x "y" z'),
        ('"x" ', "x"),
        ('x"y"', 'x"y"'),
        ('"x"y"', 'x"y'),
    ],
)
def test_quotes_hold_a_cell_together(cell: str, value: str) -> None:
    assert read_lines(f"a;b;c\n{cell};1;2\n") == [{"a": value, "b": 1, "c": 2}]


def test_a_quote_without_an_end_takes_the_rest() -> None:
    assert read_lines('a;b;c\n"x;1;2\n3;4;5\n') == [{"a": "x;1;2\n3;4;5\n"}]


def test_a_cell_is_quoted_where_it_has_to_be() -> None:
    assert write_line(["plain", "a;b", "a,b", "a\nb", 'say "a"', 'say "a", b']) == (
        'plain;"a;b";"a,b";"a\nb";say "a";"say ""a"", b"\r\n'
    )


# Commas, tabs and quotes may lead the guesses astray, here as there.
@given(st.lists(st.lists(st.text("ab;\n '"), min_size=3, max_size=3), min_size=1, max_size=5))
def test_what_is_written_is_read_again(rows: list[list[str]]) -> None:
    cells = [[f"x{cell}" for cell in row] for row in rows]
    text = "".join(map(write_line, [["a", "b", "c"], *cells]))
    assert read_lines(text) == [dict(zip("abc", row, strict=True)) for row in cells]
