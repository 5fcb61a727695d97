"""Why a comparison comes to no verdict. What two servers answer differently is no error: it is the result."""

from pathlib import Path


class Unusable(Exception):
    """A scenario, a recording or a server that nothing can be said about; `str(error)` is for the user to read."""


class ScenarioError(Unusable):
    """A scenario that is not what it should be.

    Steps count from 1; `step` is 0 where the fault lies outside of them.
    """

    def __init__(self, path: Path, step: int, reason: str) -> None:
        super().__init__(f"{path}: step {step}: {reason}" if step else f"{path}: {reason}")
        self.path = path
        self.step = step
        self.reason = reason
