"""The whole server put together: documents, state, APIs and console behind one ASGI application."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from medusa_mock import __version__, document
from medusa_mock.api import create_apis
from medusa_mock.auth import Tokens
from medusa_mock.domain.background import catch_up
from medusa_mock.faults import Faults, read_faults
from medusa_mock.journal import Journal
from medusa_mock.seeds import Seed, load_seed
from medusa_mock.store import Sessions, Store, World
from medusa_mock.strict import Strictness
from medusa_mock.tables import TABLES
from medusa_mock.webhooks import Webhooks
from medusa_mock.wire.cors import LOOPBACK, Cors
from medusa_mock.wire.logins import Logins
from medusa_mock.wire.routing import is_below
from medusa_mock.wire.server import Wire

if TYPE_CHECKING:
    from collections.abc import Sequence

    from medusa_mock.persistence.file import StateFile
    from medusa_mock.telemetry.logs import RequestLog
    from medusa_mock.telemetry.metrics import Metrics
    from medusa_mock.telemetry.observer import Observer
    from medusa_mock.telemetry.traces import Traces

DOCUMENTS = {"admin": "/openapi.json", "store": "/openapi.store.json", "control": "/openapi.control.json"}
"""Where the document of each API is served, that of the control API included."""


@dataclass(frozen=True)
class Options:
    """How a server is set up.

    `seed` is `demo`, `empty` or the path of a file. `admin_cors` and `store_cors` are read as Medusa reads the
    variables of these names. With a `control_token` the control API asks for it. `faults` is the path of a file of
    rules for what goes wrong on purpose, and `state` that of the file that keeps the default session's state. With a
    `journal`, requests and answers are kept for a while. `metrics` are counted, `log_format` (`text` or `json`) makes a
    line of every request, and `traces` a span.
    """

    seed: str = "demo"
    deterministic: bool = False
    strict: bool = False
    admin_cors: str = LOOPBACK
    store_cors: str = LOOPBACK
    jwt_secret: str = "a secret of no worth, for a server of no secrets"  # noqa: S105
    cookie_secret: str = "another secret of no worth, for the same server"  # noqa: S105
    control_token: str | None = None
    faults: str | None = None
    journal: bool = True
    state: str | None = None
    metrics: bool = False
    log_format: str | None = None
    traces: bool = False


class App:
    """An ASGI application: the APIs on the wire, and the console with everything that a real Medusa does not have.

    Raises:
        BadFaults: the rules cannot be used.
        BadSeed: the seed cannot be used.
        BadState: the file of the state cannot be used.
        NoTracing: what traces need is not installed.
        ValueError: a pattern of the allowed origins is no regular expression.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self.documents = {api: document.load(api) for api in document.APIS}
        self.new_store: Callable[[World], Store] = Store.repeating if options.deterministic else Store
        self.seed = load_seed(options.seed, self.new_store)
        self.sessions = Sessions(self.seed.world, self.new_store)
        rules = read_faults(Path(options.faults), self.documents) if options.faults else []
        self.faults = Faults(self.documents, rules)
        self.webhooks = Webhooks(self.sessions)
        self.journal = Journal(self.sessions) if options.journal else None
        self.state = self._kept_in(Path(options.state)) if options.state else None
        self._logins = Logins(options.cookie_secret)
        self._wire = self._new_wire()
        self.metrics = self._new_metrics() if options.metrics else None
        self._traces = _new_traces() if options.traces else None
        self._log = _new_log(options.log_format) if options.log_format else None
        self._answer = self._layered()

    def _new_wire(self) -> Wire:
        options = self.options
        return Wire(
            create_apis(self.documents, Tokens(options.jwt_secret)),
            self.sessions,
            self._logins,
            {"/admin": Cors.parse(options.admin_cors), "/store": Cors.parse(options.store_cors)},
            catch_up,
            self.faults,
            Strictness(self.documents) if options.strict else None,
            self.journal,
            self.webhooks,
        )

    def use(self, documents: Mapping[str, dict[str, Any]], rules: Collection[Mapping[str, Any]]) -> None:
        """Go on with other documents, and with other rules for what goes wrong in every session.

        Requests that are under way end with those that they began with. Raises InvalidData for a rule that cannot be.
        """
        faults = Faults(documents, rules)
        self.documents, self.faults = {**documents}, faults
        self._wire = self._new_wire()
        for session in self.sessions:
            faults.reset(session)
        for made in ("_console", "_docs"):
            self.__dict__.pop(made, None)

    def use_seed(self, seed: Seed) -> None:
        """Let the sessions that began with the seed begin anew with another one."""
        self.sessions.reseed(seed.world)
        self.seed = seed

    @property
    def operations(self) -> int:
        """How many operations are served."""
        return sum(1 for each in self.documents.values() for _ in document.operations(each))

    def _kept_in(self, file: Path) -> "StateFile":
        from medusa_mock.persistence.file import StateFile

        state = StateFile(file, TABLES)
        state.keep(self.sessions.get().store)
        return state

    def _new_metrics(self) -> "Metrics":
        from medusa_mock.telemetry.metrics import Metrics

        return Metrics(self.sessions)

    def _layered(self) -> ASGIApp:
        """The application within what it was asked for besides: nothing, and no cost, unless there is something."""
        answer: ASGIApp = self._dispatch
        if self.state is not None:
            answer = _saving(self.state, answer)
        observers: list[Observer] = [each for each in (self.metrics, self._traces, self._log) if each is not None]
        return _observed(answer, observers) if observers else answer

    def close(self) -> None:
        """Let go of what the server holds outside of the process."""
        for each in (self.state, self._traces, self._log):
            if each is not None:
                each.close()

    # Both are made at the first request to them: importing Flask would be the largest part of a start.

    @cached_property
    def _console(self) -> ASGIApp:
        from medusa_mock.console import Control, ServerInfo, create_console

        info = ServerInfo(__version__, self.options.seed, self.operations)
        control = Control(self.sessions, info, self.faults, self.webhooks, self.documents, self.journal, self.metrics)
        described = document.load(document.CONTROL)
        return _mounted(create_console(control, described, control_token=self.options.control_token))

    @cached_property
    def _docs(self) -> ASGIApp:
        from medusa_mock.console.docs import create_docs

        documents = self.documents | {document.CONTROL: document.load(document.CONTROL)}
        return _mounted(create_docs({DOCUMENTS[api]: each for api, each in documents.items()}))

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        return self._answer(scope, receive, send)

    async def _dispatch(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if is_below(path, "/_mock"):
            await self._console(scope, receive, send)
        elif is_below(path, "/docs") or path in DOCUMENTS.values():
            await self._docs(scope, receive, send)
        else:
            await self._wire(scope, receive, send)


def _saving(state: "StateFile", app: ASGIApp) -> ASGIApp:
    """The application, whose answers leave when what they tell is kept."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_when_saved(message: Message) -> None:
            if message["type"] == "http.response.start":
                state.save()
            await send(message)

        await app(scope, receive, send_when_saved)

    return answer


def _observed(app: ASGIApp, observers: "Sequence[Observer]") -> ASGIApp:
    from medusa_mock.telemetry.observer import Observed

    return Observed(app, observers)


def _new_log(format: str) -> "RequestLog":
    from medusa_mock.telemetry.logs import RequestLog

    return RequestLog(format)


def _new_traces() -> "Traces":
    from medusa_mock.telemetry.traces import Traces

    return Traces()


def _mounted(flask: Any) -> ASGIApp:
    from a2wsgi import WSGIMiddleware

    mounted: Any = WSGIMiddleware(flask)
    asgi: ASGIApp = mounted
    return asgi
