"""Seeds in stores whose time and ids are known, and seed files written on the spot."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from medusa_mock.seeds import BadSeed, Seed, load_seed
from medusa_mock.store import Store
from medusa_mock.store.clock import serial_clock
from medusa_mock.store.ids import serial_ulid


@pytest.fixture
def load() -> Callable[[str], Seed]:
    """Load a seed by its name."""
    return partial(load_seed, new_store=partial(Store, clock=serial_clock, ids=serial_ulid))


@pytest.fixture
def load_text(load: Callable[[str], Seed], tmp_path: Path) -> Callable[[str, str], Seed]:
    """Write a file of the given name, and load it."""

    def write_and_load(name: str, text: str) -> Seed:
        (tmp_path / name).write_text(text, "utf-8")
        return load(str(tmp_path / name))

    return write_and_load


@pytest.fixture
def refuse_text(load_text: Callable[[str, str], Seed], tmp_path: Path) -> Callable[[str, str], str]:
    """Write a file that must be refused, and return the message, with the folder left out."""

    def reason(name: str, text: str) -> str:
        with pytest.raises(BadSeed) as caught:
            load_text(name, text)
        return str(caught.value).replace(f"{tmp_path}/", "")

    return reason
