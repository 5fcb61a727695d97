"""What the files of a project say: `medusa-mock.toml`, or `[tool.medusa-mock]` in its `pyproject.toml`."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class BadSettings(Exception):
    """A settings file that cannot be used. The message tells which, and why."""


def read_settings(folder: Path) -> tuple[Path | None, Mapping[str, Any]]:
    """The settings of a folder and the file they stand in, by command: `{"serve": {"port": 0}}`.

    `medusa-mock.toml` goes before `pyproject.toml`; without either there are none.

    Raises:
        BadSettings: the file is not TOML, or its entries are not tables.
    """
    own = folder / "medusa-mock.toml"
    if own.is_file():
        return own, _tables(own, _read(own))
    project = folder / "pyproject.toml"
    if project.is_file():
        return project, _tables(project, _read(project).get("tool", {}).get("medusa-mock", {}))
    return None, {}


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise BadSettings(f"{file}: {error}") from None


def _tables(file: Path, settings: Mapping[str, Any]) -> Mapping[str, Any]:
    for name, table in settings.items():
        if not isinstance(table, Mapping):
            raise BadSettings(f"{file}: {name} must be a table named after a command, such as [serve]")
    return {name: {key.replace("-", "_"): value for key, value in table.items()} for name, table in settings.items()}
