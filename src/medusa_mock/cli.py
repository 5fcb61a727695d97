"""The command line: arguments only. A flag goes before its environment variable, and that before the settings file."""

import difflib
import gc
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, Literal, NoReturn, TypeVar

import click

from medusa_mock import __version__
from medusa_mock.settings import BadSettings, read_settings

if TYPE_CHECKING:
    from medusa_mock.app import App

UNUSABLE = 2
"""The exit code for what cannot be used at all: a file, an address, an option."""

APIS = ("admin", "store")
DOCUMENTS = (*APIS, "control")
PHASES = ("probes", "examples", "coverage", "fuzzing", "stateful")

F = TypeVar("F", bound=Callable[..., Any])


def option(name: str, *also: str, variable: str = "", **attributes: Any) -> Callable[[F], F]:
    """An option with its environment variable, `MEDUSA_MOCK_…` unless it is another.

    `also` has the parameter's name, where it is not the option's, and the variables that Medusa reads for the same.
    """
    own = f"MEDUSA_MOCK_{variable or name.lstrip('-').upper().replace('-', '_')}"
    names = (name, *(each for each in also if not each.isupper()))
    variables = [own, *(each for each in also if each.isupper())]
    return click.option(*names, envvar=variables, show_envvar=True, show_default=True, **attributes)


def fail(message: str) -> NoReturn:
    """End with the exit code for what is unusable."""
    click.echo(f"medusa-mock: {message}", err=True)
    sys.exit(UNUSABLE)


