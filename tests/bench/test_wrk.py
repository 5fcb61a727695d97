"""What wrk found, read strictly."""

import json

import pytest

from tests.bench.exchanges import AUTHORIZE, REFUSED, Exchange
from tests.bench.wrk import Load, Void, check, parse

WORDS = """Running 1s test @ http://127.0.0.1:40123/admin/apps
  1 threads and 32 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     2.75ms    1.50ms  33.72ms   93.60%
    Req/Sec    12.01k     1.31k   13.34k    90.00%
  11954 requests in 1.00s, 4.01MB read
Requests/sec:  11943.26
Transfer/sec:      4.00MB
"""
FOUND: dict[str, object] = {"requests": 11954, "microseconds": 1000900, "refused": 0, "broken": 0}


def output(**other: object) -> str:
    return f"{WORDS}{json.dumps(FOUND | other)}\n"


def test_the_findings_are_read_among_the_words_of_wrk() -> None:
    load = parse(output())
    assert load == Load(requests=11954, microseconds=1000900, refused=0, broken=0)
    assert load.rate == pytest.approx(11943.25, abs=0.01)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (WORDS, "no findings"),
        (output() + output(), "more than one line"),
        (WORDS + "{what}\n", "another form"),
        (output(latency=1), "another form"),
        (output(requests="11954"), "another form"),
        (output(refused=True), "another form"),
        (f"{WORDS}{json.dumps({'requests': 3})}\n", "another form"),
        (output(requests=0), "no answer"),
    ],
)
def test_anything_else_is_void(text: str, reason: str) -> None:
    with pytest.raises(Void, match=reason):
        parse(text)


@pytest.mark.parametrize(("exchange", "refused"), [(AUTHORIZE, 0), (REFUSED, 100)])
def test_a_load_with_the_wanted_answers_counts(exchange: Exchange, refused: int) -> None:
    check(Load(100, 1_000_000, refused, 0), exchange)


@pytest.mark.parametrize(
    ("exchange", "refused", "broken", "reason"),
    [
        (AUTHORIZE, 1, 0, "1 of 100 answers were refusals, not 0"),
        (REFUSED, 99, 0, "99 of 100 answers were refusals, not 100"),
        (AUTHORIZE, 0, 2, "2 requests of 100 got no answer"),
    ],
)
def test_a_load_with_other_answers_is_void(exchange: Exchange, refused: int, broken: int, reason: str) -> None:
    with pytest.raises(Void, match=reason):
        check(Load(100, 1_000_000, refused, broken), exchange)
