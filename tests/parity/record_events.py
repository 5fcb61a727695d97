"""Write down what the scenarios make a real Medusa tell of: `python -m tests.parity.record_events [scenario ...]`.

It wants what `eval "$(tests/real_medusa/run env)"` sets, and takes half an hour for all of them.
"""

import os
import shlex
import subprocess
import sys
import time
from bisect import bisect_left
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from medusa_mock.contract.parity.client import Client
from medusa_mock.contract.parity.player import played
from medusa_mock.contract.parity.scenario import Scenario
from tests.parity.events import FILE, brief, place, read, told_of, write
from tests.parity.test_parity import ACCOUNT, SCENARIOS

STAGED = 9
"""Seconds until Medusa has handed on what it staged, done what follows from that, and handed on what it staged then."""


def record(scenario: Scenario, client: Client) -> dict[str, list[str]]:
    client.proof("admin")
    ends, places = [], []
    for number, answer in enumerate(played(scenario, client), start=1):
        ends.append(datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"))
        places.append(place(number, answer.request))
    time.sleep(STAGED)
    return by_step(places, ends, client.send("GET", "/_mock/outbox").json()["outbox"])


def by_step(places: list[str], ends: list[str], events: list[Mapping[str, Any]]) -> dict[str, list[str]]:
    """The events of each step: those that happened until its answer came, and after the answer before."""
    told: dict[str, list[str]] = {}
    for event in events:
        number = min(bisect_left(ends, event["created_at"]), len(places) - 1)
        told.setdefault(places[number], []).append(told_of(event))
    return {step: brief(events) for step, events in told.items()}


def main() -> None:
    recorded = read() if FILE.exists() else {}
    for scenario in SCENARIOS:
        if sys.argv[1:] and scenario.name not in sys.argv[1:]:
            continue
        subprocess.run(shlex.split(os.environ["MEDUSA_RESET"]), check=True)
        with Client(os.environ["MEDUSA_URL"], ACCOUNT) as client:
            recorded[scenario.name] = record(scenario, client)
        write(recorded)


if __name__ == "__main__":
    main()
