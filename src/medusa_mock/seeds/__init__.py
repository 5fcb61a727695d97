"""Worlds to start from: the built-in ones, `demo` and `empty`, and those that users bring."""

from medusa_mock.seeds.export import export_world
from medusa_mock.seeds.loading import Credentials, Seed, load_seed, load_text
from medusa_mock.seeds.refusals import BadSeed

__all__ = ["BadSeed", "Credentials", "Seed", "export_world", "load_seed", "load_text"]
