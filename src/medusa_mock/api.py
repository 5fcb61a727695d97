"""The operations of all documents, carried by Connexion: routing, security, and one compiled operation at the end."""

from collections.abc import Mapping
from functools import partial
from importlib import import_module
from typing import Any

from starlette.types import Receive, Scope, Send

from medusa_mock.auth import DOMAINS, Asked, Security, Tokens
from medusa_mock.carrier import (
    API,
    AbstractOperation,
    ConnexionMiddleware,
    OpenAPISpecification,
    Resolution,
    Resolver,
    RoutedAPI,
    RoutedMiddleware,
    SecurityAPI,
    SecurityMiddleware,
    SecurityOperation,
)
from medusa_mock.document.references import followed
from medusa_mock.errors import NoRoute
from medusa_mock.operation import CompiledOperation, Handler
from medusa_mock.validation import Inputs, Messages, Schemas
from medusa_mock.wire.replies import shown_path
from medusa_mock.wire.request import request_of
from medusa_mock.wire.routing import RoutingMiddleware

Document = dict[str, Any]


class HandlerResolver(Resolver):
    """Finds `list_apps` of the Admin API, tagged `Apps Oauth`, in `handlers/admin/apps_oauth.py`."""

    def __init__(self, api: str, document: Document) -> None:
        super().__init__()
        self._api = api
        self._document = document

    def resolve(self, operation: AbstractOperation) -> Resolution:
        declared = self._document["paths"][operation.path][operation.method]
        return Resolution(find_handler(self._api, declared), declared["operationId"])


def find_handler(api: str, operation: Mapping[str, Any]) -> Handler:
    """The function that answers an operation of an API."""
    module = import_module(f"medusa_mock.handlers.{api}.{operation['tags'][0].lower().replace(' ', '_')}")
    handler: Handler = getattr(module, operation["operationId"])
    return handler


class Compiler:
    """Makes compiled operations out of those of one document."""

    def __init__(self, document: Document, services: Mapping[str, Any]) -> None:
        self._document = document
        self._services = services
        self._schemas = Schemas(document)
        self._messages = Messages(self._schemas)

    def compile(self, operation: AbstractOperation) -> CompiledOperation:
        declared = followed(self._document, operation.path, operation.method)
        inputs = partial(Inputs, self._schemas, self._messages, declared)
        reads = operation.method == "get"
        return CompiledOperation(declared, operation.function, self._services, inputs, reads=reads)


class OperationsAPI(RoutedAPI[CompiledOperation]):
    """The operations of one document, each compiled once."""

    def __init__(self, *args: Any, compiler: Compiler, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._compiler = compiler
        self.add_paths()

    def make_operation(self, operation: AbstractOperation) -> CompiledOperation:
        return self._compiler.compile(operation)


class OperationsMiddleware(RoutedMiddleware[OperationsAPI]):
    """Answers what the routing found an operation for."""

    api_cls = OperationsAPI


class OperationSecurity(SecurityOperation):
    """The security of one operation, without Connexion's request object."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.security:
            await self.verification_fn(Asked(scope))
        await self.next_app(scope, receive, send)


class OperationsSecurityAPI(SecurityAPI):
    """The security of one document's operations."""

    def make_operation(self, operation: AbstractOperation | OpenAPISpecification) -> OperationSecurity:
        factory = self.security_handler_factory
        security: OperationSecurity = OperationSecurity.from_operation(
            operation, next_app=self.next_app, security_handler_factory=factory
        )
        return security


class OperationsSecurityMiddleware(SecurityMiddleware):
    """Asks for what the document's security requirements name."""

    api_cls = OperationsSecurityAPI


class BundledSpecification(OpenAPISpecification):
    """A document as Connexion wants it, without the second that its own reading takes on a large one.

    Our document is checked by tests and on request, not at every start; references are followed where they are used.
    Path-level parameters are kept from Connexion, which would add them to the document's own lists at every reading.
    """

    def __init__(self, api: str, document: Document) -> None:
        self._raw_spec = self._spec = document
        self._base_uri = ""
        self._api = api

    @property
    def base_path(self) -> str:
        """What tells the APIs apart within Connexion: operationIds are those of one document."""
        return f"/{self._api}"

    def get_path_params(self, path: str) -> list[Any]:
        del path
        return []


async def no_route(scope: Scope, receive: Receive, send: Send) -> None:
    """What is left when there is no operation and the credentials hold."""
    del receive, send
    request = request_of(scope)
    raise NoRoute(request.method, shown_path(request.path))


def create_apis(documents: Mapping[str, Document], tokens: Tokens) -> ConnexionMiddleware:
    """Connexion with its security, our routing and our compiled operations; it wants the wire around it.

    Each document, by the name of its API, is compiled on its own.
    """
    middlewares = [RoutingMiddleware, OperationsSecurityMiddleware, OperationsMiddleware]
    carrier = ConnexionMiddleware(no_route, middlewares=middlewares, auth_all_paths=True)
    for api, document in documents.items():
        security = Security(DOMAINS[api], tokens)
        options = carrier.options.replace(resolver=HandlerResolver(api, document), security_map=security.handlers)
        compiler = Compiler(document, {"tokens": tokens})
        specification = BundledSpecification(api, document)
        carrier.apis.append(API(specification, base_path=None, compiler=compiler, **vars(options)))
    return carrier
