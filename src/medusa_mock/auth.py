"""Who is asking: the kinds of credentials of the documents, what proves them, and the tokens for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, TypeAlias

import jwt
from starlette.types import Scope

from medusa_mock.carrier import NO_VALUE, AbstractSecurityHandler
from medusa_mock.errors import InvalidData, WrongCredentials
from medusa_mock.passwords import verify_password
from medusa_mock.store import Json, Row, Store, Table
from medusa_mock.tables.customers import CUSTOMERS
from medusa_mock.tables.people import USERS
from medusa_mock.wire.request import Request, request_of

ALGORITHM = "HS256"
DAY = 24 * 60 * 60
RESET_SECONDS = 15 * 60

Claims: TypeAlias = Mapping[str, Any]

Proof = Callable[[Request, Mapping[str, Any]], str | None]


@dataclass(frozen=True)
class Domain:
    """Who signs in to one of the APIs, and how long that lasts by bearer token. Source: `loaders/passport.ts`."""

    name: str
    """That of the API, and of the domain in tokens."""
    table: Table
    claim: str
    """What holds the account's id in tokens, and in requests."""
    seconds: int
    registered: Mapping[str, Json] = field(default_factory=dict)
    """What the rows hold that can sign in."""


ADMIN = Domain("admin", USERS, "user_id", DAY)
STORE = Domain("store", CUSTOMERS, "customer_id", 30 * DAY, {"has_account": True})
DOMAINS: Mapping[str, Domain] = {domain.name: domain for domain in (ADMIN, STORE)}


def authenticate(store: Store, domain: Domain, email: str, password: str) -> Row:
    """The user or customer with this e-mail address, in any case, and this password.

    Raises:
        WrongCredentials: there is none.
    """
    account = store.first(domain.table, email=email.lower(), **domain.registered)
    if account is None or not verify_password(account["password_hash"], password):
        raise WrongCredentials
    return account


class Tokens:
    """The JSON Web Tokens of one server, signed with its secret: HS256, as Medusa signs its own."""

    def __init__(self, secret: str) -> None:
        self._secret = secret
        # Checking a signature costs more than the rest of a small request, and clients send one token all day.
        self._claims = lru_cache(maxsize=1024)(partial(_decoded, secret))

    def issue(self, store: Store, domain: Domain, account: str) -> str:
        """A bearer token for a user or a customer, given by the id."""
        now = _seconds(store)
        claims = {domain.claim: account, "domain": domain.name, "iat": now, "exp": now + domain.seconds}
        return self.sign(store, claims)

    def account(self, store: Store, domain: Domain, token: str) -> str | None:
        """Whom of the domain a bearer token stands for, None if it is none of ours or its time is over."""
        claims = self.verify(store, token)
        if claims is None or claims.get("domain") != domain.name:
            return None
        account: str | None = claims.get(domain.claim)
        return account

    def sign(self, store: Store, claims: Claims) -> str:
        """A token with these claims, and with the present time as the last one, `iat`, unless they have it."""
        return _signed(self._secret, store, claims)

    def verify(self, store: Store, token: str) -> Claims | None:
        """The claims of a token, None if it is none of ours or its time, by the store's clock, is over."""
        claims = self._claims(token)
        return claims if claims and not _is_over(store, claims) else None


def issue_reset(store: Store, user: Row) -> str:
    """A token that lets a user set a new password.

    It is signed with the hash of the password that it is to replace, and so holds once.
    Source: `generateResetPasswordToken` in `services/user.ts`.

    Raises:
        InvalidData: the user has no password, where the real server fails with a 500.
    """
    if user["password_hash"] is None:
        raise InvalidData(f"User with email: {user['email']} has no password")
    claims = {"user_id": user.key, "email": user["email"], "exp": _seconds(store) + RESET_SECONDS}
    return _signed(user["password_hash"], store, claims)


def user_to_reset(store: Store, token: str, email: str | None) -> Row:
    """The user who may set a new password: the one with the address, or else with the one that the token names.

    Source: `api/routes/admin/users/reset-password.ts`.

    Raises:
        InvalidData: there is no such user, or the token is not of the user's present password, or too old.
    """
    email = email or str(_unproven(token).get("email", ""))
    user = store.first(USERS, email=email.lower())
    claims = _decoded(user["password_hash"], token) if user and user["password_hash"] else None
    if user is None or claims is None or _is_over(store, claims):
        raise InvalidData("invalid token")
    return user


def _signed(secret: str, store: Store, claims: Claims) -> str:
    return jwt.encode({**claims, "iat": _seconds(store)}, secret, ALGORITHM)


def _decoded(secret: str, token: str) -> Claims | None:
    try:
        return jwt.decode(token, secret, [ALGORITHM], options={"verify_exp": False, "verify_iat": False})
    except jwt.InvalidTokenError:
        return None


def _unproven(token: str) -> Claims:
    """What a token claims, whoever signed it."""
    try:
        return jwt.decode(token, options={"verify_signature": False})
    except jwt.InvalidTokenError:
        return {}


def _is_over(store: Store, claims: Claims) -> bool:
    return "exp" in claims and _seconds(store) >= int(claims["exp"])


def _seconds(store: Store) -> int:
    """The store's present time, as tokens count it."""
    return store.milliseconds() // 1000


class Security:
    """The proofs behind the security schemes of a domain's document; `handlers` is Connexion's `security_map`."""

    def __init__(self, domain: Domain, tokens: Tokens) -> None:
        self._domain = domain
        self._tokens = tokens
        self.handlers: Mapping[str, Callable[[], AbstractSecurityHandler]] = {
            "bearer": lambda: SchemeHandler(domain, self._bearer),
            "apiKey": lambda: SchemeHandler(domain, self._api_key),
        }

    def _bearer(self, request: Request, _scheme: Mapping[str, Any]) -> str | None:
        kind, _, token = (request.header("authorization") or "").partition(" ")
        if kind.lower() != "bearer":
            return None
        return self._tokens.account(request.session.store, self._domain, token.strip())

    def _api_key(self, request: Request, scheme: Mapping[str, Any]) -> str | None:
        if scheme["in"] == "cookie":
            return request.login.account(self._domain.name, request.session.name)
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
    """One security scheme, proved by `proof`: the id of whom of the domain the request stands for, or None."""

    def __init__(self, domain: Domain, proof: Proof) -> None:
        self._domain = domain
        self._proof = proof

    def get_fn(self, security_scheme: Mapping[str, Any], required_scopes: list[str]) -> Callable[[Any], Any]:
        del required_scopes  # an API key or a JWT of Medusa has none

        def verify(request: Asked) -> Any:
            asked = request_of(request.scope)
            account = self._proof(asked, security_scheme)
            if account is None:
                return NO_VALUE
            setattr(asked, self._domain.claim, account)
            return {"sub": account}

        return verify
