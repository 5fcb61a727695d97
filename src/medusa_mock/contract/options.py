"""What a contract run is asked for."""

import re
from dataclasses import dataclass

from medusa_mock.contract.errors import Unusable

PROBES, STATEFUL = "probes", "stateful"
PHASES = (PROBES, "examples", "coverage", "fuzzing", STATEFUL)
"""The probes are ours; the others are those of Schemathesis, the last of which walks along links."""

REPORTS = {
    "html": "contract.html",
    "junit": "junit.xml",
    "json": "contract.json",
    "har": "contract.har",
    "markdown": "contract.md",
}
"""Format -> where its report goes unless it is told, below `REPORT_FOLDER`."""

REPORT_FOLDER = "reports"

MAX_EXAMPLES = 8
WALKS = 160
"""How many cases an operation is given in fuzzing, and how many walks the stateful phase takes, unless it is told."""

QUICK_PHASES = ("examples", "coverage")
QUICK_SHARE = 5
"""What a quick run leaves: these phases, and in coverage one of so many places."""


@dataclass(frozen=True)
class ContractOptions:
    """Which server is judged, by what, and what is written about it.

    Args:
        api: whose document the server is held against: `admin`, `store`, or `control` of a mock.
        url: the server; None starts a mock of our own, in its strict mode, with the seed `demo`.
        phases: of `PHASES`; they run in the order of `PHASES` in any case.
        workers: how many processes the operations are divided among; None is two for a mock of ours, and one for any
            other server, whose state they would share.
        reports: `FORMAT` or `FORMAT:PATH` each, the format one of `REPORTS`.
        baseline: a file of accepted violations, or the name of one that the package carries (`medusa-1.20.11`).
        update_baseline: whether the violations of this run are added to the baseline, to be given their reasons by
            hand; the file need not exist.
        email, password: the account that requests are sent as. Without an e-mail address that is the user whom
            Medusa's own seed makes, and nobody in the Store API, where most operations are open to all.
        token: a bearer token or an API token of that account, instead of a password; of the control API, its token.
        seed: repeats an earlier run; None draws one.
        max_examples: how many cases an operation is given in fuzzing, and how many walks the stateful phase takes;
            None is `MAX_EXAMPLES` and `WALKS`. More than `MAX_EXAMPLES` let more of the coverage phase through, too.
        quick: a first look, in seconds: `QUICK_PHASES` unless others are named, and less of the coverage phase.
        timeout: how many seconds an answer is waited for.
        max_response_time: how many seconds an answer may take; an operation that takes longer twice is slow.
        rate_limit: how many requests may be sent, such as `100/m`; with it, one process does all the work.
        operations, tags: the operationIds to test, and the tags whose operations are; all where there are none.
        read_only: only operations that read are tested, and nothing else is sent.
        destructive: what the run has not made may be deleted, too. States that a mock has for the run are its own.
        dry_run: nothing is sent but the log-in; what would be is told.
    """

    api: str = "admin"
    url: str | None = None
    phases: tuple[str, ...] = PHASES
    workers: int | None = None
    reports: tuple[str, ...] = ()
    baseline: str | None = None
    update_baseline: bool = False
    email: str | None = None
    password: str = "supersecret"  # noqa: S105
    token: str | None = None
    seed: int | None = None
    max_examples: int | None = None
    quick: bool = False
    timeout: float = 10.0
    rate_limit: str | None = None
    max_response_time: float = 3.0
    operations: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    read_only: bool = False
    destructive: bool = False
    dry_run: bool = False

    @property
    def wanted_phases(self) -> tuple[str, ...]:
        """The phases that run, in their order."""
        wanted = QUICK_PHASES if self.quick and self.phases == PHASES else self.phases
        return tuple(phase for phase in PHASES if phase in wanted)


def pause(rate_limit: str | None) -> float:
    """How many seconds are between two requests.

    Raises:
        Unusable: that is no limit.
    """
    if rate_limit is None:
        return 0.0
    if not (match := re.fullmatch(r"([1-9]\d*)/([smh])", rate_limit)):
        raise Unusable(f"{rate_limit} is no limit. Give one such as 5/s, 100/m or 1000/h.")
    return {"s": 1, "m": 60, "h": 3600}[match[2]] / int(match[1])
