"""What runs."""

from medusa_mock.console.control import Body, Control


def get_health(control: Control) -> Body:
    return {
        "status": "ok",
        "version": control.info.version,
        "seed": control.info.seed,
        "sessions": len(control.sessions),
        "operations": control.info.operations,
    }
