"""Faults on demand: what a request, or a rule, asks to go wrong.

The header `Prefer` asks for one answer (`code=409`, `example=…`, `wait=2`); rules are kept by session, come from a file
or by the control API, and say which requests meet which fault, how often and how likely.
"""

from medusa_mock.faults.answers import Answers
from medusa_mock.faults.faults import Faults
from medusa_mock.faults.file import BadFaults, read_faults
from medusa_mock.faults.rules import Rule, Rules

__all__ = ["Answers", "BadFaults", "Faults", "Rule", "Rules", "read_faults"]
