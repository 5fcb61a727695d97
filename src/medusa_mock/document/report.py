"""What the commands `validate` and `bundle` do and print."""

from pathlib import Path
from typing import Any, Literal

import click
import orjson
import yaml

from medusa_mock.document import pointer as pointers
from medusa_mock.document.check import Finding, check
from medusa_mock.document.loading import APIS, CONTROL, load, load_file, root_file
from medusa_mock.document.source import DocumentError, Place, plain

SOUND, UNSOUND, UNUSABLE = 0, 1, 2


def run_validate(path: Path | None, *, house_rules: bool) -> int:
    """Check a document, without a path all of our own, and print what is wrong with them.

    Returns the exit code: 0 they are sound, 1 there are findings, 2 there is no OpenAPI document at all. House rules
    always apply to our own documents.
    """
    if path is not None:
        return _validate(path, house_rules=house_rules)
    return max(_validate(root_file(api), house_rules=True) for api in (*APIS, CONTROL))


def _validate(root: Path, *, house_rules: bool) -> int:
    try:
        findings = check(root, house_rules=house_rules)
    except DocumentError as error:
        click.echo(str(error), err=True)
        return UNUSABLE
    for finding in findings:
        click.echo(_line(finding))
    click.echo(_verdict(root, findings, house_rules=house_rules))
    return UNSOUND if findings else SOUND


def _line(finding: Finding) -> str:
    keys = "/".join(pointers.split(finding.pointer))
    return f"{finding.place} {finding.rule} {finding.message}" + (f" at {keys}" if keys else "")


def _verdict(root: Path, findings: list[Finding], *, house_rules: bool) -> str:
    name = Place(root.absolute()).shown
    if findings:
        return f"{name} has {len(findings)} finding{'s' * (len(findings) > 1)}."
    return f"{name} is sound{' and keeps to the house rules' * house_rules}."


def run_bundle(path: Path | None, output: Path | None, format: Literal["json", "yaml"], api: str = "admin") -> None:
    """Write a document, without a path our own of the API, as one file whose references are local.

    Without `output` print it.

    Raises DocumentError: there is no document, or its references lead nowhere; OSError: `output` cannot be written.
    """
    document = load(api) if path is None else load_file(path)
    text = _yaml(document) if format == "yaml" else orjson.dumps(document, option=orjson.OPT_INDENT_2) + b"\n"
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_bytes(text)


def _yaml(document: dict[str, Any]) -> bytes:
    options: dict[str, Any] = {"sort_keys": False, "allow_unicode": True, "width": 120, "encoding": "utf-8"}
    written: bytes = yaml.dump(document, Dumper=_Dumper, **options)
    return written


class _Dumper(yaml.CSafeDumper):
    """Writes no aliases, and quotes what either version of YAML could read as something else than a string."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the shape is PyYAML's
        return True

    def represent_text(self, text: str) -> yaml.ScalarNode:
        try:
            quoted = not isinstance(plain(text), str)
        except ValueError:
            quoted = True
        return self.represent_scalar("tag:yaml.org,2002:str", text, style="'" if quoted else None)


_Dumper.add_representer(str, _Dumper.represent_text)
