"""A state that outlives its server. What reads and writes the file is in `file`, imported by servers that have one."""

from medusa_mock.persistence.errors import BadState

__all__ = ["BadState"]
