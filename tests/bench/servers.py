"""A contestant at work: a process that is started, asked, weighed and stopped."""

import http.client
import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.bench.asked import EXCHANGES
from tests.bench.contestants import Contestant
from tests.bench.exchanges import EMAIL, LIST, PASSWORD, Exchange
from tests.bench.wrk import Void

HOST = "127.0.0.1"
START_SECONDS = 60
STOP_SECONDS = 10
POLL_SECONDS = 0.002

# Settings of whoever runs the benchmark stay outside.
PASSED_ON = ("PATH", "HOME", "XDG_CACHE_HOME", "JAVA_HOME", "TMPDIR", "LANG")


@dataclass(frozen=True)
class Server:
    """A contestant that answers, and how many seconds it took to do so."""

    contestant: Contestant
    port: int
    process: subprocess.Popen[bytes]
    log: Path
    started_in: float

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def headers(self) -> dict[str, str]:
        """What a client that has logged in sends with every request."""
        token = "a-token"
        if self.contestant.logs_in:
            answer = httpx.post(f"{self.url}/admin/auth/token", json={"email": EMAIL, "password": PASSWORD})
            if answer.status_code != 200:
                raise Void(f"{self.contestant.title} refused the log-in: {answer.status_code} {answer.text}")
            token = answer.json()["access_token"]
        return {
            "Accept": "application/json",
            "Content-Type": "application/json",
            "Authorization": f"Bearer {token}",
        }

    def resident(self) -> int:
        """The memory that the process holds at present, in bytes."""
        finished = subprocess.run(
            ["ps", "-o", "rss=", "-p", str(self.process.pid)], capture_output=True, text=True, check=True
        )
        return int(finished.stdout) * 1024


def verify(title: str, url: str, headers: Mapping[str, str]) -> None:
    """Raises Void where an answer is not the one that is wanted."""
    with httpx.Client(base_url=url, headers=headers) as client:
        for exchange in EXCHANGES:
            body = exchange.bodies[0] if exchange.bodies else None
            answer = client.request(exchange.method, exchange.path, json=body)
            if answer.status_code != exchange.status or not _says(answer, exchange):
                raise Void(
                    f"{title} answered “{exchange.name}” with {answer.status_code} {answer.text}\n"
                    f"wanted: {exchange.status} {json.dumps(exchange.answer)}"
                )


def _says(answer: httpx.Response, exchange: Exchange) -> bool:
    try:
        return bool(answer.json() == exchange.answer)
    except ValueError:
        return False


@contextmanager
def serve(contestant: Contestant, folder: Path) -> Iterator[Server]:
    """A server of the contestant, from its first good answer on; gone afterwards, whatever happened.

    Raises Void: it ended, or gave no good answer in a minute.
    """
    port = _free_port()
    command = [part.replace("{port}", str(port)) for part in contestant.command]
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    log = folder / f"{contestant.name}.log"
    begin = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**environment, **contestant.environment},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # a Ctrl-C is for us alone: we stop the servers
        )
    try:
        _await_answer(contestant, process, port, log)
        yield Server(contestant, port, process, log, time.perf_counter() - begin)
    finally:
        _stop(process)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _await_answer(contestant: Contestant, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while _status(port, contestant.api_token) != 200:
        if process.poll() is not None:
            raise Void(f"{contestant.title} ended with {process.returncode}:\n{log.read_text(errors='replace')}")
        if time.monotonic() > deadline:
            raise Void(f"{contestant.title} gave no answer in a minute:\n{log.read_text(errors='replace')}")
        time.sleep(POLL_SECONDS)


def _status(port: int, api_token: str) -> int | None:
    """The status of the list of applications, None while nobody listens."""
    connection = http.client.HTTPConnection(HOST, port, timeout=START_SECONDS)
    try:
        connection.request(LIST.method, LIST.path, headers={"x-medusa-access-token": api_token})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
