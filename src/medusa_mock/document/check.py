"""Whether a document is sound: what is wrong with it, and where in its files."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from medusa_mock.document.bundle import Breach, Bundle
from medusa_mock.document.fold import Unresolved, fold
from medusa_mock.document.source import Place, Unusable


class Finding(NamedTuple):
    """Something wrong with a document.

    `place` is where it was written, `pointer` where it stands in the bundle ("" for what is not part of it), `rule`
    the house rule it breaks, or `openapi`, or `reference`.
    """

    place: Place
    rule: str
    message: str
    pointer: str


def check(root: Path, *, house_rules: bool) -> list[Finding]:
    """Everything wrong with the document of this root file, in the order of its files and lines.

    References that lead nowhere are told alone; house rules apply to what OpenAPI allows.

    Raises Unreadable, Unusable: there is no OpenAPI document to check.
    """
    try:
        bundle = fold(root, rename=not house_rules)
    except Unresolved as error:
        return sorted(Finding(fault.place, "reference", fault.message, fault.pointer) for fault in error.faults)
    except RecursionError as error:
        raise Unusable(Place(root), "is nested too deeply") from error
    return check_bundle(bundle, house_rules=house_rules)


def check_bundle(bundle: Bundle, *, house_rules: bool) -> list[Finding]:
    """The same for a document that has been folded."""
    from medusa_mock.document.spec import violations  # takes a while to import, and servers check nothing

    findings = list(_findings(bundle, "openapi", violations(bundle)))
    if house_rules and not findings:
        from medusa_mock.document.rules import RULES

        for name, rule in RULES.items():
            findings += _findings(bundle, name, rule(bundle))
    return sorted(set(findings))


def _findings(bundle: Bundle, rule: str, breaches: Iterable[Breach]) -> Iterable[Finding]:
    for where, message in breaches:
        yield Finding(bundle.place(where), rule, message, where if isinstance(where, str) else "")
