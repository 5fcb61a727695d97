"""Worlds to start from: the built-in ones, `demo` and `empty`, and those that users bring."""

from medusa_mock.seeds.loading import Credentials, Seed, load_seed
from medusa_mock.seeds.refusals import BadSeed

__all__ = ["BadSeed", "Credentials", "Seed", "load_seed"]
