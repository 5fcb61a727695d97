"""What no report tells: the credential of the run, and what else is a secret in a body."""

import contextlib
import json
from collections.abc import Callable
from functools import partial

from medusa_mock.masking import FILTERED, masked, masked_text

COMPACT: Callable[[object], str] = partial(json.dumps, ensure_ascii=False)


def without_secrets(text: str, credential: str) -> str:
    """A text without the credential of the run and without tokens, in characters that UTF-8 knows."""
    for written in {credential, json.dumps(credential)[1:-1]} - {""}:  # as it is, and as JSON has it
        text = text.replace(written, FILTERED)
    return masked_text(text).encode("utf-8", "replace").decode("utf-8")


def masked_body(text: str, credential: str, write: Callable[[object], str] = COMPACT) -> str:
    """A body without secrets; JSON as `write` has it, other texts as they are."""
    with contextlib.suppress(ValueError, RecursionError):  # it is no JSON, or only made to look like some
        text = write(masked(json.loads(text)))
    return without_secrets(text, credential)
