"""Scenarios made of a document: what its lists show, and the life of each thing that can be made.

A thing is made as the example of its operation says, where ids of other things are those of the first that the server
lists. It is shown, found in its list, changed by all that the document links to it and shown after each change, and at
last deleted, after which it is gone. Nothing is deleted that the scenario has not made.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from medusa_mock.contract.parity.catalogue import Catalogue, Operation
from medusa_mock.contract.parity.links import Draft, Names, Unresolvable
from medusa_mock.contract.parity.reduction import EVERYWHERE
from medusa_mock.contract.parity.scenario import Body, FormBody, Json, JsonBody, Scenario, Step, Upload

NOWHERE = Path("(made of the document)")
NAMES = frozenset({"code", "email", "handle", "name", "sku", "title", "value"})
"""Properties of which no two things of a kind may have the same."""

FILE = FormBody((Upload("made.txt", "made of the document\n"),))


def scenarios(document: dict[str, Any], api: str, *, read_only: bool = False) -> Iterator[tuple[str, Scenario]]:
    """Those of a document, each with the tag that it is about: for each tag what is there, then what can be made.

    With `read_only`, nothing is made.
    """
    catalogue = Catalogue(document)
    for tag in catalogue.tags:
        entries = [each for each in catalogue.operations if each.tag == tag and not each.variables]
        shown = Play(catalogue)
        for entry in entries:
            if entry.is_read:
                shown.look(entry)
        if shown.drafts:
            yield tag, _scenario(shown, f"{_slug(tag)}-shown", api)
        for entry in entries:
            if not read_only and _is_maker(catalogue, entry):
                made = Play(catalogue)
                made.live(entry)
                yield tag, _scenario(made, f"{_slug(tag)}-{_slug(entry.id)}", api)


def _is_maker(catalogue: Catalogue, operation: Operation) -> bool:
    """Whether it makes a thing that is there afterwards, and is not a log-in or a switch.

    What then goes on by itself, as a batch job does, is not made: two servers are never equally far with it.
    """
    if operation.method != "POST" or not operation.links or operation.one is None or catalogue.moving(operation):
        return False
    return any(catalogue.below(operation, method) for method in ("GET", "DELETE"))


class Play:
    """One scenario, as it comes to be."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.drafts: list[Draft] = []
        self.catalogue = catalogue
        self._names = Names()
        self._lists: dict[str, Draft] = {}
        self._living: dict[str, str] = {}
        self._seen: set[str] = set()

    def look(self, entry: Operation) -> None:
        """Show a list, or a single thing, and what there is to be read of its first row."""
        listed = self._send(entry, {}, "?limit=2" if entry.pages else "")
        item = self.catalogue.below(entry, "GET")
        if item and len(item.variables) == 1 and entry.many and item.id not in self._seen:
            one = self._names.of(listed, f"{entry.many}.0.id")
            self._read_on(self._send(item, {item.variables[0]: one}))
        self._read_on(listed)

    def _read_on(self, draft: Draft) -> None:
        """Follow the links that only read, wherever they lead."""
        for target, values, query, _ in self._targets(draft):
            if target.is_read:
                self._read_on(self._send(target, values, query))

    def live(self, maker: Operation) -> None:
        """Make a thing, and do with it all that can be done."""
        made = self._send(maker, {}, body=self._with_living_ids(_renamed(maker.example)))
        thing = self._names.of(made, f"{maker.one}.id")
        item, removal = (self.catalogue.below(maker, method) for method in ("GET", "DELETE"))
        self._seen |= {each.id for each in (item, removal) if each}
        shown = self._one(item, thing)
        self._read_on(made)
        if listing := self.catalogue.by_place.get(("GET", maker.path)):
            self._send(listing, {}, "?limit=1" if listing.pages else "")
        for source in filter(None, (made, shown)):
            self._change(source, item, thing)
        self._do_the_rest(maker, item, thing)
        if removal:
            for one in (removal, item, removal):
                self._one(one, thing)

    def _change(self, source: Draft, item: Operation | None, thing: str) -> None:
        """Follow the links that change the thing, and show it each time."""
        for target, values, query, body in self._targets(source):
            if not target.is_read and target.variables:
                self._send(target, values, query, body)
                self._one(item, thing)

    def _do_the_rest(self, maker: Operation, item: Operation | None, thing: str) -> None:
        """All else that can be done with the thing alone, though no link says so."""
        for operation in self.catalogue.operations:
            is_about_it = operation.path.startswith(f"{maker.path}/{{") and len(operation.variables) == 1
            if is_about_it and operation.id not in self._seen:
                body = self._with_living_ids(operation.example)
                self._send(operation, {operation.variables[0]: thing}, body=body)
                self._one(None if operation.is_read else item, thing)

    def _one(self, operation: Operation | None, thing: str) -> Draft | None:
        return self._send(operation, {operation.variables[0]: thing}) if operation else None

    def _targets(self, source: Draft) -> Iterator[tuple[Operation, dict[str, str], str, Json]]:
        """Where the links of a step lead that have not been followed yet: path values, query and body."""
        for link in source.operation.links.values():
            target = self.catalogue.by_id[link["operationId"]]
            if target.id in self._seen:
                continue
            try:
                values = self._names.filled(link.get("parameters", {}), source)
                body = self._names.filled(link.get("requestBody", target.example), source)
            except Unresolvable:
                continue
            if set(target.variables) <= values.keys():
                query = "&".join(f"{name}={value}" for name, value in values.items() if name not in target.variables)
                yield target, values, f"?{query}" if query else "", self._with_living_ids(body)

    def _send(self, operation: Operation, values: Mapping[str, str], query: str = "", body: Json = None) -> Draft:
        path = operation.path
        for name in operation.variables:
            path = path.replace(f"{{{name}}}", values[name])
        draft = Draft(operation, f"{operation.method} {path}{query}", values, body)
        self._seen.add(operation.id)
        self.drafts.append(draft)
        return draft

    def _with_living_ids(self, value: Json, key: str = "") -> Json:
        """A body with the ids of what the server lists in the place of those of an example."""
        if isinstance(value, dict):
            return {name: self._with_living_ids(item, name) for name, item in value.items()}
        if isinstance(value, list):
            return [self._with_living_ids(item, key) for item in value]
        if not isinstance(value, str) or not (listing := self.catalogue.list_of(value, key)):
            return value
        if value not in self._living:
            self._living[value] = self._living_id(listing)
        return self._living[value]

    def _living_id(self, listing: Operation) -> str:
        """The id of the first row of a list that is not in use yet."""
        if listing.id not in self._lists:
            self._lists[listing.id] = self._send(listing, {}, "?limit=5" if listing.pages else "")
        draft = self._lists[listing.id]
        return self._names.of(draft, f"{listing.many}.{len(draft.save)}.id")


def _renamed(example: Json) -> Json:
    """A body with names of its own in the place of those that a shop may have already."""
    if not isinstance(example, dict):
        return example
    return {
        key: f"made-{value}" if key in NAMES and isinstance(value, str) else value for key, value in example.items()
    }


def _scenario(play: Play, name: str, api: str) -> Scenario:
    return Scenario(f"{api}-{name}", NOWHERE, tuple(_step(play, draft, api) for draft in play.drafts))


def _step(play: Play, draft: Draft, api: str) -> Step:
    body: Body = JsonBody(draft.body) if draft.body is not None else FILE if draft.operation.takes_form else None
    return Step(
        draft.request,
        auth="admin" if api == "admin" else "none",
        body=body,
        save=draft.save,
        unordered=(EVERYWHERE,),
        ignore=play.catalogue.moving(draft.operation),
    )


def _slug(text: str) -> str:
    return text.lower().replace(" ", "-").replace("_", "-")
