"""Walks: what the stateful phase sends, one request after the other along the links of the document."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from hypothesis import strategies
from hypothesis.strategies import SearchStrategy
from schemathesis import Case

from medusa_mock.contract.options import STATEFUL
from medusa_mock.contract.target import SESSION_HEADER


def is_walk(case: Case[Any]) -> bool:
    """Whether a request is a step of a walk."""
    return case.meta is not None and case.meta.phase.name == STATEFUL


def isolate(cases: SearchStrategy[Case[Any]], names: Iterator[str]) -> SearchStrategy[Case[Any]]:
    """Let every walk begin with the seed, on a server that keeps states apart by session.

    Otherwise the first walk would use up what the others need: an application is authorized once.
    """
    walk = strategies.shared(strategies.builds(names.__next__), key=SESSION_HEADER)
    return strategies.builds(_in_session, cases, walk)


def session_names(prefix: str) -> Iterator[str]:
    return (f"{prefix}-{number}" for number in count(1))


def _in_session(case: Case[Any], name: str) -> Case[Any]:
    if is_walk(case):
        case.headers[SESSION_HEADER] = name
    return case
