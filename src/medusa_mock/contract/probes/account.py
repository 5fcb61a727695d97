"""Who asks: the account of the run, or a customer whom the probes make for themselves."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from medusa_mock.contract.options import ContractOptions
from medusa_mock.contract.surface import Surface
from medusa_mock.contract.target import DEFAULT_EMAILS, NOBODY, SESSION_HEADER, Target, proof


@dataclass(frozen=True)
class Account:
    """Somebody who may ask.

    Args:
        proof: the headers that show it; none for nobody.
        credential: what is in them.
        id: of the user or customer.
        email: with which they signed in, if that is known.
        session: the headers that name a state of one's own, on a server that keeps such states.
    """

    proof: Mapping[str, str]
    credential: str
    id: str
    email: str
    session: Mapping[str, str]


def account_of(client: httpx.Client, target: Target, surface: Surface, options: ContractOptions) -> Account:
    """The account of the target; where it is nobody's and customers may register, one that does so now."""
    session = {SESSION_HEADER: f"{target.session}-probes"} if target.session else {}
    may_register = target.kind == NOBODY and not options.read_only and _is_open(surface)
    if may_register and (made := _registered(client, session)):
        return made
    email = (options.email or DEFAULT_EMAILS.get(options.api, "")) if options.token is None else ""
    return Account(proof(target), target.credential, target.account, email, session)


def _is_open(surface: Surface) -> bool:
    """Whether anybody may become a customer."""
    wanted = ("POST /store/customers", "POST /store/auth/token")
    return all(label in surface.by_label and not surface.by_label[label].guarded for label in wanted)


def _registered(client: httpx.Client, session: Mapping[str, str]) -> Account | None:
    """A new customer; None where the server will not have one."""
    account = {"email": f"probe-{secrets.token_hex(4)}@example.com", "password": secrets.token_urlsafe(12)}
    person = {**account, "first_name": "Probe", "last_name": "Probe"}
    made = client.post("/store/customers", json=person, headers=session)
    answer = client.post("/store/auth/token", json=account, headers=session)
    try:
        token, customer = str(answer.json()["access_token"]), str(made.json()["customer"]["id"])
    except (ValueError, KeyError, TypeError):
        return None
    return Account({"Authorization": f"Bearer {token}"}, token, customer, account["email"], session)
