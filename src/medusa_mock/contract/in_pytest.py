"""A contract run as part of a test."""

import difflib
import io
from dataclasses import fields
from typing import Any

import pytest
from rich.console import Console

from medusa_mock.contract.errors import Unusable
from medusa_mock.contract.judgement import Judgement, Verdict
from medusa_mock.contract.options import ContractOptions
from medusa_mock.contract.runner import judge

WIDTH = 120


def hold(url: str | None = None, **options: Any) -> Judgement:
    """Hold a server against the document, without a URL a mock of our own; `options` are those of `ContractOptions`.

    Fails the test, with all that the terminal would say, where the server does not hold or cannot be judged.
    """
    said = io.StringIO()
    try:
        judgement = judge(_options(url, options), Console(file=said, width=WIDTH))
    except Unusable as error:
        pytest.fail(str(error), pytrace=False)
    if judgement.verdict is Verdict.INTERRUPTED:
        raise KeyboardInterrupt
    if judgement.verdict is Verdict.VIOLATED:
        pytest.fail(said.getvalue(), pytrace=False)
    return judgement


def _options(url: str | None, options: dict[str, Any]) -> ContractOptions:
    known = [each.name for each in fields(ContractOptions)]
    for name in options:
        if name not in known:
            near = "".join(f" Did you mean {each}?" for each in difflib.get_close_matches(name, known, 1))
            raise pytest.UsageError(f"A contract run has no option {name}.{near}")
    # Lists read as well in a test as tuples do.
    told: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in options.items()}
    return ContractOptions(url=url, **told)
