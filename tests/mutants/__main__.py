"""`python -m tests.mutants [--whole] [NAME …]`: hunt the mutants, all of them or those whose names begin so."""

import sys

import click

from tests.mutants.bench import hunt, table
from tests.mutants.catalogue import MUTANTS

ENOUGH = 0.9
"""The share of mutants that has to be caught."""


@click.command()
@click.option("--whole", is_flag=True, help="Hunt each by a whole default run, as a user would.")
@click.argument("names", nargs=-1)
def main(names: tuple[str, ...], *, whole: bool) -> None:
    """Hold servers with single faults against the document, and tell which of the faults were named."""
    trials = []
    for mutant in MUTANTS:
        if not names or mutant.name.startswith(names):
            trials.append(hunt(mutant, whole=whole))
            click.echo(table(trials).splitlines()[len(trials) - 1])
    click.echo(table(trials).splitlines()[-1])
    sys.exit(sum(trial.is_caught for trial in trials) < ENOUGH * len(trials))


if __name__ == "__main__":
    main()
