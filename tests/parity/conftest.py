"""The servers that the recordings are held against."""

from tests.real_medusa.fixtures import real_medusa

__all__ = ["real_medusa"]
