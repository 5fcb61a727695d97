"""What a check of our own has to say."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """A promise that an answer breaks.

    Args:
        title: what is wrong, in words that are the same every time.
        message: what it is here.
        signature: tells it from others of the same check at the same operation, and is the same in every run.
        severity: `critical`, `high`, `medium` or `low`.
    """

    title: str
    message: str
    signature: str = ""
    severity: str = "high"
