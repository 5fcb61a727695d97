"""A real Medusa for tests, if there is one."""

import fcntl
import os
import shlex
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def real_medusa() -> Iterator[str]:
    """The URL of a real Medusa, as fresh as after seeding, and nobody else's while the test lasts.

    `tests/real_medusa/run start` starts one, and `eval "$(tests/real_medusa/run env)"` tells the tests of it.
    """
    if not (url := os.environ.get("MEDUSA_URL")):
        pytest.skip("no real Medusa: MEDUSA_URL is not set")
    if not (reset := os.environ.get("MEDUSA_RESET")):
        pytest.fail("MEDUSA_URL is set, but not MEDUSA_RESET, the command that puts that server back to its seed")
    # Tests may run side by side, and there is one such server.
    with Path(tempfile.gettempdir(), "medusa-mock-tests-real-medusa.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        subprocess.run(shlex.split(reset), check=True)
        yield url
