"""What runs."""

from flask import Response

from medusa_mock.console.control import Body, Control
from medusa_mock.errors import NotFound


def get_health(control: Control) -> Body:
    return {
        "status": "ok",
        "version": control.info.version,
        "seed": control.info.seed,
        "sessions": len(control.sessions),
        "operations": control.info.operations,
    }


def get_metrics(control: Control) -> Response:
    if control.metrics is None:
        raise NotFound("No metrics are kept; start the server with --metrics")
    from medusa_mock.telemetry.metrics import CONTENT_TYPE

    return Response(control.metrics.text(), content_type=CONTENT_TYPE)
