"""What was asked of the server and what it answered: kept in a ring, shown without secrets, searched and verified."""

from medusa_mock.journal.conformity import Conformity
from medusa_mock.journal.entries import Entry
from medusa_mock.journal.journal import Journal
from medusa_mock.journal.matching import Wanted, verify
from medusa_mock.journal.scenario import as_scenario
from medusa_mock.journal.showing import as_curl, shown

__all__ = ["Conformity", "Entry", "Journal", "Wanted", "as_curl", "as_scenario", "shown", "verify"]
