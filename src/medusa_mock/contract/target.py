"""The server that is judged: reached, logged in to, or started for the purpose."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import httpx

from medusa_mock.contract.errors import Unusable
from medusa_mock.contract.options import ContractOptions

BEARER, API_TOKEN, NOBODY = "bearer", "apiKey", ""

CONTROL = "control"
DEFAULT_EMAILS = {"admin": "admin@medusa-test.com"}
SESSION_HEADER = "X-Mock-Session"
ACCOUNTS = {"admin": "user", "store": "customer"}
"""API -> what its answers call the account."""


@dataclass(frozen=True)
class Target:
    """A server that answers, and an account that it lets in, if there is to be one.

    Args:
        credential: of the kind `BEARER` or `API_TOKEN`; empty for `NOBODY`.
        account: the id of the user or customer.
        is_mock: whether it is a mock of ours.
        session: how the names of states begin that the run has for itself, on a server that keeps such states.
        is_temporary: whether it was started for this run.
    """

    url: str
    kind: str
    credential: str
    account: str
    is_mock: bool
    session: str = ""
    is_temporary: bool = False

    @property
    def is_ours(self) -> bool:
        """Whether the run may change all that is there: nobody else sees it."""
        return self.is_temporary or bool(self.session)


def is_destructive(options: ContractOptions, target: Target) -> bool:
    """Whether a run may delete what it has not made."""
    return options.destructive or target.is_ours


@contextmanager
def reach(options: ContractOptions) -> Iterator[Target]:
    """The server of the options, or a mock of our own that lives as long as the context.

    Raises:
        Unusable: it does not answer, or does not let the account in.
    """
    if options.url is not None:
        yield _known(options.url, options)
        return
    from medusa_mock.app import App, Options
    from medusa_mock.serving import running

    logging.getLogger("uvicorn").setLevel(logging.ERROR)  # what is no HTTP at all is sent on purpose
    control_token = None
    if options.api == CONTROL:
        control_token = options.token or secrets.token_urlsafe(24)
        options = replace(options, token=control_token)
    with running(App(Options(seed="demo", strict=True, control_token=control_token))) as url:
        yield replace(_known(url, options), is_temporary=True)


def _known(url: str, options: ContractOptions) -> Target:
    return find_control(url, options) if options.api == CONTROL else log_in(url, options)


def find_control(url: str, options: ContractOptions) -> Target:
    """Find out whether there is a control API, and whether it takes the token of the options or asks for none.

    Raises:
        Unusable: there is none, or it refuses.
    """
    with _client(url, options.timeout) as client:
        headers = {"Authorization": f"Bearer {options.token}"} if options.token else {}
        response = _send(client, "GET", "/_mock/sessions", headers=headers)
    if response.status_code == httpx.codes.OK:
        return Target(url, BEARER if options.token else NOBODY, options.token or "", "", is_mock=True)
    if response.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
        raise Unusable(f"The control API of {url} does not let us in. Give its token by --token.")
    raise Unusable(f"{url} has no control API. Is it a medusa-mock?")


def log_in(url: str, options: ContractOptions) -> Target:
    """Find out how requests are to be authorized.

    Raises:
        Unusable: the server does not answer, or does not let the account in.
    """
    with _client(url, options.timeout) as client:
        target = _log_in(client, url, options)
        return replace(target, session=_session(client, target, options.api)) if target.is_mock else target


def _log_in(client: httpx.Client, url: str, options: ContractOptions) -> Target:
    if options.token is not None:
        return _by_token(client, url, options.api, options.token)
    email = options.email or DEFAULT_EMAILS.get(options.api)
    if email is None:
        return _as_nobody(client, url, options.api)
    account = {"email": email, "password": options.password}
    response = _send(client, "POST", f"/{options.api}/auth/token", json=account)
    if response.status_code == httpx.codes.UNAUTHORIZED:
        raise Unusable(f"{url} does not let {email} in. Give --email and --password, or --token.")
    return _by_token(client, url, options.api, _access_token(response))


def _session(client: httpx.Client, target: Target, api: str) -> str:
    """A name for states of this run alone; none where the account is not part of the seed that they start from."""
    name = f"contract-{secrets.token_hex(4)}"
    headers = {SESSION_HEADER: name} | proof(target)
    response = _send(client, "GET", f"/{api}/auth", headers=headers)
    return name if target.kind == NOBODY or response.status_code == httpx.codes.OK else ""


def proof(target: Target) -> dict[str, str]:
    """The headers that requests of the account are sent with."""
    if target.kind == BEARER:
        return {"Authorization": f"Bearer {target.credential}"}
    return {"x-medusa-access-token": target.credential} if target.kind == API_TOKEN else {}


def _client(url: str, timeout: float) -> httpx.Client:
    try:
        client = httpx.Client(base_url=url, timeout=timeout)
    except (httpx.InvalidURL, TypeError) as error:
        raise Unusable(f"{url} is no address of a server: {error}.") from None
    if client.base_url.scheme not in {"http", "https"} or not client.base_url.host:
        raise Unusable(f"{url} is no address of a server. Give one such as http://127.0.0.1:9000.")
    return client


def _as_nobody(client: httpx.Client, url: str, api: str) -> Target:
    response = _send(client, "GET", f"/{api}/auth")
    if response.status_code != httpx.codes.UNAUTHORIZED:
        raise _not_medusa(response)
    return Target(url, NOBODY, "", "", _is_mock(response))


def _by_token(client: httpx.Client, url: str, api: str, token: str) -> Target:
    proofs = {BEARER: {"Authorization": f"Bearer {token}"}, API_TOKEN: {"x-medusa-access-token": token}}
    for kind, headers in proofs.items():
        response = _send(client, "GET", f"/{api}/auth", headers=headers)
        if response.status_code == httpx.codes.OK:
            return Target(url, kind, token, _account_id(response, api), _is_mock(response))
    if response.status_code == httpx.codes.UNAUTHORIZED:
        raise Unusable(f"{url} accepts the token neither as a bearer token nor as an API token. Is it over?")
    raise _not_medusa(response)


def _send(
    client: httpx.Client, method: str, path: str, *, headers: dict[str, str] | None = None, json: object = None
) -> httpx.Response:
    try:
        return client.request(method, path, headers=headers, json=json)
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise Unusable(f"{client.base_url} does not answer: {error}. Is the server running there?") from None


def _access_token(response: httpx.Response) -> str:
    try:
        return str(response.json()["access_token"])
    except (ValueError, TypeError, KeyError):
        raise _not_medusa(response) from None


def _is_mock(response: httpx.Response) -> bool:
    return "x-medusa-mock" in response.headers


def _account_id(response: httpx.Response, api: str) -> str:
    try:
        return str(response.json()[ACCOUNTS[api]]["id"])
    except (ValueError, TypeError, KeyError):
        raise _not_medusa(response) from None


def _not_medusa(response: httpx.Response) -> Unusable:
    request = response.request
    answer = " ".join([str(response.status_code), *response.text[:80].split()])
    return Unusable(
        f"{request.method} {request.url} answered `{answer}`, which tells of no account."
        " Is this the address of a Medusa v1 backend?"
    )
