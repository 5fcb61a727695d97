"""Why a contract run or a comparison comes to no verdict. What a server answers wrongly is no error: it is the result.

* Unusable           nothing can be said: the address, an option or a file is of no use, or no answer came
  - ScenarioError    a scenario that is not written as one, with its file and step
"""

from pathlib import Path


class Unusable(Exception):
    """A server, an option or a file that nothing can be judged with; `str(error)` is for the user to read."""


class ScenarioError(Unusable):
    """A scenario that is not what it should be.

    Steps count from 1; `step` is 0 where the fault lies outside of them.
    """

    def __init__(self, path: Path, step: int, reason: str) -> None:
        super().__init__(f"{path}: step {step}: {reason}" if step else f"{path}: {reason}")
        self.path = path
        self.step = step
        self.reason = reason
