"""A server with a state file that is killed while it writes."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from threading import Event, Thread

import httpx
import pytest

from medusa_mock.app import App, Options
from medusa_mock.persistence.file import StateFile
from medusa_mock.serving import running
from medusa_mock.tables import TABLES
from medusa_mock.testing import MedusaMock

ROUNDS = 50


@contextmanager
def servers(file: Path) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "tests.persistence.forking", str(file)]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def next_server(process: "subprocess.Popen[str]") -> tuple[int, str]:
    assert process.stdin
    assert process.stdout
    process.stdin.write("\n")
    process.stdin.flush()
    pid, url = process.stdout.readline().split()
    return int(pid), url


def write_until_killed(admin: httpx.Client, pid: int, calm: int, turn: int) -> list[str]:
    """Create products as fast as can be; after `calm` answers the server is killed, at no moment in particular.

    Gives the titles of those that were answered.
    """
    enough = Event()
    answered: list[str] = []

    def kill() -> None:
        enough.wait()
        os.kill(pid, signal.SIGKILL)

    killer = Thread(target=kill)
    killer.start()
    try:
        while True:
            title = f"product {turn}-{len(answered)}"
            body = {"title": title, "options": [{"title": "Size"}, {"title": "Colour"}]}
            admin.post("/admin/products", json=body).raise_for_status()
            answered.append(title)
            if len(answered) == calm:
                enough.set()
    except httpx.TransportError:
        return answered
    finally:
        enough.set()
        killer.join()


def test_a_kill_loses_at_most_the_unanswered_request(tmp_path: Path) -> None:
    chance, unanswered = Random(7), 0  # noqa: S311
    answered: list[str] = []
    with servers(tmp_path / "shop.db") as process:
        for turn in range(ROUNDS):
            pid, url = next_server(process)
            with MedusaMock(url, "default") as mock:
                admin = mock.login()
                kept = admin.get("/admin/products?order=created_at&limit=1000&expand=options").json()["products"]
                titles = [each["title"] for each in kept]
                assert titles[: len(answered)] == answered
                assert len(titles) - len(answered) in (0, 1)
                assert all(len(each["options"]) == 2 for each in kept)
                unanswered += len(titles) - len(answered)
                answered = titles + write_until_killed(admin, pid, chance.randint(1, 8), turn)
    assert len(answered) > ROUNDS
    assert 0 <= unanswered <= ROUNDS


def test_an_answer_waits_until_it_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: StateFile) -> None:
        raise OSError("the disk is full")

    app = App(Options(seed="empty", state=str(tmp_path / "shop.db")))
    with running(app) as url, MedusaMock(url, "default") as mock:
        admin = mock.login()
        with monkeypatch.context() as full:
            full.setattr(StateFile, "save", refuse)
            assert admin.post("/admin/collections", json={"title": "Lost"}).status_code == 500
        assert admin.post("/admin/collections", json={"title": "Kept"}).status_code == 200
    app.close()
    assert not (tmp_path / "shop.db-wal").exists()


def test_the_state_of_other_sessions_is_in_memory(tmp_path: Path) -> None:
    options = Options(seed="empty", state=str(tmp_path / "shop.db"))
    for _ in range(2):
        app = App(options)
        with running(app) as url, MedusaMock(url, "worker") as mock, MedusaMock(url, "default") as kept:
            assert mock.rows("product_tags") == []
            mock.add("product_tags", value="mine")
            kept.add("product_tags", value="kept")
        app.close()
    saved = StateFile(tmp_path / "shop.db", TABLES)
    assert saved.is_new is False
    saved.close()
