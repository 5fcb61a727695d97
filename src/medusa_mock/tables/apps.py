"""OAuth applications."""

from medusa_mock.store.tables import Table

OAUTH_APPS = Table(
    "oauth_apps",
    "oauth",
    "Oauth application",
    {
        "id": None,
        "display_name": None,
        "application_name": None,
        "install_url": None,
        "uninstall_url": None,
        "data": None,
        "answer": None,  # what an authorization of the application answers, where a seed says so
    },
    unique=(("application_name",),),
    hidden=frozenset({"answer"}),
    order="",
    missing="{label} with id {id} not found",
    entity="Oauth",
)
