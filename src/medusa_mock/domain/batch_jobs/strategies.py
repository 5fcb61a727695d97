"""What a type of batch job has to bring: three steps, of which the server takes two by itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from medusa_mock.store import Json, Row, Store

Values: TypeAlias = Mapping[str, Json]


@dataclass(frozen=True)
class Findings:
    """What pre-processing found out, merged into the `context` and the `result` of the job."""

    result: Values
    context: Values = field(default_factory=dict)


@dataclass(frozen=True)
class Strategy:
    """A type of batch job.

    All steps raise what they cannot do; of what a step did in the state, nothing stays then.
    """

    prepare: Callable[[Store, Values], Values]
    """The context to keep, from the context that the client sent, while it waits for the answer."""
    pre_process: Callable[[Store, Row], Findings]
    """Find out what there is to do, before anybody has confirmed it."""
    process: Callable[[Store, Row], Values]
    """Do it; what to merge into the result."""
    notes_errors: bool = False
    """Whether it tells an error of `process` by itself, so that the job has it twice: the exports do."""


def stat(key: str, name: str, message: str) -> list[Json]:
    """The `stat_descriptors` of a result, which say what confirming the job would do."""
    return [{"key": key, "name": name, "message": message}]
