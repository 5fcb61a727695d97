"""The command line of the benchmark."""

import pytest
from click.testing import CliRunner

from tests.bench.__main__ import conditions, main
from tests.bench.packages import number_in


@pytest.mark.parametrize(
    ("only", "reason"),
    [("ours,prysm", "there is no prysm: there are ours, starlette"), ("starlette", "ours has to be among them")],
)
def test_contestants_that_cannot_be_measured_are_refused(only: str, reason: str) -> None:
    refused = CliRunner().invoke(main, ["--only", only])
    assert refused.exit_code == 2
    assert reason in " ".join(refused.output.split())


def test_a_missing_program_is_told_with_the_way_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    ended = CliRunner().invoke(main)
    assert ended.exit_code == 2
    assert "wrk is not on the path" in ended.output
    assert "apt install wrk" in ended.output


def test_the_conditions_name_only_what_took_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.bench.__main__.version_of", lambda *command: f"{command[0]}'s own")
    words = conditions(["ours", "starlette"], rounds=5, seconds=3)
    assert words.startswith("Medians of 5 rounds of 3 s with wrk wrk's own, 32 connections")
    assert "Node" not in words
    assert "Java" not in words


@pytest.mark.parametrize(
    ("words", "version"),
    [
        ("v20.20.2\n", "20.20.2"),
        ('openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment (build 17.0.15+6)', "17.0.15"),
        ("wrk debian/4.1.0-3+b2 [epoll] Copyright (C) 2012 Will Glozer", "4.1.0"),
        ("no number at all", "of an unknown version"),
    ],
)
def test_a_version_is_found_in_what_a_program_says(words: str, version: str) -> None:
    assert number_in(words) == version
