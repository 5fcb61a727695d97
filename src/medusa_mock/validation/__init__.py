"""An operation of the document, compiled once: what it accepts, in microseconds, and why it refuses the rest."""

from medusa_mock.validation.inputs import Inputs
from medusa_mock.validation.messages import Messages
from medusa_mock.validation.outputs import Outputs, Unfit
from medusa_mock.validation.schemas import Schemas

__all__ = ["Inputs", "Messages", "Outputs", "Schemas", "Unfit"]
