"""JUnit's XML, which every CI shows: a suite for each group of operations, a test case for each operation."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as Xml

from medusa_mock.contract.causes import Cause
from medusa_mock.contract.judgement import Judgement, Operation, Outcome

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(judgement: Judgement) -> str:
    """The file. What is not tested is skipped, and says why; what is accepted passes, and says so."""
    root = Xml.Element("testsuites", name=judgement.title)
    for group, operations in judgement.groups.items():
        suite = _suite(root, group, judgement)
        for operation in operations:
            _case(suite, operation, judgement)
        _sum_up(suite)
    if elsewhere := list(_elsewhere(judgement)):
        suite = _suite(root, "The run", judgement)
        for name, kind, text in elsewhere:
            case = Xml.SubElement(suite, "testcase", name=_text(name), classname="The run", time="0")
            _say(case, kind, text.partition("\n")[0], text)
        _sum_up(suite)
    Xml.indent(root)
    return Xml.tostring(root, "unicode", xml_declaration=True) + "\n"


def _suite(root: Xml.Element, name: str, judgement: Judgement) -> Xml.Element:
    began = judgement.began.replace(microsecond=0, tzinfo=None).isoformat()
    return Xml.SubElement(root, "testsuite", name=name, timestamp=began)


def _case(suite: Xml.Element, operation: Operation, judgement: Judgement) -> None:
    time = f"{operation.seconds:.3f}"
    case = Xml.SubElement(suite, "testcase", name=operation.label, classname=operation.id, time=time)
    for number in operation.causes:
        cause = judgement.causes[number - 1]
        _say(case, "failure", f"{cause.failure.check}: {cause.summary}", told(cause, operation.label))
    if operation.outcome is Outcome.NOT_TESTED:
        _say(case, "skipped", "Never answered 2xx: its success was not judged.", "")
    if operation.outcome is Outcome.ACCEPTED:
        entries = [entry for entry in judgement.baseline.accepted if entry.operation == operation.label]
        Xml.SubElement(case, "system-out").text = _text("\n".join(f"Accepted: {entry}" for entry in entries))


def told(cause: Cause, operation: str) -> str:
    """All that a log has room for: what is wrong, where that was promised, what was answered, how to see it again."""
    shown = next((each for each in cause.violations if each.operation == operation), cause.violations[0])
    lines = [cause.failure.message or cause.failure.title]
    if cause.place:
        lines.append(f"Promised in {cause.place}")
    if shown.answer:
        lines.append(f"Answered {shown.answer.status} {shown.answer.reason}:\n{shown.answer.body}")
    return "\n\n".join([*lines, "\n".join(shown.repeat)])


def _elsewhere(judgement: Judgement) -> Iterator[tuple[str, str, str]]:
    """What failed and is of none of the operations: its name, its kind, and what is to be said."""
    labels = {operation.label for operation in judgement.operations}
    for cause in judgement.causes:
        for label in cause.operations:
            if label not in labels:
                yield label, "failure", told(cause, label)
    for error in judgement.errors:
        yield "Error", "error", error
    for entry, fault in judgement.baseline.faulty:
        yield f"Baseline entry {entry.id}", "failure", f"{entry.id} {fault} ({entry.operation})"


def _say(case: Xml.Element, kind: str, message: str, text: str) -> None:
    Xml.SubElement(case, kind, message=_text(message)).text = _text(text) or None


def _sum_up(suite: Xml.Element) -> None:
    cases = suite.findall("testcase")
    suite.set("tests", str(len(cases)))
    for plural, kind in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(plural, str(sum(case.find(kind) is not None for case in cases)))
    suite.set("time", f"{sum(float(case.get('time', '0')) for case in cases):.3f}")


def _text(text: str) -> str:
    """The same without the characters that XML has no way to write."""
    return _NO_XML.sub("\ufffd", text)
