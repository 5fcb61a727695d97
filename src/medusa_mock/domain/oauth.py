"""OAuth applications: the trade of a code for a token.

A real Medusa hands the code to a plugin that talks to the application's own server. Here every application answers
by itself: with the `answer` that the seed gave it, or with a token made out of the code.
Source: `services/oauth.ts` and recordings.
"""

from medusa_mock.domain.events import emit
from medusa_mock.errors import NotAllowed, NotFound, Unknown
from medusa_mock.store import Json, Store
from medusa_mock.tables.apps import OAUTH_APPS

FAILING_CODE = "explode"
"""The code on which an application's own server breaks, so that a client can meet the 500 it has to expect."""

DEFAULT_ANSWER = {
    "access_token": "access-{code}",
    "refresh_token": "refresh-{code}",
    "token_type": "bearer",
    "expires_in": 3600,
}


def authorize(store: Store, application_name: str, state: str, code: str) -> dict[str, Json]:
    """The application with its token, which takes the place of its `data`: the state is gone with it.

    The token is shown with its keys in the application's order, unlike later, when it comes from the database.

    Raises:
        NotFound: no application has exactly this name.
        NotAllowed: the state is not the one that the application holds.
        Unknown: the application's own server failed.
    """
    app = store.first(OAUTH_APPS, application_name=application_name)
    if app is None:
        raise NotFound(f"Oauth application {application_name} not found")
    if (app["data"] or {}).get("state") != state:
        raise NotAllowed(f"{app['display_name']} could not match state")
    if code == FAILING_CODE:
        raise Unknown
    token = _filled(app["answer"] or DEFAULT_ANSWER, code)
    emit(store, f"oauth.token_generated.{application_name}", token)
    return store.update(OAUTH_APPS, app["id"], {"data": token}).shown() | {"data": token}


def _filled(template: Json, code: str) -> Json:
    """The answer of an application, with the code in place of every `{code}`."""
    if isinstance(template, str):
        return template.replace("{code}", code)
    if isinstance(template, dict):
        return {name: _filled(value, code) for name, value in template.items()}
    if isinstance(template, list | tuple):
        return [_filled(value, code) for value in template]
    return template
