"""Analytics configs: what a user of the dashboard has answered to being watched.

Source: `services/analytics-config.ts`.
"""

from medusa_mock.errors import NotFound
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Row, Store
from medusa_mock.tables.people import ANALYTICS_CONFIGS
from medusa_mock.wire.request import Request

configs = Resource(ANALYTICS_CONFIGS, one="analytics_config", many="analytics_configs")


def get_analytics_config(store: Store, request: Request) -> Body:
    config = _of_user(store, request)
    if config is None:
        raise NotFound(f"No analytics config found for user with id: {request.user_id}")
    return configs.show(store, config)


def create_analytics_config(store: Store, body: Body, request: Request) -> Body:
    return configs.save(store, {"user_id": request.user_id, **body})


def update_analytics_config(store: Store, body: Body, request: Request) -> Body:
    config = _of_user(store, request)
    if config is None:
        given = {name: value for name, value in body.items() if value is not None}
        return configs.save(store, {"user_id": request.user_id, "opt_out": False, "anonymize": False, **given})
    return configs.update(store, config.key, body)


def delete_analytics_config(store: Store, request: Request) -> Body:
    config = _of_user(store, request)
    if config:
        store.delete(ANALYTICS_CONFIGS, config.key)
    return {"user_id": request.user_id, "object": "analytics_config", "deleted": True}


def _of_user(store: Store, request: Request) -> Row | None:
    return store.first(ANALYTICS_CONFIGS, user_id=request.user_id)
