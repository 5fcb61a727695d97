"""The probes: a true server passes them, and they reach nearly all of it."""

import pytest
from starlette.types import Receive, Scope, Send

from medusa_mock import document
from medusa_mock.app import App, Options
from medusa_mock.contract.findings import Findings
from medusa_mock.contract.options import ContractOptions
from medusa_mock.contract.probes import probe
from medusa_mock.contract.target import reach
from medusa_mock.serving import running


def probed(api: str, **options: object) -> Findings:
    bundle = document.load(api)
    operations = [operation["operationId"] for _, _, operation in document.operations(bundle)]
    asked = ContractOptions(api=api, **options)  # type: ignore[arg-type]
    with reach(asked) as target:
        return probe(bundle, operations, target, asked)


def reached(findings: Findings) -> int:
    """How many operations were answered with a success."""
    return sum(any(status.startswith("2") for status in statuses) for statuses in findings.answers.values())


@pytest.mark.parametrize(("api", "share"), [("admin", 0.8), ("store", 0.7)])
def test_the_mock_keeps_every_promise(api: str, share: float) -> None:
    findings = probed(api)
    assert findings.violations == []
    assert findings.warnings == []
    assert findings.complete
    assert reached(findings) > share * len(findings.answers)


def test_a_probe_can_be_confined_to_reading() -> None:
    app = App(Options(seed="demo"))
    sent: set[tuple[str, str]] = set()

    async def overheard(scope: Scope, receive: Receive, send: Send) -> None:
        sent.add((scope["method"], scope["path"]))
        await app(scope, receive, send)

    with running(overheard) as url:
        findings = probed("admin", read_only=True, url=url)
    assert findings.violations == []
    assert {label.split()[0] for label in findings.answers} == {"GET"}
    changing = {path for method, path in sent if method != "GET" and not path.startswith("/_mock/")}
    assert changing == {"/admin/auth/token"}


def test_what_no_account_is_there_for_is_left_out() -> None:
    findings = probed("store", read_only=True)
    assert not [label for label in findings.answers if label == "GET /store/customers/me/orders"]
