"""For tests of what talks to a Medusa: a mock in their own process, or one that all of a run share."""

from medusa_mock.testing.mock import MedusaMock, Refused

__all__ = ["MedusaMock", "Refused"]
