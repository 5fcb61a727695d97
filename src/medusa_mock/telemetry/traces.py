"""A span for every request, by OpenTelemetry, where its SDK is installed.

Where they go to is said by OpenTelemetry's own variables: `OTEL_TRACES_EXPORTER` names the exporter (`otlp` or
`console`), which reads `OTEL_EXPORTER_OTLP_ENDPOINT` and others; `OTEL_SERVICE_NAME` names the server.
"""

import os
from importlib.metadata import entry_points

from medusa_mock import __version__
from medusa_mock.telemetry.errors import NoTracing
from medusa_mock.telemetry.observer import Seen

try:
    from opentelemetry.sdk.resources import SERVICE_NAME, Resource
    from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor, ConsoleSpanExporter
    from opentelemetry.trace import SpanKind, StatusCode
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
except ImportError as error:
    raise NoTracing("traces need OpenTelemetry: pip install 'medusa-mock[traces]'") from error

DEFAULT_EXPORTER = "otlp"
SERVER_ERROR = 500


class Traces:
    """Makes spans, which `processor` gets; by default they go in batches to the exporter of the environment."""

    def __init__(self, processor: SpanProcessor | None = None) -> None:
        name = os.environ.get("OTEL_SERVICE_NAME", "medusa-mock")
        self._provider = TracerProvider(resource=Resource.create({SERVICE_NAME: name}))
        self._provider.add_span_processor(processor or _exporting())
        self._tracer = self._provider.get_tracer("medusa_mock", __version__)
        self._propagator = TraceContextTextMapPropagator()

    def __call__(self, seen: Seen) -> None:
        sent = ((name.decode("latin-1"), value.decode("latin-1")) for name, value in seen.headers)
        carrier = {name: value for name, value in sent if name in self._propagator.fields}
        span = self._tracer.start_span(
            f"{seen.method} {seen.operation[1]}" if seen.operation else seen.method,
            context=self._propagator.extract(carrier) if carrier else None,
            kind=SpanKind.SERVER,
            attributes=_attributes(seen),
            start_time=seen.began,
        )
        if seen.status is None or seen.status >= SERVER_ERROR:
            span.set_status(StatusCode.ERROR)
        span.end(seen.began + int(seen.seconds * 1e9))

    def close(self) -> None:
        """Send what has not been sent yet."""
        self._provider.shutdown()


def _attributes(seen: Seen) -> dict[str, str | int]:
    api, operation = seen.operation or (None, None)
    told = {
        "http.request.method": seen.method,
        "url.path": seen.path,
        "http.response.status_code": seen.status,
        "medusa_mock.request_id": seen.request_id,
        "medusa_mock.session": seen.session,
        "medusa_mock.api": api,
        "medusa_mock.operation": operation,
    }
    return {name: value for name, value in told.items() if value is not None}


def _exporting() -> SpanProcessor:
    """Raises NoTracing."""
    name = os.environ.get("OTEL_TRACES_EXPORTER", DEFAULT_EXPORTER)
    if name == "console":
        return BatchSpanProcessor(ConsoleSpanExporter())
    found = next(iter(entry_points(group="opentelemetry_traces_exporter", name=name)), None)
    if found is None:
        raise NoTracing(f"there is no exporter {name}: for otlp, pip install 'medusa-mock[traces]'")
    return BatchSpanProcessor(found.load()())
