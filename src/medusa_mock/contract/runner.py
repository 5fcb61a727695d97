"""Contract tests: one server held against a document, from the log-in to the verdict."""

import secrets
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console

from medusa_mock import document as documents
from medusa_mock.contract.baseline import entries, find_baseline, propose, sift
from medusa_mock.contract.engine import Engine
from medusa_mock.contract.errors import Unusable
from medusa_mock.contract.findings import Findings
from medusa_mock.contract.judgement import Judgement, Known, Trial, Verdict
from medusa_mock.contract.options import PROBES, ContractOptions
from medusa_mock.contract.reports.files import destinations, write
from medusa_mock.contract.reports.har import merge
from medusa_mock.contract.reports.terminal import Terminal
from medusa_mock.contract.selection import check_names, plan, selected
from medusa_mock.contract.target import CONTROL, NOBODY, Target, is_destructive, reach

HELD, VIOLATED, UNUSABLE, INTERRUPTED = 0, 1, 2, 130
EXIT_CODES = {Verdict.HELD: HELD, Verdict.VIOLATED: VIOLATED, Verdict.INTERRUPTED: INTERRUPTED}


def run_contract_tests(options: ContractOptions, console: Console | None = None) -> int:
    """Judge a server and say so on the console.

    Returns:
        `HELD`, `VIOLATED`, `UNUSABLE` when there is nothing to judge (the console says what to do), or `INTERRUPTED`.
    """
    try:
        if options.dry_run:
            tell_plan(options, console or Console())
            return HELD
        judgement = judge(options, console or Console())
    except Unusable as error:
        errors = console or Console(stderr=True)
        errors.print(f"medusa-mock: {error}", markup=False, highlight=False, soft_wrap=True)
        return UNUSABLE
    return EXIT_CODES[judgement.verdict]


def judge(options: ContractOptions, console: Console) -> Judgement:
    """Judge a server, say so on the console, and write the reports.

    Raises:
        Unusable: there is nothing to judge, or a report cannot be written.
    """
    document = documents.load(options.api)
    check_names(document, options)
    known = _known(options)
    reports = destinations(options.reports)
    seed = secrets.randbits(32) if options.seed is None else options.seed
    terminal = Terminal(console)
    with reach(options) as target, tempfile.TemporaryDirectory(prefix="medusa-mock-") as folder:
        if options.api == CONTROL and target.kind != NOBODY:
            document["security"] = [{"control_token": []}]  # who set a token wants to be asked for it
        operations = selected(document, options, as_nobody=target.kind == NOBODY)
        trial = Trial(document, options.api, target.url, seed, options.wanted_phases, operations, known)
        terminal.say(f"Contract tests of {target.url}, seed {seed}")
        findings, record = Findings(complete=True), "har" in reports
        if PROBES in options.wanted_phases and options.api != CONTROL:
            findings = _probed(document, target, options, terminal, Path(folder, "probes.har") if record else None)
        others = tuple(phase for phase in options.wanted_phases if phase != PROBES)
        if findings.complete and others:
            options = replace(options, phases=others)
            baseline = known.file if known.entries else None
            engine = Engine(document, operations, target, options, baseline, seed, Path(folder), record)
            with terminal.progress(len(operations)) as step:
                findings.add(engine.judge(terminal.say, step))
        judgement = trial.judge(findings, _propose(known, findings) if options.update_baseline else 0)
        write(reports, judgement, lambda: merge(sorted(Path(folder).glob("*.har")), target.credential))
    terminal.tell(judgement, target, reports.values())
    return judgement


def tell_plan(options: ContractOptions, console: Console) -> None:
    """Say what a run would send, and send nothing but the log-in.

    Raises:
        Unusable: there is nothing to send, or nobody to send it as.
    """
    document, terminal = documents.load(options.api), Terminal(console)
    check_names(document, options)
    with reach(options) as target:
        operations = selected(document, options, as_nobody=target.kind == NOBODY)
        terminal.say(f"{len(operations)} operations of {target.url}, in the phases {', '.join(options.wanted_phases)}:")
        for line in plan(document, operations, deletes=is_destructive(options, target)):
            terminal.say(f"  {line}")


def _probed(
    document: dict[str, Any], target: Target, options: ContractOptions, terminal: Terminal, record: Path | None
) -> Findings:
    from medusa_mock.contract.probes import probe

    findings = probe(document, selected(document, options), target, options, record)
    phase = findings.phases[PROBES]
    terminal.say(f"{PROBES:<10} {phase.cases:>6} cases {phase.seconds:>7.1f} s")
    return findings


def _known(options: ContractOptions) -> Known:
    """The baseline of the options.

    Raises:
        Unusable: there is none, or it cannot be updated.
    """
    if options.baseline is None:
        if options.update_baseline:
            raise Unusable("Which baseline is to be updated? Name its file with --baseline; it need not exist.")
        return Known()
    file = find_baseline(options.baseline, api=options.api, new=options.update_baseline)
    return Known(options.baseline, file, entries(file))


def _propose(known: Known, findings: Findings) -> int:
    """Add what is new to the baseline, unless the run broke off. Return how many entries that makes."""
    if known.file is None or not findings.complete:
        return 0
    return propose(known.file, sift(findings.violations, known.entries).new)
