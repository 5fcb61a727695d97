"""`python -m tests.bench`: measure, print the table, and say what was reached and what was not.

Exit code 0: all targets were met; 1: one was missed; 2: nothing could be measured, or it was not what was meant.
"""

import platform
import signal
import sys
from collections.abc import Sequence
from types import FrameType

import click

from tests.bench.contestants import CONTESTANTS
from tests.bench.measure import Results, measure
from tests.bench.packages import Missing, require, version_of
from tests.bench.table import OURS, machine, markdown, targets
from tests.bench.wrk import CONNECTIONS, Void


def named(_: click.Context, __: click.Parameter, value: str) -> tuple[str, ...]:
    """Names of contestants between commas, ours among them."""
    names = value.split(",")
    if unknown := [name for name in names if name not in CONTESTANTS]:
        raise click.BadParameter(f"there is no {', '.join(unknown)}: there are {', '.join(CONTESTANTS)}")
    if OURS not in names:
        raise click.BadParameter(f"{OURS} has to be among them: the others are compared with it")
    return tuple(name for name in CONTESTANTS if name in names)


@click.command(context_settings={"show_default": True})
@click.option("--rounds", default=5, type=click.IntRange(1), help="How often each load is put on each contestant.")
@click.option("--seconds", default=3, type=click.IntRange(1), help="How long a load lasts.")
@click.option("--only", default=",".join(CONTESTANTS), callback=named, help="The contestants.")
def main(rounds: int, seconds: int, only: tuple[str, ...]) -> None:
    """Measure medusa-mock beside other servers that give the same answers."""
    signal.signal(signal.SIGTERM, _end)
    try:
        require("wrk", "ps")
        results = measure(only, rounds, seconds, lambda words: click.echo(words, err=True))
    except (Missing, Void) as error:
        click.echo(f"No result. {error}", err=True)
        sys.exit(2)
    report(results, rounds, seconds)


def report(results: Results, rounds: int, seconds: int) -> None:
    """Print the table and the targets, and end with the exit code that goes with them."""
    click.echo(markdown(results))
    click.echo(f"\n{conditions(list(results.titles), rounds, seconds)}\n")
    reached = targets(results)
    for target in reached:
        click.echo(target)
    sys.exit(0 if all(target.met for target in reached) else 1)


def conditions(names: Sequence[str], rounds: int, seconds: int) -> str:
    """What a reader of the table has to know."""
    versions = [f"Python {platform.python_version()}"]
    versions += [f"Node {version_of('node', '--version')}"] if "prism" in names else []
    versions += [f"Java {version_of('java', '-version')}"] if "wiremock" in names else []
    return (
        f"Medians of {rounds} rounds of {seconds} s with wrk {version_of('wrk', '-v')}, {CONNECTIONS} connections; in "
        f"brackets how many times as fast medusa-mock is, the median of the ratios of the rounds. All of them run at "
        f"the same time, and one after the other is under load. {machine()}; {', '.join(versions)}."
    )


def _end(number: int, frame: FrameType | None) -> None:
    """Let a SIGTERM stop the servers as a Ctrl-C does."""
    del frame
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
