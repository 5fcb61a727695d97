"""Query strings, against what the `qs` package makes of them."""

from typing import Any

import pytest

from medusa_mock.wire.queries import MOST_PARAMETERS, parse_query

# What qs 6.17.1 answered to each, with `arrayLimit: Infinity` as Medusa calls it.
PARSED: dict[str, Any] = {
    "": {},
    "a=1": {"a": "1"},
    "a": {"a": ""},
    "a=": {"a": ""},
    "=1": {},
    "a=1&a=2": {"a": ["1", "2"]},
    "a=1&b=2": {"a": "1", "b": "2"},
    "a[b]=1": {"a": {"b": "1"}},
    "a[b]=1&a[c]=2": {"a": {"b": "1", "c": "2"}},
    "a[0]=x&a[1]=y": {"a": ["x", "y"]},
    "a[]=x&a[]=y": {"a": ["x", "y"]},
    "a[]=x": {"a": ["x"]},
    "a=1&a[]=2": {"a": ["1", "2"]},
    "a[5]=x": {"a": ["x"]},
    "a[b][c][d][e][f][g][h]=1": {"a": {"b": {"c": {"d": {"e": {"f": {"[g][h]": "1"}}}}}}},
    "created_at[gt]=2&created_at[lt]=3": {"created_at": {"gt": "2", "lt": "3"}},
    "[a]=1": {"a": "1"},
    "a[=1": {"a": {"[": "1"}},
    "a]=1": {"a]": "1"},
    "a[b=1": {"a": {"[b": "1"}},
    "a[]=1&a[x]=2": {"a": {"0": "1", "x": "2"}},
    "a[0]=1&a=2": {"a": ["1", "2"]},
    "a+b=c+d": {"a b": "c d"},
    "a=%20": {"a": " "},
    "a%5Bb%5D=1": {"a": {"b": "1"}},
    "a=%zz": {"a": "%zz"},
    "%zz=1": {"%zz": "1"},
    "a=%E4": {"a": "%E4"},
    "a=%C3%A4": {"a": "\xe4"},
    "a==1": {"a": "=1"},
    "a=1=2": {"a": "1=2"},
    "&&a=1&&": {"a": "1"},
    "toString=1": {},
    "__proto__=1": {},
    "__proto__[a]=1": {},
    "a[__proto__]=1": {},
    "a[toString]=1": {},
    "a[b]=1&a=2": {"a": [{"b": "1"}, "2"]},
    "a=b%26c": {"a": "b&c"},
    "a=%2B": {"a": "+"},
    "a[b]=%26%3D": {"a": {"b": "&="}},
    "a.b=1": {"a.b": "1"},
    "a[0][b]=1&a[1][b]=2": {"a": [{"b": "1"}, {"b": "2"}]},
    "a[b][]=1&a[b][]=2": {"a": {"b": ["1", "2"]}},
    "a=%F0%9F%98%80": {"a": "\U0001f600"},
    "a[x]=1&b=2&b=3": {"a": {"x": "1"}, "b": ["2", "3"]},
    "constructor=1&a=2": {"a": "2"},
    "a[][b]=1": {"a": [{"b": "1"}]},
    "%5Ba%5D=1": {"a": "1"},
    "a%3D=1": {"a=": "1"},
    "a%26=1": {"a&": "1"},
}


@pytest.mark.parametrize("query_string", PARSED)
def test_a_query_string_is_read_as_qs_reads_it(query_string: str) -> None:
    assert parse_query(query_string) == PARSED[query_string]


def test_no_more_parameters_are_read_than_qs_reads() -> None:
    names = [f"p{number}" for number in range(MOST_PARAMETERS + 1)]
    assert list(parse_query("&".join(f"{name}=1" for name in names))) == names[:-1]
