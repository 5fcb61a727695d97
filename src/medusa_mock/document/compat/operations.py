"""Two versions of one operation: who may ask, what is sent, what is answered."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from medusa_mock.document.compat.changes import Found
from medusa_mock.document.compat.rules import Side
from medusa_mock.document.compat.schemas import SchemaComparison
from medusa_mock.document.compat.shapes import TYPES, Shape
from medusa_mock.document.compat.views import Answer, Body, Credentials, Header, Operation, Parameter

SCALARS = TYPES - {"array", "object"}
ANYBODY: Credentials = frozenset()

T = TypeVar("T")


class OperationComparison:
    """Compares operations of two documents, whose schemas are compared once for all of them."""

    def __init__(self, schemas: SchemaComparison) -> None:
        self._schemas = schemas

    def compare(self, old: Operation, new: Operation) -> Iterator[Found]:
        yield from _itself(old, new)
        yield from _credentials(old, new)
        yield from self._parameters(old, new)
        yield from self._bodies(old, new)
        yield from self._answers(old, new)

    def _shapes(self, old: Shape, new: Shape, side: Side, at: str) -> Iterator[Found]:
        return self._schemas.shapes(old, new, side).all(at)

    def _parameters(self, old: Operation, new: Operation) -> Iterator[Found]:
        names = dict(zip(new.variables, old.variables, strict=True))
        given = {(names[name] if place == "path" else name, place): it for (name, place), it in new.parameters.items()}
        for (name, place), parameter in old.parameters.items():
            at = f"{place} parameter {name}"
            if found := given.get((name, place)):
                yield from _parameter(parameter, found, at)
                yield from self._shapes(parameter.shape, found.shape, Side.REQUEST, at)
            else:
                yield _found("parameter-removed", "is gone", parameter.pointer, new.pointer, at)
        for (name, place), parameter in given.items():
            if (name, place) not in old.parameters:
                rule = "required-parameter-added" if parameter.required else "parameter-added"
                message = "is new and required" if parameter.required else "is new"
                yield _found(rule, message, old.pointer, parameter.pointer, f"{place} parameter {name}")

    def _bodies(self, old: Operation, new: Operation) -> Iterator[Found]:
        if old.body and new.body:
            yield from _body(old.body, new.body)
            yield from self._contents(old.body, new.body, Side.REQUEST, "body")
        elif old.body:
            yield _found("body-removed", "is gone", old.body.pointer, new.pointer, "body")
        elif new.body:
            rule = "required-body-added" if new.body.required else "body-added"
            message = "is new and required" if new.body.required else "is new"
            yield _found(rule, message, old.pointer, new.body.pointer, "body")

    def _contents(self, old: Body | Answer, new: Body | Answer, side: Side, at: str) -> Iterator[Found]:
        kind, plain = ("body", "taken") if side is Side.REQUEST else ("answer", "answered")
        for name, shape in old.content.items():
            if found := _covering(new.content, _wider_media_types(name)):
                yield from self._shapes(shape, found, side, f"{at} {name}")
            else:
                message = f"{name} is no longer {plain}"
                yield _found(f"{kind}-media-type-removed", message, shape.pointer, new.pointer, at)
        for name, shape in new.content.items():
            if _covering(old.content, _wider_media_types(name)) is None:
                message = f"{name} is {plain}"
                yield _found(f"{kind}-media-type-added", message, old.pointer, shape.pointer, at)

    def _answers(self, old: Operation, new: Operation) -> Iterator[Found]:
        for status, answer in old.answers.items():
            if found := _covering(new.answers, _wider_statuses(status)):
                yield from self._answer(answer, found, f"answer {status}")
            elif not any(status in _wider_statuses(other) for other in new.answers.keys() - old.answers.keys()):
                message = f"{status} is no longer answered"
                yield _found("status-removed", message, answer.pointer, new.pointer, f"answer {status}")
        for status, answer in new.answers.items():
            if status in old.answers:
                continue
            if known := _covering(old.answers, _wider_statuses(status)):
                yield from self._answer(known, answer, f"answer {status}")
            else:
                message = f"{status} may be answered"
                yield _found("status-added", message, old.pointer, answer.pointer, f"answer {status}")

    def _answer(self, old: Answer, new: Answer, at: str) -> Iterator[Found]:
        yield from self._contents(old, new, Side.RESPONSE, at)
        for name, header in old.headers.items():
            if found := new.headers.get(name):
                yield from _header(header, found, f"{at} header {name}")
                yield from self._shapes(header.shape, found.shape, Side.RESPONSE, f"{at} header {name}")
            else:
                yield _found("header-removed", "is gone", header.pointer, new.pointer, f"{at} header {name}")
        for name, header in new.headers.items():
            if name not in old.headers:
                yield _found("header-added", "is new", old.pointer, header.pointer, f"{at} header {name}")


def _found(rule: str, message: str, old: str, new: str, at: str = "") -> Found:
    return Found(rule, Side.OPERATION, message, old, new, at)


def _covering(known: Mapping[str, T], names: Sequence[str]) -> T | None:
    """What is known by the first of the names by which anything is."""
    return next((known[name] for name in names if name in known), None)


def _wider_statuses(status: str) -> list[str]:
    return [status, f"{status[0]}XX", "default"]


def _wider_media_types(name: str) -> list[str]:
    return [name, f"{name.partition('/')[0]}/*", "*/*"]


def _itself(old: Operation, new: Operation) -> Iterator[Found]:
    here = old.pointer, new.pointer
    if new.plain.get("deprecated") and not old.plain.get("deprecated"):
        yield _found("operation-deprecated", "is deprecated", *here)
    before, now = (operation.plain.get("operationId") for operation in (old, new))
    if before != now:
        yield _found("operation-id-changed", f"the operationId was {before}, is {now}", *here)
    tags = [operation.plain.get("tags", []) for operation in (old, new)]
    if {*tags[0]} != {*tags[1]}:
        yield _found("tags-changed", f"the tags were {_listed(tags[0])}, are {_listed(tags[1])}", *here)
    for was, name in zip(old.variables, new.variables, strict=True):
        if was != name:
            yield _found("path-parameter-renamed", f"{{{was}}} is called {{{name}}}", *here)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"


def _credentials(old: Operation, new: Operation) -> Iterator[Found]:
    here = old.pointer, new.pointer
    lost = [each for each in old.credentials if not any(other <= each for other in new.credentials)]
    gained = [each for each in new.credentials if not any(other <= each for other in old.credentials)]
    if ANYBODY in lost:
        yield _found("security-added", f"asks for {_either(new.credentials)}", *here)
        return
    for each in lost:
        yield _found("credentials-narrowed", f"{_together(each)} is no longer enough", *here)
    if ANYBODY in new.credentials and ANYBODY not in old.credentials:
        yield _found("security-removed", "is open to all", *here)
        return
    for each in gained:
        yield _found("credentials-widened", f"{_together(each)} is enough", *here)


def _either(credentials: Sequence[Credentials]) -> str:
    return " or ".join(map(_together, credentials))


def _together(credentials: Credentials) -> str:
    return " and ".join(sorted(credentials))


def _required(kind: str, old: Parameter | Body | Header, new: Parameter | Body | Header, at: str) -> Iterator[Found]:
    if new.required and not old.required:
        yield _found(f"{kind}-became-required", "is required", old.pointer, new.pointer, at)
    elif old.required and not new.required:
        yield _found(f"{kind}-became-optional", "is no longer required", old.pointer, new.pointer, at)


def _parameter(old: Parameter, new: Parameter, at: str) -> Iterator[Found]:
    yield from _required("parameter", old, new, at)
    if new.deprecated and not old.deprecated:
        yield _found("parameter-deprecated", "is deprecated", old.pointer, new.pointer, at)
    if old.style != new.style and not (_is_scalar(old.shape) or _is_scalar(new.shape)):
        written = [" ".join(map(str, parameter.style)) for parameter in (old, new)]
        message = f"the style and explode were {written[0]}, are {written[1]}"
        yield _found("parameter-style-changed", message, old.pointer, new.pointer, at)


def _is_scalar(shape: Shape) -> bool:
    """Whether its values are written the same in any style."""
    return all(choice.types <= SCALARS for choice in shape.choices)


def _body(old: Body, new: Body) -> Iterator[Found]:
    yield from _required("body", old, new, "body")


def _header(old: Header, new: Header, at: str) -> Iterator[Found]:
    yield from _required("header", old, new, at)
