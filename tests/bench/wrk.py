"""Load on a server, made and counted by wrk."""

import json
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.bench.exchanges import Exchange

SCRIPT = Path(__file__).with_name("load.lua")
CONNECTIONS = 32
FIELDS = {"requests", "microseconds", "refused", "broken"}


class Void(Exception):
    """What was measured is not what was meant to be; the message says why."""


@dataclass(frozen=True)
class Load:
    """What wrk counted: answers, those of a status above 399 among them, and requests that got no answer."""

    requests: int
    microseconds: int
    refused: int
    broken: int

    @property
    def rate(self) -> float:
        """Answers per second."""
        return self.requests / self.microseconds * 1_000_000


def parse(output: str) -> Load:
    """The findings that `load.lua` wrote. Raises Void where there are none, or they are not of that form."""
    lines = re.findall(r"^\{.*\}$", output, re.MULTILINE)
    if len(lines) != 1:
        raise Void(f"wrk wrote no findings, or more than one line of them:\n{output}")
    try:
        found = json.loads(lines[0])
    except json.JSONDecodeError:
        found = {}
    if found.keys() != FIELDS or any(type(value) is not int for value in found.values()):
        raise Void(f"wrk wrote findings of another form: {lines[0]}")
    if found["requests"] < 1 or found["microseconds"] < 1:
        raise Void(f"wrk got no answer: {lines[0]}")
    return Load(**found)


def check(load: Load, exchange: Exchange) -> None:
    """Raises Void where an answer failed to come, or came with a status on the other side of 400."""
    if load.broken:
        raise Void(f"{load.broken} requests of {load.requests} got no answer")
    wanted = load.requests if exchange.status >= 400 else 0
    if load.refused != wanted:
        raise Void(f"{load.refused} of {load.requests} answers were refusals, not {wanted}")


def run(url: str, exchange: Exchange, headers: Mapping[str, str], seconds: int) -> Load:
    """Send a request over and over for some seconds. Raises Void."""
    options = ["-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", "-s", str(SCRIPT)]
    for name, value in headers.items():
        options += ["-H", f"{name}: {value}"]
    bodies = [json.dumps(body) for body in exchange.bodies]
    command = ["wrk", *options, url + exchange.path, "--", exchange.method, *bodies]
    finished = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 60, check=False)
    if finished.returncode:
        raise Void(f"wrk ended with {finished.returncode}: {finished.stderr or finished.stdout}")
    load = parse(finished.stdout)
    check(load, exchange)
    return load
