"""Who is asking: the three kinds of credentials of the document, and what proves them."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import jwt
from starlette.types import Scope

from medusa_mock.carrier import NO_VALUE, AbstractSecurityHandler
from medusa_mock.errors import WrongCredentials
from medusa_mock.passwords import verify_password
from medusa_mock.store import Row, Store
from medusa_mock.tables.people import USERS
from medusa_mock.wire.request import Request, request_of

ALGORITHM = "HS256"
TOKEN_SECONDS = 24 * 60 * 60

Proof = Callable[[Request, Mapping[str, Any]], str | None]


def authenticate(store: Store, email: str, password: str) -> Row:
    """The user with this e-mail address, in any case, and this password.

    Raises:
        WrongCredentials: there is none.
    """
    user = store.first(USERS, email=email.lower())
    if user is None or not verify_password(user["password_hash"], password):
        raise WrongCredentials
    return user


class Tokens:
    """Bearer tokens of one server: HS256, with the claims that Medusa gives them."""

    def __init__(self, secret: str) -> None:
        self._secret = secret
        # Checking a signature costs more than the rest of a small request, and clients send one token all day.
        self._claims = lru_cache(maxsize=1024)(self._decode)

    def issue(self, store: Store, user_id: str) -> str:
        issued = store.milliseconds() // 1000
        claims = {"user_id": user_id, "domain": "admin", "iat": issued, "exp": issued + TOKEN_SECONDS}
        return jwt.encode(claims, self._secret, ALGORITHM)

    def user_id(self, token: str, store: Store) -> str | None:
        """The user that a token stands for, None if it is none of ours or its time, by the store's clock, is over."""
        claims = self._claims(token)
        if claims is None or claims.get("domain") != "admin":
            return None
        if store.milliseconds() >= 1000 * claims.get("exp", 0):
            return None
        user_id: str | None = claims.get("user_id")
        return user_id

    def _decode(self, token: str) -> dict[str, Any] | None:
        try:
            return jwt.decode(token, self._secret, [ALGORITHM], options={"verify_exp": False, "verify_iat": False})
        except jwt.InvalidTokenError:
            return None


class Security:
    """The proofs behind the security schemes of the document; `handlers` is Connexion's `security_map`."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.handlers: Mapping[str, Callable[[], AbstractSecurityHandler]] = {
            "bearer": lambda: SchemeHandler(self._bearer),
            "apiKey": lambda: SchemeHandler(self._api_key),
        }

    def _bearer(self, request: Request, _scheme: Mapping[str, Any]) -> str | None:
        kind, _, token = (request.header("authorization") or "").partition(" ")
        if kind.lower() != "bearer":
            return None
        return self._tokens.user_id(token.strip(), request.session.store)

    def _api_key(self, request: Request, scheme: Mapping[str, Any]) -> str | None:
        if scheme["in"] == "cookie":
            return request.login.user_in(request.session.name)
        token = request.header(scheme["name"])
        user = request.session.store.first(USERS, api_token=token) if token else None
        return user["id"] if user else None


class Asked:
    """A request as Connexion's security wants it, and as little of it as that: its own class reads all headers."""

    __slots__ = ("context", "scope")

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.context: dict[str, Any] = {}


class SchemeHandler(AbstractSecurityHandler):
    """One security scheme, proved by `proof`: the id of the user that the request stands for, or None."""

    def __init__(self, proof: Proof) -> None:
        self._proof = proof

    def get_fn(self, security_scheme: Mapping[str, Any], required_scopes: list[str]) -> Callable[[Any], Any]:
        del required_scopes  # an API key or a JWT of Medusa has none

        def verify(request: Asked) -> Any:
            asked = request_of(request.scope)
            user_id = self._proof(asked, security_scheme)
            if user_id is None:
                return NO_VALUE
            asked.user_id = user_id
            return {"sub": user_id}

        return verify
