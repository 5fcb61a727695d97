"""What Schemathesis loads into its own process, by the variable `SCHEMATHESIS_HOOKS`; nothing else imports it."""

import secrets
from typing import Any

import schemathesis
import schemathesis.cli
from hypothesis.strategies import SearchStrategy
from schemathesis import Case, HookContext, Response

from medusa_mock.contract.account import isolate, mask, session_names, spare
from medusa_mock.contract.checks import ReadAfterWrite, unknown_parameter_rejection
from medusa_mock.contract.collector import Collector
from medusa_mock.contract.exceptions import is_fault, is_worth_sending, leave_out_unusable_parameters
from medusa_mock.contract.run import Run

RUN = Run.current()
SESSIONS = session_names(f"contract-{secrets.token_hex(4)}")

schemathesis.cli.handler()(Collector)
schemathesis.check(unknown_parameter_rejection)
schemathesis.check(ReadAfterWrite)
schemathesis.hook("before_load_schema")(leave_out_unusable_parameters)
schemathesis.hook("filter_case")(is_worth_sending)
schemathesis.hook("filter_failure")(is_fault)


@schemathesis.hook
def before_call(context: HookContext, case: Case[Any], kwargs: dict[str, Any]) -> None:
    del context, kwargs
    spare(RUN.account, case)


@schemathesis.hook
def after_call(context: HookContext, case: Case[Any], response: Response) -> None:
    del context, case
    mask(RUN.credential, response)


if RUN.isolated:

    @schemathesis.hook
    def before_generate_case(context: HookContext, strategy: SearchStrategy[Case[Any]]) -> SearchStrategy[Case[Any]]:
        del context
        return isolate(strategy, SESSIONS)