class Commands(click.Group):
    """Commands whose defaults come from the settings file of the folder."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        try:
            file, settings = read_settings(Path.cwd())
            for command, table in settings.items():
                self._check(file, command, table)
        except BadSettings as error:
            fail(str(error))
        return super().make_context(*args, default_map=settings, **kwargs)

    def _check(self, file: Path | None, command: str, table: dict[str, Any]) -> None:
        if command not in self.commands:
            raise BadSettings(f"{file}: there is no command {command}{_nearest(command, self.commands)}")
        known = {parameter.name or "" for parameter in self.commands[command].params}
        for key in table.keys() - known:
            raise BadSettings(f"{file}: [{command}] has no setting {key}{_nearest(key, known)}")


def _nearest(name: str, known: Any) -> str:
    near = difflib.get_close_matches(name, known, 1)
    return f", did you mean {near[0]}?" if near else ""


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="medusa-mock")
def main() -> None:
    """A stateful fake of the Medusa v1 commerce backend, and contract tests for any server that claims to be one."""


@main.command()
@option("--host", default="127.0.0.1", help="The address to listen on.")
@option("--port", "PORT", default=9000, type=click.IntRange(0, 65535), help="The port; 0 takes a free one.")
@option("--seed", default="demo", help="The world to start from: demo, shop, empty, or a file.")
@option("--deterministic", is_flag=True, help="Make the same ids and times in every run.")
@option("--faults", help="A file of rules for what goes wrong on purpose, in every session.")
@option(
    "--journal/--no-journal", variable="JOURNAL", default=True, help="Keep the latest requests, for /_mock/requests."
)
@option("--metrics", is_flag=True, help="Count requests, for /_mock/metrics.")
@option("--log-format", type=click.Choice(["text", "json"]), help="Write a line for every request, to stderr.")
@option("--traces", is_flag=True, help="Send a span for every request, as the variables OTEL_... say.")
@option("--reload", is_flag=True, help="Follow edits of the documents, the seed and the faults.")
@option("--state", help="A file that keeps the state across restarts; without, it lives in memory.")
@option("--strict", is_flag=True, help="Answer 500 instead of anything that the document does not describe.")
@option("--admin-cors", "ADMIN_CORS", help="Origins that may use the Admin API.  [default: this machine]")
@option("--store-cors", "STORE_CORS", help="Origins that may use the Store API.  [default: this machine]")
@option("--jwt-secret", "JWT_SECRET", help="What bearer tokens are signed with.")
@option("--cookie-secret", "COOKIE_SECRET", help="What session cookies are signed with.")
@option("--control-token", help="What /_mock asks for. Made up and shown where others can reach the server.")
def serve(host: str, port: int, control_token: str | None, *, reload: bool, **chosen: Any) -> None:
    """Start the mock server."""
    gc.disable()  # hardly anything that a start makes goes away again; the server enables it
    from medusa_mock import serving
    from medusa_mock.app import App, Options
    from medusa_mock.banner import banner
    from medusa_mock.faults import BadFaults
    from medusa_mock.persistence import BadState
    from medusa_mock.seeds import BadSeed
    from medusa_mock.telemetry.errors import NoTracing

    try:
        bound = serving.listen(host, port)
    except OSError as error:
        fail(f"cannot listen on {host}:{port}: {error.strerror}. Another --port, or --port 0, may do.")
    if control_token is None and not serving.is_loopback(bound):
        control_token = secrets.token_urlsafe(24)
    options = Options(
        control_token=control_token, **{name: value for name, value in chosen.items() if value is not None}
    )
    try:
        app = App(options)
    except (BadFaults, BadSeed, BadState, NoTracing, ValueError) as error:
        fail(str(error))
    if options.log_format:
        _set_up_logging(options.log_format)
    with _following(app) if reload else nullcontext():
        serving.serve(app, bound, lambda: click.echo(banner(app, serving.url_of(bound))))
    app.close()


def _set_up_logging(format: str) -> None:
    from medusa_mock.telemetry.logs import set_up_logging

    set_up_logging(format)


@contextmanager
def _following(app: "App") -> Iterator[None]:
    """Let a server follow its files as long as the context lasts."""
    from medusa_mock.reload import Reloader

    stopped = Event()
    reloader = Reloader(app, lambda told: click.echo(told, err=True))
    thread = Thread(target=reloader.run, args=[stopped], daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()


@main.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@option("--house-rules", is_flag=True, help="Hold a file of yours to our house rules, too. Ours always is.")
def validate(file: Path | None, house_rules: bool) -> None:
    """Check an OpenAPI document: FILE, or those that the mock is driven by.

    Every finding comes with its place. Exits with 0 if all is sound, 1 if there are findings, 2 if it is none.
    """
    from medusa_mock.document.report import run_validate

    sys.exit(run_validate(file, house_rules=house_rules))


@main.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@option("--api", type=click.Choice(DOCUMENTS), default="admin", help="Without FILE, the API whose document it is.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Where to; printed without.")
@option("--format", type=click.Choice(["yaml", "json"]), default="yaml", help="How the document is written.")
def bundle(file: Path | None, api: str, output: Path | None, format: Literal["yaml", "json"]) -> None:
    """Fold an OpenAPI document into one file: FILE, or one that the mock is driven by."""
    from medusa_mock.document.report import run_bundle
    from medusa_mock.document.source import DocumentError

    try:
        run_bundle(file, output, format, api)
    except (DocumentError, OSError) as error:
        fail(str(error))


@main.command()
@click.argument("old", required=False, type=click.Path(path_type=Path))
@click.argument("new", required=False, type=click.Path(path_type=Path))
@option(
    "--format",
    variable="COMPAT_FORMAT",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    help="How the changes are told.",
)
@option("--fail-on", type=click.Choice(["breaking", "any"]), default="breaking", help="Which changes exit with 1.")
@click.option("--rules", is_flag=True, help="Print every kind of change that is told, and how grave it is.")
def compat(old: Path | None, new: Path | None, rules: bool, format: Any, fail_on: Any) -> None:
    """Name what the change from the OpenAPI document OLD to NEW breaks, and what else it changes.

    Both may be OpenAPI 3.0 to 3.2 or Swagger 2.0, in one file or in many. What only people read (descriptions,
    examples), servers, links, callbacks and webhooks are not compared.

    Exits with 0 if nothing is broken, 1 if something is, 2 if one of them is no OpenAPI document.
    """
    from medusa_mock.document.compat.report import run_compat
    from medusa_mock.document.compat.rule_tables import print_rules

    if rules and old is None:
        print_rules(format)
    elif rules or old is None or new is None:
        raise click.UsageError("Give either --rules or two documents: OLD and NEW.")
    else:
        sys.exit(run_compat(old, new, format=format, fail_on=fail_on))


password = option("--password", default="supersecret", help="Its password.")


def account(command: F) -> F:
    """The account that a command sends its requests as."""
    return option("--email", default="admin@medusa-test.com", help="The user to log in as.")(password(command))


scenarios = click.argument("scenarios", nargs=-1, type=click.Path(path_type=Path))
tags = option("--tag", "tags", multiple=True, help="Without SCENARIOS, only those about this group of operations.")
read_only = option("--read-only", is_flag=True, help="Without SCENARIOS, only those that make nothing.")
before = option("--before", metavar="'METHOD /PATH'", help="A request to send before each scenario. A mock is reset.")
control_token = option("--control-token", help="What the control API of a mock asks for.")
patience = option("--timeout", type=float, default=60.0, help="How many seconds an answer may take.")


@main.command()
@scenarios
@option("--left", required=True, metavar="URL|DIR", help="A server, or a folder with recordings: the judge.")
@option("--right", required=True, metavar="URL|DIR", help="The server, or the recordings, that is compared with it.")
@account
@before
@control_token
@patience
@tags
@read_only
@option("--key-order", is_flag=True, help="Compare the order of keys, too.")
@option("--values/--no-values", default=True, help="Compare values, or statuses and shapes alone.")
@option("--verbose", is_flag=True, help="Print every difference of a step, not only the first.")
@click.option("--json", "report", type=click.Path(path_type=Path), help="Where to write the result as JSON.")
def diff(scenarios: tuple[Path, ...], **options: Any) -> None:
    """Play SCENARIOS on two servers, or on one against recordings, and tell how the answers differ.

    Without SCENARIOS they are made of the documents: each thing is made, shown, listed, changed and deleted again.
    """
    from medusa_mock.contract.parity.diff import run_diff

    sys.exit(run_diff(scenarios, **options))


@main.command()
@scenarios
@option("--url", required=True, help="The server to play on.")
@click.option("--out", "folder", required=True, type=click.Path(path_type=Path), help="The folder for the recordings.")
@account
@before
@control_token
@patience
@tags
@read_only
def record(scenarios: tuple[Path, ...], **options: Any) -> None:
    """Play SCENARIOS on a server, or those that the documents make, and keep its answers."""
    from medusa_mock.contract.parity.diff import run_record

    sys.exit(run_record(scenarios, **options))


@main.command()
@option("--upstream", required=True, metavar="URL", help="The server behind the proxy.")
@option("--host", variable="PROXY_HOST", default="127.0.0.1", help="The address to listen on.")
@option("--port", variable="PROXY_PORT", default=0, type=click.IntRange(0, 65535), help="The port; 0 takes a free one.")
@option("--keep-host", is_flag=True, help="Leave requests addressed to the proxy (Host), not to the server.")
@click.option("--record", type=click.Path(path_type=Path, dir_okay=False), help="Where to write a scenario of it all.")
@option(
    "--report",
    "reports",
    variable="PROXY_REPORT",
    multiple=True,
    metavar="FORMAT[:PATH]",
    help="html, junit, json or markdown.",
)
def proxy(**options: Any) -> None:
    """Stand between a front end and a server, and hold what both say against the documents.

    Nothing is changed on its way but the Host header, and credentials are struck out of what is printed and written.
    Ctrl-C ends it. Exits with 0 if everything held, 1 if there were violations, 2 if there was nothing to judge.
    """
    from medusa_mock.contract.proxy.command import run_proxy

    sys.exit(run_proxy(**options))


@main.command("test")
@option("--api", type=click.Choice(DOCUMENTS), default="admin", help="The API whose document it is held against.")
@option("--url", help="The server to judge; without, a mock of our own.")
@option("--phase", "phases", multiple=True, type=click.Choice(PHASES), default=PHASES, help="Only these phases.")
@option("--operation", "operations", multiple=True, metavar="ID", help="Only the operations with these operationIds.")
@option("--tag", "tags", multiple=True, metavar="TAG", help="Only the operations of these groups.")
@option("--read-only", is_flag=True, help="Only send GET: nothing is changed on the server.")
@option("--destructive", is_flag=True, help="Delete also what the run has not made itself.")
@option("--dry-run", is_flag=True, help="Tell what would be sent, and send nothing but the log-in.")
@option("--rate-limit", metavar="COUNT/UNIT", help="At most so many requests: 5/s, 100/m or 1000/h.")
@option(
    "--workers", type=click.IntRange(1), help="Processes to share the work.  [default: 2 on a mock of ours, else 1]"
)
@option("--report", "reports", multiple=True, metavar="FORMAT[:PATH]", help="html, junit, json, har or markdown.")
@option("--baseline", metavar="FILE|NAME", help="Violations that are known: a file, or medusa-1.20.11.")
@option(
    "--email",
    help="The user or customer to log in as.  [default: admin@medusa-test.com, in the Store API nobody]",
)
@password
@option(
    "--update-baseline", is_flag=True, help="Add what violates now to the baseline; its reasons are for you to write."
)
@option("--token", help="A bearer token or an API token instead of a password; of --api control, its token.")
@option("--seed", variable="TEST_SEED", type=int, help="Repeats an earlier run.")
@option("--max-examples", type=click.IntRange(1), help="How many cases an operation gets in fuzzing.")
@option("--quick", is_flag=True, help="A first look, in seconds: examples, and some of the edges.")
@option("--timeout", type=float, default=10.0, help="How many seconds an answer is waited for.")
@option("--max-response-time", type=float, default=3.0, help="How many seconds an answer may take.")
def test(**options: Any) -> None:
    """Hold a server against a document.

    Exits with 0 if everything holds, 1 if there are violations, 2 if the server cannot be judged.
    """
    from medusa_mock.contract.options import ContractOptions
    from medusa_mock.contract.runner import run_contract_tests

    sys.exit(run_contract_tests(ContractOptions(**options)))
