"""The contract: reading `openapi/`, folding it into one document, holding it to OpenAPI and to house rules.

What a server needs at its start is here; checks (`check`, `report`) are imported by those who make them.
"""

from medusa_mock.document.loading import load, load_file, root_file
from medusa_mock.document.objects import operations

__all__ = ["load", "load_file", "operations", "root_file"]
