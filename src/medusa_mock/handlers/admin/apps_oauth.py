"""Apps Oauth: applications that the shop is connected to."""

from medusa_mock.domain import oauth
from medusa_mock.resource import Resource
from medusa_mock.store import Json, Store
from medusa_mock.tables.apps import OAUTH_APPS

apps = Resource(OAUTH_APPS, one="apps", many="apps")

list_apps = apps.all


def authorize_app(store: Store, body: Json) -> Json:
    return {"apps": oauth.authorize(store, body["application_name"], body["state"], body["code"])}
