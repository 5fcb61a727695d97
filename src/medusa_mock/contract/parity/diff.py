"""`medusa-mock diff` and `medusa-mock record`: scenarios put to servers, and what came of it."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import click

from medusa_mock import document as documents
from medusa_mock.contract.errors import Unusable
from medusa_mock.contract.parity.client import Credentials
from medusa_mock.contract.parity.recording import Answer, write_recording
from medusa_mock.contract.parity.scenario import Json, Scenario, load_scenarios
from medusa_mock.contract.parity.sides import Server, find_side
from medusa_mock.contract.parity.tally import tally
from medusa_mock.contract.parity.verdict import Difference, Verdict, judge

EQUAL, DIFFERENT, UNUSABLE = 0, 1, 2
SHOWN_DIFFERENCES = 3
SHOWN_LENGTH = 90


def run_diff(
    paths: Sequence[Path],
    *,
    left: str,
    right: str,
    email: str,
    password: str,
    before: str | None = None,
    control_token: str | None = None,
    timeout: float = 60.0,
    key_order: bool = False,
    values: bool = True,
    verbose: bool = False,
    report: Path | None = None,
    tags: Sequence[str] = (),
    read_only: bool = False,
) -> int:
    """Play the scenarios at `paths` (files or folders) on two sides and print how they differ.

    Without `paths`, scenarios are made of the documents: all, or those of some `tags`, and with `read_only` only those
    that make nothing.

    `left` is the judge; each side is a URL or a folder of recordings. `email` and `password` are those of an admin.
    `before`, such as "POST /_mock/reset", is sent to each URL before each scenario, or before the first of those that
    are made; without it mocks are reset, which takes the `control_token` where they do not listen on loopback.
    `timeout` is in seconds, for each request. Without `values`, statuses, media types and shapes are all that is
    compared. `report` is a JSON file to write.

    Return the exit status: 0 all equal, 1 some differ, 2 nothing can be said, with the reason on standard error.
    """
    results: dict[str, list[Verdict]] = {}
    try:
        scenarios = _scenarios(paths, tags, read_only=read_only)
        judging, judged = (
            find_side(
                where,
                Credentials(email, password),
                before=before,
                control_token=control_token,
                timeout=timeout,
                once=not paths,  # what one of them leaves behind is left behind on every server
            )
            for where in (left, right)
        )
        for scenario in scenarios:
            answers = judging.answers(scenario), judged.answers(scenario)
            results[scenario.name] = judge(scenario, *answers, key_order=key_order, values=values)
            _print(scenario.name, results[scenario.name], verbose=verbose)
        if report:
            told = {"left": left, "right": right, "operations": tally(results.values()).plain()}
            _write(report, told | {"scenarios": {name: _plain(verdicts) for name, verdicts in results.items()}})
    except Unusable as error:
        return _unusable(error)
    return _sum_up(results)


def run_record(
    paths: Sequence[Path],
    *,
    url: str,
    folder: Path,
    email: str,
    password: str,
    before: str | None = None,
    control_token: str | None = None,
    timeout: float = 60.0,
    tags: Sequence[str] = (),
    read_only: bool = False,
) -> int:
    """Play the scenarios at `paths` on the server at `url` and keep its answers in `folder`.

    The other arguments are those of `run_diff`. Return the exit status: 0, or 2 with the reason on standard error.
    """
    try:
        server = Server(url, Credentials(email, password), before, control_token, timeout, once=not paths)
        for scenario in _scenarios(paths, tags, read_only=read_only):
            answers = server.answers(scenario)
            click.echo(f"{_keep(folder, scenario, answers)}: {_statuses(answers)}")
            for number, answer in enumerate(answers, start=1):
                if answer.lost:
                    click.echo(f"  step {number} {answer.request}: nothing to save as {', '.join(answer.lost)}")
    except Unusable as error:
        return _unusable(error)
    return EQUAL


def _scenarios(paths: Sequence[Path], tags: Sequence[str], *, read_only: bool) -> list[Scenario]:
    """The scenarios at the paths, or those that the documents make.

    Raises:
        Unusable: there are none.
    """
    if paths:
        if tags or read_only:
            raise Unusable(
                "--tag and --read-only choose from what the documents make. Leave them, or the scenarios, out."
            )
        return load_scenarios(paths)
    from medusa_mock.contract.parity.generated import scenarios

    made = [each for api in documents.APIS for each in scenarios(documents.load(api), api, read_only=read_only)]
    known = {tag.lower(): tag for tag, _ in made}
    for tag in tags:
        if tag.lower() not in known:
            raise Unusable(f"No scenario is about {tag}. The tags are {', '.join(known.values())}.")
    wanted = {tag.lower() for tag in tags}
    return [scenario for tag, scenario in made if not wanted or tag.lower() in wanted]


def _print(name: str, verdicts: Sequence[Verdict], *, verbose: bool) -> None:
    click.echo(f"{name}: {sum(verdict.equal for verdict in verdicts)}/{len(verdicts)} equal")
    for verdict in verdicts:
        if not verdict.equal:
            click.echo(f"  step {verdict.step} {verdict.request}")
            for line in _lines(verdict.differences, verbose=verbose):
                click.echo(f"    {line}")


def _lines(differences: Sequence[Difference], *, verbose: bool) -> Iterator[str]:
    if verbose:
        yield from map(str, differences)
        return
    for difference in differences[:SHOWN_DIFFERENCES]:
        yield f"{difference.at}: want {_cut(difference.want)}, got {_cut(difference.got)}"
    if (left_out := len(differences) - SHOWN_DIFFERENCES) > 0:
        yield f"({left_out} more; --verbose shows all)"


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN_LENGTH else f"{text[: SHOWN_LENGTH - 3]}..."


def _sum_up(results: Mapping[str, Sequence[Verdict]]) -> int:
    verdicts = [verdict for scenario in results.values() for verdict in scenario]
    equal = sum(verdict.equal for verdict in verdicts)
    same_status = sum(verdict.same_status for verdict in verdicts)
    total = len(verdicts)
    tally(results.values()).show()
    click.echo(f"{equal}/{total} steps equal, {same_status}/{total} statuses equal, scenarios: {len(results)}")
    return EQUAL if equal == total else DIFFERENT


def _plain(verdicts: Iterable[Verdict]) -> list[Json]:
    return [
        {
            "step": verdict.step,
            "request": verdict.request,
            "equal": verdict.equal,
            "differences": [vars(each) | {"kind": each.kind} for each in verdict.differences],
        }
        for verdict in verdicts
    ]


def _write(path: Path, report: Json) -> None:
    try:
        path.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise Unusable(f"{path}: {error.strerror}") from error


def _keep(folder: Path, scenario: Scenario, answers: Iterable[Answer]) -> Path:
    try:
        return write_recording(folder, scenario, answers)
    except OSError as error:
        raise Unusable(f"{folder}: {error.strerror}") from error


def _statuses(answers: Sequence[Answer]) -> str:
    counts = Counter(answer.status for answer in answers)
    return ", ".join(f"{count} x {status}" for status, count in sorted(counts.items()))


def _unusable(error: Unusable) -> int:
    click.echo(f"medusa-mock: {error}", err=True)
    return UNUSABLE
