"""What a component is called that stands in a file of its own."""

import itertools
import re
from collections.abc import Iterator
from typing import Final

from medusa_mock.document import pointer as pointers
from medusa_mock.document.bundle import Origin
from medusa_mock.document.objects import homes

NOT_IN_A_NAME: Final = re.compile(r"[^A-Za-z0-9._-]")
SECTIONS: Final = {"definitions", "$defs", *(home.rpartition("/")[2] for home in homes({}).values())}


def names_of(target: Origin) -> Iterator[str]:
    """Names for a component, the best one first: its own, then with its file's, its folder's, a number."""
    keys = pointers.split(target.pointer)
    if len(keys) > 1 and keys[-2] in SECTIONS:
        keys = keys[-1:]
    parts = [target.file.parent.name, target.file.name.partition(".")[0], *keys]
    for length in range(max(1, len(keys) + (len(keys) > 1)), len(parts) + 1):
        yield NOT_IN_A_NAME.sub("_", "_".join(parts[-length:]))
    for number in itertools.count(2):
        yield NOT_IN_A_NAME.sub("_", "_".join([*parts, str(number)]))
