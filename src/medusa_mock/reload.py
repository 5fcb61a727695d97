"""`--reload`: what is served follows the files that it is made of.

A broken edit is told of, and what was served before stays.
"""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from threading import Event
from typing import Any

from watchfiles import watch

from medusa_mock import document
from medusa_mock.api import find_handler
from medusa_mock.app import App
from medusa_mock.document.check import check_bundle
from medusa_mock.document.fold import Unresolved, fold
from medusa_mock.document.source import DocumentError
from medusa_mock.faults import BadFaults, read_faults
from medusa_mock.seeds import BadSeed, load_seed
from medusa_mock.seeds.worlds import BUILT_IN, files_of

MOST_FINDINGS = 5
"""How many things that are wrong with a document are told at a time."""


class Broken(Exception):
    """An edit that cannot be used; `str(error)` is a line for each thing that is wrong, with its place."""


class Reloader:
    """Lets a server follow its files.

    Args:
        app: the server.
        tell: is told what was reloaded, and what was not.
    """

    def __init__(self, app: App, tell: Callable[[str], None]) -> None:
        self._app = app
        self._tell = tell
        self._rules = Path(app.options.faults).resolve() if app.options.faults else None
        self._seed = self._seed_files()
        self._roots = {api: document.root_file(api).resolve() for api in (*document.APIS, document.CONTROL)}

    def run(self, stopped: Event) -> None:
        """Follow the files until the event is set. Folders are watched: editors replace files."""
        folders = {file.parent for file in self._seed | ({self._rules} if self._rules else set())}
        folders |= set(self._document_folders())
        for changes in watch(*folders, stop_event=stopped, recursive=False, debounce=200):
            self.follow({Path(path) for _, path in changes})

    def follow(self, changed: Collection[Path]) -> None:
        """Take in what has changed."""
        files = {file.resolve() for file in changed}
        folders = {*self._document_folders()}
        if documents := {file for file in files if file.suffix == ".yaml" and file.parent in folders}:
            self._try(documents, self._reload_documents)
        if self._rules in files:
            self._try({self._rules}, self._reload_rules)
        if seed := files & self._seed:
            self._try(seed, self._reload_seed)

    def _try(self, files: set[Path], reload: Callable[[], None]) -> None:
        names = ", ".join(sorted(file.name for file in files))
        try:
            reload()
        except (BadFaults, BadSeed, Broken, DocumentError) as error:
            self._tell(f"{names} not reloaded, what was served before stays:\n{error}")
        else:
            self._tell(f"{names} reloaded")

    def _reload_documents(self) -> None:
        documents = {api: _sound(root) for api, root in self._roots.items()}
        documents.pop(document.CONTROL)
        _check_handlers(documents)
        self._app.use(documents, self._read_rules(documents))

    def _reload_rules(self) -> None:
        self._app.use(self._app.documents, self._read_rules(self._app.documents))

    def _read_rules(self, documents: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
        return read_faults(self._rules, documents) if self._rules else []

    def _reload_seed(self) -> None:
        self._app.use_seed(load_seed(self._app.options.seed, self._app.new_store))
        self._seed = self._seed_files()

    def _seed_files(self) -> frozenset[Path]:
        source = self._app.options.seed
        return files_of(BUILT_IN.get(source, Path(source)))

    def _document_folders(self) -> Iterator[Path]:
        for top in {root.parent for root in self._roots.values()}:
            yield top
            yield from (folder for folder in top.rglob("*") if folder.is_dir())


def _sound(root: Path) -> dict[str, Any]:
    """The bundle of a document. Raises Broken, DocumentError."""
    try:
        bundle = fold(root)
    except Unresolved as error:
        raise Broken(_lines(f"{fault.place} {fault.message}" for fault in error.faults)) from error
    findings = check_bundle(bundle, house_rules=False)
    if findings:
        raise Broken(_lines(f"{finding.place} {finding.message}" for finding in findings))
    return bundle.document


def _lines(told: Iterator[str]) -> str:
    lines = [*told]
    more = len(lines) - MOST_FINDINGS
    return "\n".join([*lines[:MOST_FINDINGS], *([f"and {more} more"] if more > 0 else [])])


def _check_handlers(documents: dict[str, dict[str, Any]]) -> None:
    """An operation that nothing answers would be found out by the first request to it. Raises Broken."""
    for api, described in documents.items():
        for path, method, operation in document.operations(described):
            try:
                find_handler(api, operation)
            except (AttributeError, ImportError, KeyError) as error:
                raise Broken(f"{api}: nothing answers {method.upper()} {path}: {error}") from error
