"""What a server tells of its requests, and that it keeps their secrets."""

import asyncio
import json
import signal
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from medusa_mock.app import App, Options
from medusa_mock.serving import running
from medusa_mock.telemetry import traces
from medusa_mock.telemetry.errors import NoTracing
from medusa_mock.telemetry.logs import RequestLog
from medusa_mock.telemetry.observer import Seen
from medusa_mock.testing import MedusaMock
from medusa_mock.testing.in_process import InProcessTransport
from tests.test_cli import run, served

SEEN = Seen("r-1", 1_700_000_000_123_456_789, 0.0042, "GET", "/admin/store", [], 200, ("admin", "get_store"), "default")


def counted(metrics: str) -> dict[str, float]:
    told = (line.rsplit(" ", 1) for line in metrics.splitlines() if line.startswith("medusa_mock_"))
    return {name: float(value) for name, value in told}


def counted_with(mock: MedusaMock, name: str) -> dict[str, float]:
    """The metrics once they have one: a request to the control API may be over a moment after its answer has come."""
    asked = (counted(mock.client.get("/_mock/metrics").text) for _ in range(100))
    return next(found for found in asked if name in found)


def test_requests_are_counted_by_operation() -> None:
    made_a_fault = 'medusa_mock_requests_total{api="control",method="POST",operation="",status="201"}'
    with running(App(Options(seed="empty", metrics=True))) as url, MedusaMock(url, "worker") as mock:
        admin = mock.login()
        for _ in range(3):
            admin.get("/admin/store")
        admin.get("/admin/nothing-of-the-kind")
        admin.request("PROPFIND", "/coffee")
        mock.fault(operation="get_store", connection="drop")
        with pytest.raises(httpx.TransportError):
            admin.get("/admin/store")
        answer = mock.client.get("/_mock/metrics")
        found = counted_with(mock, made_a_fault)
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    store = 'api="admin",method="GET",operation="get_store"'
    assert found[f'medusa_mock_requests_total{{{store},status="200"}}'] == 3
    assert found[f'medusa_mock_requests_total{{{store},status="0"}}'] == 1
    assert found[f'medusa_mock_request_duration_seconds_count{{{store},status="200"}}'] == 3
    in_all = 'api="admin",le="+Inf",method="GET",operation="get_store",status="200"'
    assert found[f"medusa_mock_request_duration_seconds_bucket{{{in_all}}}"] == 3
    assert 0 < found[f'medusa_mock_request_duration_seconds_sum{{{store},status="200"}}'] < 30
    assert found['medusa_mock_requests_total{api="none",method="other",operation="",status="404"}'] == 1
    assert found[made_a_fault] == 1
    assert found["medusa_mock_sessions"] == 2
    assert "process_cpu_seconds_total" in answer.text


def test_metrics_are_as_closed_as_the_rest_of_the_control_api(tmp_path: Path) -> None:
    with served(tmp_path, "--port", "0", "--metrics", "--control-token", "secret") as server:
        url = f"{server.url}/_mock/metrics"
        assert httpx.get(url).status_code == 401
        assert httpx.get(url, headers={"Authorization": "Bearer secret"}).status_code == 200


def test_a_server_that_counts_nothing_says_how_it_would(server: str) -> None:
    answer = httpx.get(f"{server}/_mock/metrics")
    assert answer.status_code == 404
    assert answer.json()["message"] == "No metrics are kept; start the server with --metrics"
    assert "x-request-id" not in answer.headers


@pytest.mark.parametrize(("sent", "kept"), [("abc-123", True), ("x" * 129, False), ("a b", False), ("", False)])
def test_answers_bear_the_id_of_their_request(sent: str, kept: bool) -> None:
    transport = InProcessTransport(App(Options(seed="empty", metrics=True)))
    with httpx.Client(transport=transport, base_url="http://localhost") as client:
        answers = [client.get("/health", headers={"X-Request-Id": sent}).headers["x-request-id"] for _ in range(2)]
    transport.stop()
    assert (answers == [sent, sent]) is kept
    assert kept or answers[0] != answers[1]


