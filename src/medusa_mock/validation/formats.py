"""The formats of texts, judged as the libraries of a real Medusa judge them."""

import re
from collections.abc import Callable
from datetime import datetime

_LETTERS = r"\u00a1-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
_LOCAL_PART = re.compile(rf"[a-zA-Z\d!#$%&'*+\-/=?^_`{{|}}~.{_LETTERS}]+")
_QUOTED = re.compile(
    rf"([\s\x01-\x08\x0b\x0c\x0e-\x1f\x7f\x21\x23-\x5b\x5d-\x7e\u00a0{_LETTERS}]"
    rf"|\\[\x01-\x09\x0b-\x7f\u00a0{_LETTERS}])*"
)
_LABEL = re.compile(r"[a-zA-Z\u00a1-\U0010ffff0-9-]+")
_TOP_LEVEL = re.compile(r"[a-zA-Z\u00a1-\u00a8\u00aa-\ud7ff\uf900-\ufdcf\ufdf0-\uffef]{2,}|[xX][nN][a-zA-Z0-9-]{2,}")
_FULL_WIDTH = re.compile(r"[\uff01-\uff5e]")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:?\d\d)?")

_DURATION = re.compile(r"P(?!\Z)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?", re.ASCII)


def is_email(text: str) -> bool:
    """Whether `validator.isEmail` takes the text for an e-mail address. Source: `validator/lib/isEmail.js`."""
    local, at, domain = text.rpartition("@")
    if not at or len(text.encode("utf-16-le")) > 2 * 254 or len(local.encode()) > 64 or not _is_domain(domain):
        return False
    if local.startswith('"') and local.endswith('"'):
        return _QUOTED.fullmatch(local[1:-1]) is not None
    return _LOCAL_PART.fullmatch(local) is not None and "" not in local.split(".")


def _is_domain(domain: str) -> bool:
    labels = domain.split(".")
    if len(labels) < 2 or not _TOP_LEVEL.fullmatch(labels[-1]):
        return False
    return all(
        len(label) <= 63
        and _LABEL.fullmatch(label) is not None
        and not _FULL_WIDTH.search(label)
        and not label.startswith("-")
        and not label.endswith("-")
        for label in labels
    )


def is_duration(text: str) -> bool:
    """Whether the text is a duration of whole numbers. Source: `utils/validators/iso8601-duration.ts`.

    Not the `duration` of RFC 3339, which keeps weeks apart from the rest.
    """
    return _DURATION.fullmatch(text) is not None


def is_date_time(text: str) -> bool:
    """Whether the text is a point in time as ISO 8601 writes it: a day, or a day and an hour, in any zone.

    `new Date` reads more than that, but the real server crashes on what it reads beyond.
    """
    if _DATE.fullmatch(text):
        text = f"{text}-01-01"[:10]
    elif not _DATE_TIME.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text.upper())
    except ValueError:
        return False
    return True


FORMATS: dict[str, Callable[[str], bool]] = {
    "date-time": is_date_time,
    "iso8601-duration": is_duration,
    "email": is_email,
}
