"""Apps Oauth: applications that the shop is connected to."""

from medusa_mock.domain import oauth
from medusa_mock.store import Json, Store
from medusa_mock.tables.apps import OAUTH_APPS


def list_apps(store: Store) -> Json:
    return {"apps": [app.shown() for app in store.select(OAUTH_APPS)]}


def authorize_app(store: Store, body: Json) -> Json:
    return {"apps": oauth.authorize(store, body["application_name"], body["state"], body["code"])}
