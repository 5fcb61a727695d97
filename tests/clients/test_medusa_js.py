"""The official JavaScript client finds in the mock what it finds in a real Medusa."""

import os
import subprocess
from pathlib import Path

import httpx

from tests.world import SEED


def _run(folder: Path, url: str, files: str = "*.test.mjs") -> None:
    """Run the tests in JavaScript against a server that has just been seeded."""
    found = sorted(file.name for file in folder.glob(files))
    command = ["node", "--test", "--test-reporter=spec", "--test-concurrency=1", *found]
    environment = os.environ | {"BASE_URL": url, "SEED_FILE": str(SEED)}
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_client_works_with_the_mock(medusa_js: Path, server: str) -> None:
    httpx.post(f"{server}/_mock/reset").raise_for_status()
    _run(medusa_js, server)


def test_the_client_works_with_a_real_medusa(medusa_js: Path, real_medusa: str) -> None:
    _run(medusa_js, real_medusa)


def test_the_client_gets_over_faults_on_demand(medusa_js: Path, server: str) -> None:
    _run(medusa_js, server, "*.faults.mjs")
