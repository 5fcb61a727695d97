"""Recordings: what a server answered to a scenario, kept as JSON, a file for each scenario."""

import copy
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from medusa_mock.contract.errors import Unusable
from medusa_mock.contract.parity.reduction import drop
from medusa_mock.contract.parity.scenario import Json, Scenario, Step


@dataclass(frozen=True)
class Answer:
    """What came back for one step.

    `type` is the media type without parameters, "" where there is none. `body` is what it says as JSON, else its text.
    `saved` holds what the step was to save, `lost` the names for which the answer held nothing.
    """

    request: str
    status: int
    type: str
    body: Json
    saved: dict[str, Json] = field(default_factory=dict)
    lost: tuple[str, ...] = ()


def write_recording(folder: Path, scenario: Scenario, answers: Iterable[Answer]) -> Path:
    """Keep the answers in `folder`, which is made if it is missing, and return the file.

    What is not compared is left out: answers may be large, and stand there for their being given.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{scenario.name}.json"
    plain = [_plain(step, answer) for step, answer in zip(scenario.steps, answers, strict=True)]
    text = json.dumps(plain, indent=1, ensure_ascii=False)
    path.write_text(f"{text}\n", encoding="utf-8")
    return path


def read_recording(folder: Path, scenario: Scenario) -> list[Answer]:
    """Return the answers that were recorded for a scenario, one for each of its steps.

    Raises:
        Unusable: there is no recording, or it is not one of this scenario as it stands.
    """
    path = folder / f"{scenario.name}.json"
    try:
        answers = [_answer(value) for value in json.loads(path.read_text(encoding="utf-8"))]
    except OSError as error:
        raise Unusable(f"{path}: {error.strerror}") from error
    except (ValueError, TypeError, KeyError) as error:
        raise Unusable(f"{path}: not a recording: {error!r}") from error
    _fits(path, scenario, answers)
    return answers


def _fits(path: Path, scenario: Scenario, answers: Sequence[Answer]) -> None:
    again = f"record it again from {scenario.path}"
    if len(answers) != len(scenario.steps):
        raise Unusable(f"{path}: has {len(answers)} answers for {len(scenario.steps)} steps; {again}")
    for number, (step, answer) in enumerate(zip(scenario.steps, answers, strict=True), start=1):
        if step.request != answer.request:
            raise Unusable(f"{path}: step {number}: answers {answer.request!r}, not {step.request!r}; {again}")


def _plain(step: Step, answer: Answer) -> dict[str, Json]:
    plain = copy.deepcopy({name: value for name, value in vars(answer).items() if name != "lost"})
    drop(plain["body"], step.ignore)
    return plain | {"lost": list(answer.lost)} if answer.lost else plain


def _answer(value: Json) -> Answer:
    return Answer(
        request=value["request"],
        status=value["status"],
        type=value["type"],
        body=value["body"],
        saved=value["saved"],
        lost=tuple(value.get("lost", ())),
    )
