"""The contract: reading `openapi/`, folding it into a document per API, holding it to OpenAPI and to house rules.

What a server needs at its start is here; checks (`check`, `report`) are imported by those who make them.
"""

from medusa_mock.document.loading import APIS, CONTROL, load, load_file, root_file
from medusa_mock.document.objects import operations

__all__ = ["APIS", "CONTROL", "load", "load_file", "operations", "root_file"]
