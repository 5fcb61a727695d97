"""A real Medusa for tests, if there is one."""

import os
import shlex
import subprocess

import pytest


@pytest.fixture
def real_medusa() -> str:
    """The URL of a real Medusa, as fresh as after seeding.

    `tests/real_medusa/run start` starts one, and `eval "$(tests/real_medusa/run env)"` tells the tests of it.
    """
    if not (url := os.environ.get("MEDUSA_URL")):
        pytest.skip("no real Medusa: MEDUSA_URL is not set")
    if not (reset := os.environ.get("MEDUSA_RESET")):
        pytest.fail("MEDUSA_URL is set, but not MEDUSA_RESET, the command that puts that server back to its seed")
    subprocess.run(shlex.split(reset), check=True)
    return url
