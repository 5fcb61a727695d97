"""A stateful fake of the Medusa v1 commerce backend, and contract tests for any server that claims to be one."""

__version__ = "0.1.0"
