"""Compatibility: what the change from one OpenAPI document to another breaks, and what else it changes.

`rules` says how grave each kind of change is; `compare` finds them. A value that is sent may come to be allowed more,
one that is answered may come to be less: a schema is compared for the side on which it is used.
"""

from medusa_mock.document.compat.changes import Change
from medusa_mock.document.compat.compare import compare
from medusa_mock.document.compat.rules import RULES, Level

__all__ = ["RULES", "Change", "Level", "compare"]
