"""One contract run, as the process that starts Schemathesis tells it to the one that Schemathesis runs in.

It travels in environment variables, which nobody but the user who runs them can read.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Self

VARIABLE = "MEDUSA_MOCK_CONTRACT_RUN"
CREDENTIAL_VARIABLE = "MEDUSA_MOCK_CONTRACT_CREDENTIAL"
"""Stands for the credential in the configuration that Schemathesis reads."""

TOKEN_VARIABLE = "MEDUSA_MOCK_TOKEN"  # noqa: S105
"""Stands for the credential in the curl lines that are printed; `--token` is read from it, too."""

PROGRESS = "medusa-mock: "
"""How the lines on standard error begin that are for the user while the run goes on."""


@dataclass(frozen=True)
class Run:
    """What the hooks have to know.

    Args:
        name: tells the processes of one run apart.
        credential: the bearer token or API token that requests are sent with.
        account: the id of the user it stands for.
        session: the name of the state that the run works on, where the server keeps states apart by
            `X-Mock-Session`, as a mock of ours does; empty elsewhere.
        findings: the file that the findings go to.
        seed: of all that is drawn by lot.
        most, one_in: what `Thinning` lets through.
        read_only: send nothing that could change anything.
        destructive: delete what the run has not made.
        url, proof: of the server, and the headers that requests of the account are sent with.
        pause: how many seconds are to be between two requests.
        timeout: how many seconds an answer is waited for.
    """

    name: str
    credential: str
    account: str
    session: str
    findings: str
    seed: int = 0
    most: int = 2
    one_in: int = 1
    read_only: bool = False
    destructive: bool = False
    url: str = ""
    proof: dict[str, str] = field(default_factory=dict)
    pause: float = 0.0
    timeout: float = 10.0

    def environment(self) -> dict[str, str]:
        return {VARIABLE: json.dumps(asdict(self)), CREDENTIAL_VARIABLE: self.credential}

    @classmethod
    def current(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """The run that this process is part of."""
        return cls(**json.loads(environment[VARIABLE]))
