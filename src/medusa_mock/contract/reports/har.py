"""All requests and answers of a run, in the format of the network tab of a browser."""

import json
from collections.abc import Iterable
from pathlib import Path

from medusa_mock import __version__
from medusa_mock.contract.masking import masked_body, without_secrets


def merge(parts: Iterable[Path], credential: str) -> str:
    """One HAR file of those that the processes of a run wrote, in the order in which requests were sent.

    Schemathesis strikes out what headers and addresses tell; here goes what bodies do.
    """
    entries = [entry for part in parts for entry in json.loads(part.read_text("utf-8"))["log"]["entries"]]
    for entry in entries:
        for body in (entry["request"].get("postData", {}), entry["response"]["content"]):
            if "text" in body:
                body["text"] = masked_body(body["text"], credential)
    entries.sort(key=lambda entry: str(entry["startedDateTime"]))
    creator = {"name": "medusa-mock", "version": __version__}
    text = json.dumps({"log": {"version": "1.2", "creator": creator, "entries": entries}})
    return without_secrets(text, credential)
