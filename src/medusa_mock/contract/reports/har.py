"""All requests and answers of a run, in the format of the network tab of a browser."""

import json
from collections.abc import Iterable
from pathlib import Path

from medusa_mock import __version__
from medusa_mock.contract.masking import without_secrets


def merge(parts: Iterable[Path], credential: str) -> str:
    """One HAR file of those that the processes of a run wrote, in the order in which requests were sent.

    Schemathesis strikes out what headers tell; here goes what bodies and addresses do.
    """
    entries = []
    for part in parts:
        entries += json.loads(part.read_text("utf-8"))["log"]["entries"]
    entries.sort(key=lambda entry: str(entry["startedDateTime"]))
    creator = {"name": "medusa-mock", "version": __version__}
    text = json.dumps({"log": {"version": "1.2", "creator": creator, "entries": entries}})
    return without_secrets(text, json.dumps(credential)[1:-1])
