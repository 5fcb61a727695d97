"""The official JavaScript client finds in the mock what it finds in a real Medusa."""

import json
import os
import re
import subprocess
from pathlib import Path

import httpx

from tests.contract.proxy.harness import RunningProxy, proxying
from tests.world import SEED

RECORDER = "--import=./calls.mjs"
BROWSERS_ONLY = {"uploads.create", "uploads.createProtected"}
"""The methods that leave it to a browser to send a form: with Node.js the client sends none."""
REFUSED = re.compile("(should not|must be) .*, answered 40[01]$")


def _run(folder: Path, url: str, calls: Path, files: str = "*.test.mjs") -> set[str]:
    """Run the tests in JavaScript against a server that has just been seeded.

    Returns:
        The client's methods for admins that were never answered without an error.
    """
    found = sorted(file.name for file in folder.glob(files))
    command = ["node", "--test", "--test-reporter=spec", "--test-concurrency=1", *found]
    settings = {"BASE_URL": url, "SEED_FILE": str(SEED), "CALLS_FILE": str(calls), "NODE_OPTIONS": RECORDER}
    run = subprocess.run(command, cwd=folder, env=os.environ | settings, capture_output=True, text=True, timeout=240)
    assert run.returncode == 0, run.stdout + run.stderr
    made = [json.loads(line) for line in calls.read_text().splitlines()]
    return set(made[0]["known"]).difference(*(each["answered"] for each in made))


def test_every_method_for_admins_works_with_the_mock(medusa_js: Path, server: str, tmp_path: Path) -> None:
    httpx.post(f"{server}/_mock/reset").raise_for_status()
    assert _run(medusa_js, server, tmp_path / "calls") == BROWSERS_ONLY


def test_every_method_for_admins_works_with_a_real_medusa(medusa_js: Path, real_medusa: str, tmp_path: Path) -> None:
    assert _run(medusa_js, real_medusa, tmp_path / "calls") == BROWSERS_ONLY


def test_the_client_gets_over_faults_on_demand(medusa_js: Path, server: str, tmp_path: Path) -> None:
    _run(medusa_js, server, tmp_path / "calls", "*.faults.mjs")


def _found(proxy: RunningProxy) -> set[tuple[str, str]]:
    """What the proxy has found, but for the requests that are wrong on purpose: all of these are refused."""
    findings = proxy.proxy.ledger.findings
    assert not findings.errors
    return {
        (violation.operation, failure.check)
        for violation in findings.violations
        for failure in violation.failures
        if not REFUSED.search(failure.message)
    }


def test_the_client_works_with_the_mock_through_a_proxy(medusa_js: Path, server: str, tmp_path: Path) -> None:
    httpx.post(f"{server}/_mock/reset").raise_for_status()
    with proxying(server) as proxy:
        _run(medusa_js, proxy.url, tmp_path / "calls")
    assert _found(proxy) == set()


def test_the_client_works_with_a_real_medusa_through_a_proxy(medusa_js: Path, real_medusa: str, tmp_path: Path) -> None:
    with proxying(real_medusa) as proxy:
        _run(medusa_js, proxy.url, tmp_path / "calls")
    # It crashes on a cart that there is not; the mock answers 404.
    assert _found(proxy) == {("DELETE /store/carts/{id}/discounts/{code}", "not_a_server_error")}
