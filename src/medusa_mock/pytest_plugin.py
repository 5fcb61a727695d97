"""Fixtures for tests of what talks to a Medusa; pytest loads this module in every project that has the package.

So nothing but pytest is imported here before a fixture is asked for.
"""

import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from medusa_mock.app import App
    from medusa_mock.contract.judgement import Judgement
    from medusa_mock.standby import Standby
    from medusa_mock.testing import MedusaMock

URL = "medusa_mock_url"
"""What the controller of xdist tells its workers."""
SEED = "medusa_seed"
CONTRACT = "medusa_contract"
LONGEST_NAME = 60

_standby: "pytest.StashKey[Standby]" = pytest.StashKey()


def pytest_configure(config: pytest.Config) -> None:
    told = "the world that the test's mock begins with: demo, shop, empty or a file, and rows by table on top of it"
    config.addinivalue_line("markers", f"{SEED}(source='empty', **rows): {told}")
    told = "a test that holds a server against the document, and the options of its run"
    config.addinivalue_line("markers", f"{CONTRACT}(**options): {told}")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what holds a server against the document, so that `-m` can leave it out."""
    for item in items:
        if CONTRACT in getattr(item, "fixturenames", ()):
            item.add_marker(CONTRACT)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker of xdist where the one server of the run is. It starts when the first of them comes."""
    from medusa_mock.standby import Standby

    stash = node.config.stash
    if _standby not in stash:
        stash[_standby] = Standby(lambda: _app_or_reason(node.config))
    node.workerinput[URL] = stash[_standby].url


def pytest_unconfigure(config: pytest.Config) -> None:
    standby = config.stash.get(_standby, None)
    if standby is not None:
        standby.stop()


@pytest.fixture(scope="session")
def medusa_mock_server(pytestconfig: pytest.Config) -> "Iterator[MedusaMock]":
    """One server for the whole run, at a port of the system's choice, shared by all workers of xdist.

    It is seen through a session that lasts as long as the worker: for what is started once and used by many tests.
    """
    from medusa_mock.testing import MedusaMock

    with _served(pytestconfig) as url, MedusaMock(url, _worker(pytestconfig), folder=pytestconfig.rootpath) as mock:
        yield mock


@pytest.fixture
def medusa_mock_session(medusa_mock_server: "MedusaMock", request: pytest.FixtureRequest) -> "Iterator[MedusaMock]":
    """The same server through a session of the test's own."""
    yield from _session_of(medusa_mock_server, request)


@pytest.fixture(scope="session")
def _medusa_mock_in_process(pytestconfig: pytest.Config) -> "Iterator[MedusaMock]":
    from medusa_mock.testing import MedusaMock
    from medusa_mock.testing.in_process import InProcessTransport

    transport = InProcessTransport(_app(pytestconfig))
    name, folder = _worker(pytestconfig), pytestconfig.rootpath
    with MedusaMock("http://localhost", name, transport=transport, folder=folder) as mock:
        yield mock
    transport.stop()


@pytest.fixture
def medusa_mock(_medusa_mock_in_process: "MedusaMock", request: pytest.FixtureRequest) -> "Iterator[MedusaMock]":
    """A mock in the process of the test, without a socket, and with a state of the test's own."""
    yield from _session_of(_medusa_mock_in_process, request)


@pytest.fixture
def medusa_contract(request: pytest.FixtureRequest) -> "Callable[..., Judgement]":
    """What holds a server against the document, `medusa_contract(url, **options)`, and fails the test if it breaks it.

    Options are those of `ContractOptions`; the marker of the same name gives them for a test, a class or a module.
    """
    from medusa_mock.contract.in_pytest import hold

    found = [marker.kwargs for marker in request.node.iter_markers(CONTRACT)]
    return partial(hold, **{name: value for options in reversed(found) for name, value in options.items()})


def _session_of(server: "MedusaMock", request: pytest.FixtureRequest) -> "Iterator[MedusaMock]":
    """A session that begins and ends with a test, whose name it bears, with the world that its marker asks for."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", request.node.name)[:LONGEST_NAME]
    with server.session(f"{_worker(request.config)}-{name}-{uuid.uuid4().hex[:8]}") as mock:
        marker = request.node.get_closest_marker(SEED)
        if marker:
            mock.seed(*marker.args, **marker.kwargs)
        yield mock
        mock.end()


def _worker(config: pytest.Config) -> str:
    """The name of xdist's worker; `main` without."""
    return str(_workerinput(config).get("workerid", "main"))


def _workerinput(config: pytest.Config) -> dict[str, Any]:
    found: dict[str, Any] = getattr(config, "workerinput", {})
    return found


@contextmanager
def _served(config: pytest.Config) -> Iterator[str]:
    """The URL of the run's server: the one that the controller of xdist has, or else one that is started here."""
    shared = _workerinput(config).get(URL)
    if shared:
        yield shared
        return
    from medusa_mock.serving import running

    with running(_app(config)) as url:
        yield url


def _app(config: pytest.Config) -> "App":
    """A server as `medusa-mock serve` would start it in the folder of the run, by its settings there."""
    from medusa_mock.app import App, Options
    from medusa_mock.faults import BadFaults
    from medusa_mock.seeds import BadSeed
    from medusa_mock.settings import BadSettings, read_settings

    try:
        settings = read_settings(config.rootpath)[1].get("serve", {})
        ours = {each.name for each in fields(Options)} - {"control_token"}
        return App(Options(**{name: value for name, value in settings.items() if name in ours}))
    except (BadFaults, BadSeed, BadSettings, ValueError) as error:
        raise pytest.UsageError(f"The mock server cannot be started: {error}") from error


def _app_or_reason(config: pytest.Config) -> "ASGIApp":
    """The server, or one that says to everybody why there is none."""
    from starlette.responses import PlainTextResponse

    try:
        return _app(config)
    except pytest.UsageError as error:
        return PlainTextResponse(str(error), 503)
