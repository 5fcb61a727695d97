"""Counts and times of requests, for Prometheus."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from itertools import accumulate
from typing import Final, TypeAlias

from prometheus_client import CollectorRegistry, Metric, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector

from medusa_mock.store import Sessions
from medusa_mock.telemetry.observer import Seen

BUCKETS: Final = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
BOUNDS: Final = (*map(str, BUCKETS), "+Inf")
METHODS: Final = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})
LABELS: Final = ("api", "operation", "method", "status")
CONTENT_TYPE: Final = CONTENT_TYPE_PLAIN_0_0_4

Labels: TypeAlias = tuple[str, str, str, int]


class Tally:
    """How many requests of a kind took how long: by the first bucket that they fit into, and in seconds altogether."""

    __slots__ = ("buckets", "seconds")

    def __init__(self) -> None:
        self.buckets = [0] * len(BOUNDS)
        self.seconds = 0.0


class Metrics(Collector):
    """The metrics of one server. Labels have values that the documents bound, whatever clients send.

    They are counted here and handed over when somebody asks: the library's own counters are for many threads, and take
    four times as long.
    """

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._tallies: defaultdict[Labels, Tally] = defaultdict(Tally)
        self._registry = CollectorRegistry()
        self._registry.register(self)
        ProcessCollector(registry=self._registry)

    def __call__(self, seen: Seen) -> None:
        api, operation = seen.operation or (_area(seen.path), "")
        method = seen.method if seen.method in METHODS else "other"
        tally = self._tallies[api, operation, method, seen.status or 0]
        tally.buckets[bisect_left(BUCKETS, seen.seconds)] += 1
        tally.seconds += seen.seconds

    def collect(self) -> Iterable[Metric]:
        requests = CounterMetricFamily(
            "medusa_mock_requests",
            "Requests that were answered; the status is 0 where the connection ended before.",
            labels=LABELS,
        )
        seconds = HistogramMetricFamily("medusa_mock_request_duration_seconds", "How long answers took.", labels=LABELS)
        for key, tally in [*self._tallies.items()]:
            labels, counts = [*map(str, key)], [*accumulate(tally.buckets)]
            requests.add_metric(labels, counts[-1])
            seconds.add_metric(labels, [*zip(BOUNDS, counts, strict=True)], tally.seconds)
        yield requests
        yield seconds
        yield GaugeMetricFamily("medusa_mock_sessions", "Sessions that there are.", len(self._sessions))

    def text(self) -> bytes:
        """All of them, in Prometheus' text format."""
        return generate_latest(self._registry)


def _area(path: str) -> str:
    """What of the server was asked for where it was no operation of an API."""
    first = path.split("/", 2)[1:2]
    return {"_mock": "control", "docs": "docs"}.get(first[0] if first else "", "none")
