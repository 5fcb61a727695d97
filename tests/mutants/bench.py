"""How blind the contract tests are: a server with one fault after the other is held against its document."""

import io
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rich.console import Console

from medusa_mock import document
from medusa_mock.app import App, Options
from medusa_mock.contract.causes import Cause
from medusa_mock.contract.judgement import Judgement
from medusa_mock.contract.options import PROBES, ContractOptions
from medusa_mock.contract.runner import judge
from medusa_mock.contract.surface import Surface
from medusa_mock.serving import running
from tests.mutants.catalogue import Mutant
from tests.mutants.server import Mutated


@dataclass(frozen=True)
class Trial:
    """What a run said of a mutant.

    Args:
        by: the checks that named it, at its operation.
        found: everything that was said, as `operation: check`.
    """

    mutant: Mutant
    by: tuple[str, ...]
    found: tuple[str, ...]
    seconds: float

    @property
    def is_caught(self) -> bool:
        return bool(self.by)


def hunt(mutant: Mutant, *, whole: bool = False) -> Trial:
    """Look for a mutant: by the probes of its group, then by every phase; or, as a whole, as a default run does."""
    options = ContractOptions(api=mutant.api, seed=1)
    if whole:
        return _hunt(mutant, options)
    near = replace(options, tags=_tags(mutant))
    quick = _hunt(mutant, replace(near, phases=(PROBES,)))
    if quick.is_caught:
        return quick
    return _hunt(mutant, near)


def _hunt(mutant: Mutant, options: ContractOptions) -> Trial:
    surface, begun = Surface(document.load(mutant.api)), time.perf_counter()
    with running(Mutated(App(Options(seed="demo")), surface, mutant.route, mutant.fault)) as url:
        judgement = judge(replace(options, url=url), Console(file=io.StringIO()))
    causes = (*judgement.causes, *judgement.warnings)
    routes = {mutant.route, *mutant.also}
    by = {
        each.failure.check for each in causes if each.failure.check in mutant.checks and routes & set(each.operations)
    }
    return Trial(mutant, tuple(sorted(by)), _said(judgement, causes), time.perf_counter() - begun)


def _said(judgement: Judgement, causes: Iterable[Cause]) -> tuple[str, ...]:
    named = (f"{label}: {cause.failure.check}" for cause in causes for label in cause.operations)
    return (*dict.fromkeys(named), *judgement.errors)


def _tags(mutant: Mutant) -> tuple[str, ...]:
    return tuple(Surface(document.load(mutant.api)).by_label[mutant.route].raw["tags"])


def table(trials: Sequence[Trial]) -> str:
    """A line for each mutant, and how many were caught."""
    lines = [
        f"{'caught' if each.is_caught else 'MISSED':<7} {each.mutant.route:<52} {each.mutant.name:<40}"
        f" {', '.join(each.by or each.found) or 'nothing said'}"
        for each in trials
    ]
    caught, seconds = sum(each.is_caught for each in trials), sum(each.seconds for each in trials)
    share = 100 * caught / len(trials)
    return "\n".join([*lines, "", f"{caught} of {len(trials)} mutants caught ({share:.0f} %) in {seconds:.0f} s."])
