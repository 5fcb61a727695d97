"""`/_mock`: what people and test suites do to the mock itself, beside the API it fakes."""

from medusa_mock.console.app import create_console
from medusa_mock.console.control import ServerInfo

__all__ = ["ServerInfo", "create_console", "create_docs"]
