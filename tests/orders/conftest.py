"""The servers that orders are walked on."""

from tests.real_medusa.fixtures import real_medusa

__all__ = ["real_medusa"]
