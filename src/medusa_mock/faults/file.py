"""Rules from a file: a list of what `POST /_mock/faults` takes."""

from pathlib import Path
from typing import Any

from medusa_mock import document
from medusa_mock.document import pointer
from medusa_mock.document.references import followed
from medusa_mock.document.source import Source, Unreadable, read
from medusa_mock.errors import InvalidData
from medusa_mock.faults.answers import Answers, Documents
from medusa_mock.faults.rules import check_rule, without_nulls
from medusa_mock.validation import Inputs, Messages, Schemas


class BadFaults(Exception):
    """A file of faults that cannot be used; `str(error)` is "file:line:column: reason"."""


def read_faults(file: Path, documents: Documents) -> list[dict[str, Any]]:
    """The rules of a file, in the order in which they are tried. Raises BadFaults."""
    try:
        source = read(file)
    except Unreadable as error:
        raise BadFaults(str(error)) from error
    if not isinstance(source.data, list):
        raise BadFaults(f"{source.place('')}: faults are a list of rules")
    inputs, answers = _inputs(), Answers(documents)
    rules = []
    for index, given in enumerate(source.data):
        try:
            rule = without_nulls(inputs.arguments({}, given)["body"])
            check_rule(rule, answers)
        except InvalidData as error:
            raise BadFaults(_told(source, index, error)) from error
        rules.append(rule)
    return rules


def _inputs() -> Inputs:
    """What the control API takes for a rule, a file takes."""
    control = document.load(document.CONTROL)
    schemas = Schemas(control)
    return Inputs(schemas, Messages(schemas), followed(control, "/_mock/faults", "post"))


def _told(source: Source, index: int, error: InvalidData) -> str:
    return f"{source.place(pointer.join((index,)))}: [{index}] {error}"
