"""Rules about paths and operations: their names, their tags, and the answers that each of them must know."""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Any, Final, NamedTuple

from medusa_mock.document import pointer as pointers
from medusa_mock.document.bundle import Breach, Bundle, Origin
from medusa_mock.document.objects import operations
from medusa_mock.document.references import followed

VERB_NOUN: Final = re.compile(r"([a-z]+)(_[a-z0-9]+)+")
CHANGES: Final = {"replace", "set", "update"}
VERBS: Final = {
    "get": {"get", "list"},
    "put": CHANGES,
    "patch": CHANGES,
    "delete": {"delete", "remove"},
    "post": CHANGES
    | {"accept", "add", "apply", "archive", "authorize", "calculate", "cancel", "capture", "claim", "complete"}
    | {"confirm", "create"}
    | {"decline", "fulfill", "mark", "pay", "process", "receive", "refresh", "refund", "request", "resend", "reserve"}
    | {"advance", "load", "restore", "verify"}
    | {"reset", "revoke", "search", "select", "send", "ship", "upload", "upsert"},
}
PAGING: Final = {"limit", "offset"}


class _Operation(NamedTuple):
    pointer: str
    path: str
    method: str
    written: dict[str, Any]  # with the references to parameters, body and responses followed

    def queries(self) -> set[str]:
        return {parameter["name"] for parameter in self.written["parameters"] if parameter["in"] == "query"}

    def breach(self, message: str) -> Breach:
        return self.pointer, message


def _operations(bundle: Bundle) -> Iterator[_Operation]:
    for path, method, _ in operations(bundle.document):
        yield _Operation(pointers.join(("paths", path, method)), path, method, followed(bundle.document, path, method))


def operation_id(bundle: Bundle) -> Iterator[Breach]:
    """An operationId is the name of a function: verb_noun. (That it is unique, OpenAPI asks itself.)"""
    for operation in _operations(bundle):
        name = operation.written.get("operationId")
        if name is None:
            yield operation.breach("has no operationId")
        elif not VERB_NOUN.fullmatch(name):
            yield f"{operation.pointer}/operationId", f"{name} is not of the form verb_noun"


def verb(bundle: Bundle) -> Iterator[Breach]:
    """The verb of an operationId says what the method does."""
    for operation in _operations(bundle):
        name = operation.written.get("operationId", "")
        verbs = VERBS.get(operation.method)
        if VERB_NOUN.fullmatch(name) and verbs and name.partition("_")[0] not in verbs:
            message = f"{name} does not suit {operation.method.upper()}, which has {', '.join(sorted(verbs))}"
            yield f"{operation.pointer}/operationId", message


def tag(bundle: Bundle) -> Iterator[Breach]:
    """An operation bears one tag, and the root declares it."""
    declared = {tag["name"] for tag in bundle.document.get("tags", ())}
    for operation in _operations(bundle):
        tags = operation.written.get("tags", [])
        if len(tags) != 1:
            yield operation.breach(f"bears {len(tags)} tags instead of one")
        elif tags[0] not in declared:
            yield f"{operation.pointer}/tags", f"the tag {tags[0]} is not declared"


def file_tag(bundle: Bundle) -> Iterator[Breach]:
    """Path items stand in the file of their tag: `Product Tags` in `product_tags.yaml`.

    A long chapter may be cut into several files: `orders.yaml`, `orders_returns.yaml`.
    """
    declared = {re.sub(r"\W+", "_", tag["name"]).lower(): tag["name"] for tag in bundle.document.get("tags", ())}
    for operation in _operations(bundle):
        stem = bundle.origin(operation.pointer).file.stem
        chapters = [name for name in declared if f"{stem}_".startswith(f"{name}_")]
        if bundle.origin(operation.pointer).file == bundle.root:
            yield operation.breach("stands in the root file instead of the file of its tag")
        elif not chapters:
            yield operation.breach(f"stands in {stem}, and no tag has this name")
        elif operation.written.get("tags") != [declared[max(chapters, key=len)]]:
            yield operation.breach(f"stands in {stem}, and does not bear the tag {declared[max(chapters, key=len)]}")


def paging(bundle: Bundle) -> Iterator[Breach]:
    """Lists have pages, `limit` and `offset`, or say `x-unpaged: true`."""
    for operation in _operations(bundle):
        if not operation.written.get("operationId", "").startswith("list_"):
            continue
        missing = PAGING - operation.queries()
        unpaged = operation.written.get("x-unpaged") is True
        if missing and not unpaged:
            yield operation.breach(f"is a list without {' and '.join(sorted(missing))}, and not x-unpaged")
        elif unpaged and missing != PAGING:
            yield f"{operation.pointer}/x-unpaged", "is x-unpaged and has parameters for pages"


def bad_request(bundle: Bundle) -> Iterator[Breach]:
    """What has a body or a query string that can be wrong, knows 400."""
    for operation in _operations(bundle):
        if "requestBody" in operation.written or operation.queries():
            yield from _answers(operation, "400", "it has a body or a query string")


def unauthorized(bundle: Bundle) -> Iterator[Breach]:
    """What asks for credentials knows 401."""
    for operation in _operations(bundle):
        security = operation.written.get("security", bundle.document.get("security", []))
        if security and {} not in security:
            yield from _answers(operation, "401", "it asks for credentials")


def not_found(bundle: Bundle) -> Iterator[Breach]:
    """A path with a variable may lead to something that is not there."""
    for operation in _operations(bundle):
        if "{" in operation.path:
            yield from _answers(operation, "404", "its path has a variable")


def _answers(operation: _Operation, status: str, reason: str) -> Iterator[Breach]:
    responses = operation.written["responses"]
    if status not in responses and f"{status[0]}XX" not in responses:
        yield f"{operation.pointer}/responses", f"{status} is missing: {reason}"


def link(bundle: Bundle) -> Iterator[Breach]:
    """A link leads to an operation that there is, and gives it parameters that it has."""
    known: dict[str | None, _Operation] = {}
    for operation in _operations(bundle):
        known[operation.written.get("operationId")] = known[operation.pointer] = operation
    for at, written in bundle.objects.get("link", ()):
        wanted = written.get("operationId") or pointers.referred(written.get("operationRef", ""))
        if wanted not in known:
            yield at, f"there is no operation {wanted}"
            continue
        parameters = known[wanted].written["parameters"]
        names = {name for one in parameters for name in (one["name"], f"{one['in']}.{one['name']}")}
        for name in sorted(written.get("parameters", {}).keys() - names):
            yield f"{at}/parameters", f"{wanted} has no parameter {name}"


def path_order(bundle: Bundle) -> Iterator[Breach]:
    """A path with a variable stands after the paths that it would catch: who reads from above routes right."""
    written = bundle.sources[bundle.root].data.get("paths", {})
    for path, later in combinations([path.split("/") for path in written], 2):
        differing = [("{" in one, "{" in other) for one, other in zip(path, later, strict=False) if one != other]
        if len(path) == len(later) and all(map(any, differing)) and differing[0] == (True, False):
            origin = Origin(bundle.root, pointers.join(("paths", "/".join(path))))
            yield origin, f"stands before {'/'.join(later)}, which it would catch"
