"""The reports that go into files: which there are, where they go, and that they can be written before a run begins."""

import os
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from medusa_mock.contract.errors import Unusable
from medusa_mock.contract.judgement import Judgement
from medusa_mock.contract.options import REPORT_FOLDER, REPORTS

WRITERS = {"junit": "junit", "html": "page", "json": "data", "markdown": "summary"}
"""Format -> the module here whose `render` makes it. HAR is made of what the processes of a run wrote."""


def destinations(wanted: tuple[str, ...]) -> dict[str, Path]:
    """Format -> where its report goes. The folders are made.

    Raises:
        Unusable: there is no such format, or nothing can be written there.
    """
    found = {}
    for report in wanted:
        kind, _, path = report.partition(":")
        if kind not in REPORTS:
            raise Unusable(f"There is no report {kind}. There are {', '.join(REPORTS)}.")
        found[kind] = Path(path or Path(REPORT_FOLDER, REPORTS[kind])).absolute()
        _prepare(found[kind])
    return found


def _prepare(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unusable(f"No report can be written to {path}: {error.strerror}.") from None
    if path.is_dir() or not os.access(path if path.exists() else path.parent, os.W_OK):
        raise Unusable(f"No report can be written to {path}. Name a file that can.")


def write(reports: Mapping[str, Path], judgement: Judgement, har: Callable[[], str] | None = None) -> None:
    """Write the reports; `har` makes the text of one of that format.

    Raises:
        Unusable: one cannot be written.
    """
    for kind, path in reports.items():
        text = har() if kind == "har" and har else import_module(f"{__package__}.{WRITERS[kind]}").render(judgement)
        try:
            path.write_text(text, "utf-8", errors="replace")
        except OSError as error:
            raise Unusable(f"The report {path} cannot be written: {error.strerror}.") from None