def test_a_line_of_json_for_every_request_and_every_failure(tmp_path: Path) -> None:
    with served(tmp_path, "--port", "0", "--log-format", "json", "--strict") as server:
        headers = {"X-Request-Id": "mine", "X-Mock-Session": "worker", "Authorization": "Bearer of-secrets"}
        httpx.get(f"{server.url}/admin/store?password=of-secrets", headers=headers)
        httpx.post(f"{server.url}/store/auth", json={"email": "a@b.c", "password": "of-secrets"})
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=10) == 0
        assert server.process.stderr
        output = server.process.stderr.read()
    first, second = map(json.loads, output.splitlines())
    assert first.keys() == second.keys()
    assert first.pop("milliseconds") > 0
    assert first.pop("time").endswith("Z")
    assert first == {
        "level": "info",
        "message": "request",
        "request_id": "mine",
        "method": "GET",
        "path": "/admin/store",
        "status": 401,
        "api": "admin",
        "operation": "get_store",
        "session": "worker",
    }
    assert second["operation"] == "create_session"
    assert "of-secrets" not in output


def test_failures_are_logged_as_json_too(tmp_path: Path) -> None:
    code = (
        "import logging\n"
        "from medusa_mock.telemetry.logs import set_up_logging\n"
        "set_up_logging('json')\n"
        "try:\n    1 / 0\nexcept ZeroDivisionError:\n    logging.getLogger('shop').exception('%s failed', 'it')\n"
    )
    (tmp_path / "fail.py").write_text(code)
    done = subprocess.run([sys.executable, "fail.py"], cwd=tmp_path, capture_output=True, text=True, check=True)
    told = json.loads(done.stderr)
    assert (told["level"], told["logger"], told["message"]) == ("error", "shop", "it failed")
    assert "ZeroDivisionError" in told["exception"]


def lines(format: str) -> list[str]:
    """Of a request, and of one of which hardly anything is known."""
    stream = BytesIO()

    async def log() -> None:
        write = RequestLog(format, stream)
        write(SEEN)
        write(SEEN._replace(status=None, operation=None, session=None, path='/"\\\x80'))

    asyncio.run(log())
    return stream.getvalue().decode().splitlines()


def test_lines_are_json_whatever_stands_in_a_path() -> None:
    first, second = map(json.loads, lines("json"))
    assert (first["time"], first["milliseconds"]) == ("2023-11-14T22:13:20.123Z", 4.2)
    assert (second["path"], second["level"]) == ('/"\\\x80', "error")
    assert [second[name] for name in ("status", "api", "operation", "session")] == [None] * 4


def test_lines_for_people() -> None:
    assert lines("text") == [
        "2023-11-14T22:13:20.123Z r-1 GET /admin/store 200 4.2 ms get_store default",
        '2023-11-14T22:13:20.123Z r-1 GET /"\\\x80 cut off 4.2 ms - -',
    ]


def spans(*requests: Seen) -> list[ReadableSpan]:
    exporter = InMemorySpanExporter()
    observer = traces.Traces(SimpleSpanProcessor(exporter))
    for seen in requests:
        observer(seen)
    observer.close()
    return [*exporter.get_finished_spans()]


def test_a_span_for_every_request() -> None:
    trace = "0af7651916cd43dd8448eb211c80319c"
    parent = [(b"traceparent", f"00-{trace}-b7ad6b7169203331-01".encode()), (b"cookie", b"of-secrets")]
    first, second = spans(SEEN._replace(headers=parent), SEEN._replace(status=503, operation=None, session=None))
    assert first.name == "GET get_store"
    assert first.attributes
    assert dict(first.attributes) == {
        "http.request.method": "GET",
        "url.path": "/admin/store",
        "http.response.status_code": 200,
        "medusa_mock.request_id": "r-1",
        "medusa_mock.session": "default",
        "medusa_mock.api": "admin",
        "medusa_mock.operation": "get_store",
    }
    assert first.context
    assert f"{first.context.trace_id:032x}" == trace
    assert first.start_time == SEEN.began
    assert first.end_time == SEEN.began + 4_200_000
    assert first.status.is_ok or first.status.is_unset
    assert second.name == "GET"
    assert not second.status.is_ok


def test_traces_need_an_exporter(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OTEL_TRACES_EXPORTER", "pigeon")
    with pytest.raises(NoTracing, match="there is no exporter pigeon"):
        traces.Traces()
    result = run(tmp_path, "serve", "--port", "0", "--traces", OTEL_TRACES_EXPORTER="pigeon")
    assert result.returncode == 2
    assert "there is no exporter pigeon" in result.stderr
    with served(tmp_path, "--port", "0", "--traces", OTEL_TRACES_EXPORTER="console") as server:
        httpx.get(f"{server.url}/health")
        server.process.send_signal(signal.SIGTERM)
        assert server.process.stdout
        assert '"name": "GET"' in server.process.stdout.read()
