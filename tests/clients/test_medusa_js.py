"""The official JavaScript client finds in the mock what it finds in a real Medusa."""

import os
import re
import subprocess
from pathlib import Path

import httpx

from tests.contract.proxy.harness import RunningProxy, proxying
from tests.world import SEED

REFUSED = re.compile("(should not|must be) .*, answered 40[01]$")


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


def test_the_client_works_with_the_mock_through_a_proxy(medusa_js: Path, server: str) -> None:
    httpx.post(f"{server}/_mock/reset").raise_for_status()
    with proxying(server) as proxy:
        _run(medusa_js, proxy.url)
    assert _found(proxy) == set()


def test_the_client_works_with_a_real_medusa_through_a_proxy(medusa_js: Path, real_medusa: str) -> None:
    with proxying(real_medusa) as proxy:
        _run(medusa_js, proxy.url)
    # It crashes on a cart that there is not; the mock answers 404.
    assert _found(proxy) == {("DELETE /store/carts/{id}/discounts/{code}", "not_a_server_error")}
