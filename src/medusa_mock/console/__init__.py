"""`/_mock`: what people and test suites do to the mock itself, beside the API it fakes."""

from medusa_mock.console.app import create_console
from medusa_mock.console.control import Control, ServerInfo

__all__ = ["Control", "ServerInfo", "create_console", "create_docs"]
