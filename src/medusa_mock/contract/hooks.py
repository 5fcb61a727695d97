"""What Schemathesis loads into its own process, by the variable `SCHEMATHESIS_HOOKS`; nothing else imports it."""

import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

import orjson
import schemathesis
import schemathesis.cli
from hypothesis.strategies import SearchStrategy
from schemathesis import Case, HookContext, Response

from medusa_mock.contract.account import SAFE, is_allowed, mask, spare, spare_rows
from medusa_mock.contract.checks.adapter import Exchanges, adapted
from medusa_mock.contract.checks.general import ReadAfterWrite, unknown_parameter_rejection
from medusa_mock.contract.collector import Collector
from medusa_mock.contract.exceptions import is_fault, is_worth_sending, leave_out_unusable_parameters
from medusa_mock.contract.run import Run
from medusa_mock.contract.server import Server
from medusa_mock.contract.supply import Supply
from medusa_mock.contract.target import SESSION_HEADER
from medusa_mock.contract.thinning import Thinning
from medusa_mock.contract.walks import is_walk, isolate, session_names

RUN = Run.current()
SESSIONS = session_names(RUN.session)
THINNING = Thinning(RUN.seed, RUN.most, RUN.one_in)
SERVER = Server(RUN)
SUPPLY = Supply(orjson.loads(Path("openapi.json").read_bytes()), SERVER.read, RUN.seed, is_reset=bool(RUN.session))


def stop_when_told() -> None:
    """End the run as Ctrl-C does once the process that started it closes our standard input, or is gone."""
    os.read(sys.stdin.fileno(), 1)
    os.kill(os.getpid(), signal.SIGINT)


threading.Thread(target=stop_when_told, daemon=True).start()

schemathesis.cli.handler()(Collector)
schemathesis.check(unknown_parameter_rejection)
schemathesis.check(ReadAfterWrite)
for check in adapted(Exchanges(RUN.account)):
    schemathesis.check(check)
schemathesis.hook("before_load_schema")(leave_out_unusable_parameters)
schemathesis.hook("filter_case")(is_worth_sending)
schemathesis.hook("filter_failure")(is_fault)


@schemathesis.hook
def filter_case(context: HookContext, case: Case[Any]) -> bool:
    del context
    return is_allowed(RUN, case) and THINNING.keeps(case)


@schemathesis.hook
def before_call(context: HookContext, case: Case[Any], kwargs: dict[str, Any]) -> None:
    del context, kwargs
    SUPPLY.gather_once()
    SUPPLY.provide(case)
    spare(RUN.account, case)
    if not RUN.destructive:
        spare_rows(SUPPLY.made, case)
    if RUN.session:
        case.headers.setdefault(SESSION_HEADER, RUN.session)


@schemathesis.hook
def after_call(context: HookContext, case: Case[Any], response: Response) -> None:
    del context
    mask(RUN.credential, response)
    SUPPLY.learn(case, response)
    if case.method.upper() not in SAFE and response.status_code < 300 and not is_walk(case):
        SERVER.reset()


if RUN.session:

    @schemathesis.hook
    def before_generate_case(context: HookContext, strategy: SearchStrategy[Case[Any]]) -> SearchStrategy[Case[Any]]:
        del context
        return isolate(strategy, SESSIONS)
