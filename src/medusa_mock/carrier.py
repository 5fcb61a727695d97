"""Connexion, which carries our operations: everything we use of it, imported here and nowhere else.

Its own import warns of what it uses and we do not: a client for tests, and an old way to resolve references.
"""

import warnings

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", "Using `httpx` with `starlette.testclient`")
    warnings.filterwarnings("ignore", "jsonschema", DeprecationWarning)
    from connexion.exceptions import OAuthProblem
    from connexion.middleware import ConnexionMiddleware
    from connexion.middleware.abstract import ROUTING_CONTEXT, RoutedAPI, RoutedMiddleware, SpecMiddleware
    from connexion.middleware.main import API
    from connexion.middleware.security import SecurityAPI, SecurityMiddleware, SecurityOperation
    from connexion.operations import AbstractOperation
    from connexion.resolver import Resolution, Resolver
    from connexion.security import NO_VALUE, AbstractSecurityHandler
    from connexion.spec import OpenAPISpecification, Specification

__all__ = [
    "API",
    "NO_VALUE",
    "ROUTING_CONTEXT",
    "AbstractOperation",
    "AbstractSecurityHandler",
    "ConnexionMiddleware",
    "OAuthProblem",
    "OpenAPISpecification",
    "Resolution",
    "Resolver",
    "RoutedAPI",
    "RoutedMiddleware",
    "SecurityAPI",
    "SecurityMiddleware",
    "SecurityOperation",
    "SpecMiddleware",
    "Specification",
]
