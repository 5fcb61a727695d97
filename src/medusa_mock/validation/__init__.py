"""An operation of the document, compiled once: what it accepts, in microseconds, and why it refuses the rest."""

from medusa_mock.validation.inputs import FORM, Inputs
from medusa_mock.validation.messages import Messages
from medusa_mock.validation.outputs import Misfit, Outputs, Unfit
from medusa_mock.validation.schemas import Schemas

__all__ = ["FORM", "Inputs", "Messages", "Misfit", "Outputs", "Schemas", "Unfit"]
