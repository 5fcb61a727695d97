"""The fixtures that pytest finds in every project that has the package."""

import importlib.metadata
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.testing.conftest import RunTests

ROOT = Path(__file__).parents[2]
HEAVY = {"asyncio", "connexion", "flask", "httpx", "jsonschema", "orjson", "starlette", "uvicorn", "yaml"}


def test_pytest_finds_the_plugin_by_its_entry_point() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["entry-points"]["pytest11"]
    for name, value in declared.items():
        plugin = importlib.metadata.EntryPoint(name, value, "pytest11").load()
        assert callable(plugin.medusa_mock)


def test_a_run_that_does_not_use_it_pays_nothing() -> None:
    code = (
        "import sys, pytest; before = {*sys.modules}; import medusa_mock.pytest_plugin; print(*{*sys.modules} - before)"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert {name for name in loaded if not name.startswith("medusa_mock")} == set()
    assert {*loaded} == {"medusa_mock", "medusa_mock.pytest_plugin"}


def test_a_controller_whose_workers_do_not_use_it_starts_no_server(run_tests: RunTests, tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(
        "import sys\ndef pytest_sessionfinish():\n    print('loaded', *sys.modules, file=sys.stderr)\n"
    )
    run = run_tests("def test_nothing(): pass", "-n", "1")
    assert run.counts == {"passed": 1}
    assert not HEAVY - {"asyncio"} & {*run.output.split("loaded")[-1].split()}


BOTH = """
import pytest

@pytest.fixture(params=["medusa_mock", "medusa_mock_session"])
def mock(request):
    return request.getfixturevalue(request.param)
"""


def test_a_session_per_test_in_process_and_on_a_server(run_tests: RunTests) -> None:
    run = run_tests(
        BOTH
        + """
@pytest.mark.parametrize("time", [1, 2])
def test_a_customer_is_new_each_time(mock, time):
    admin = mock.login()
    assert admin.post("/admin/customers", json={
        "email": "ida@example.com", "first_name": "Ida", "last_name": "B", "password": "p"
    }).status_code == 201
    assert mock.headers == {"X-Mock-Session": mock.name}
    assert mock.name in [each["name"] for each in mock.control("GET", "sessions")["sessions"]]
    assert mock.client.get("/admin/customers").status_code == 401

def test_that_asks_for_nothing(mock):
    pass

def test_no_session_is_left(mock):
    assert len(mock.control("GET", "sessions")["sessions"]) == 1
"""
    )
    assert run.counts == {"passed": 8}, run.output


def test_what_a_test_does_to_the_state(run_tests: RunTests) -> None:
    run = run_tests(
        BOTH
        + """
import httpx
from medusa_mock.testing import Refused

def names(mock):
    return [each["title"] for each in mock.login().get("/admin/collections").json()["collections"]]

def test_reset_and_snapshots(mock):
    before = names(mock)
    mock.snapshot("before")
    mock.login().post("/admin/collections", json={"title": "New"}).raise_for_status()
    assert names(mock) == ["New", *before]
    mock.snapshot("after")
    mock.reset()
    assert names(mock) == before
    mock.restore("after")
    assert names(mock) == ["New", *before]
    with pytest.raises(Refused, match="POST /_mock/snapshots/never/restore: Snapshot with name: never was not found"):
        mock.restore("never")

def test_faults(mock):
    mock.fault(operation="list_product_collections", status=409, times=1)
    mock.fault(path="/store/*", connection="drop")
    mock.fault(path="/admin/regions", connection="truncate")
    admin = mock.login()
    assert [admin.get("/admin/collections").status_code for _ in range(2)] == [409, 200]
    for path in ("/store/shipping-options", "/admin/regions"):
        with pytest.raises(httpx.RemoteProtocolError):
            admin.get(path)
    with pytest.raises(Refused, match="did you mean list_products"):
        mock.fault(operation="list_product", status=409)

def test_time_and_messages(mock):
    mock.advance(3600)
    mock.login().post("/admin/invites", json={"user": "new@example.com", "role": "member"}).raise_for_status()
    assert mock.outbox()[-1]["to"] == "new@example.com"

def test_webhooks(mock):
    import socket

    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        hook = mock.webhook(f"http://127.0.0.1:{nobody.getsockname()[1]}", "product-*", secret="hush")
        assert hook["signed"] is True
        mock.login().post("/admin/collections", json={"title": "New"}).raise_for_status()
        (delivery,) = mock.control("GET", f"webhooks/{hook['id']}")["webhook"]["deliveries"]
        assert (delivery["event_name"], delivery["status"]) == ("product-collection.created", "waiting")
    assert [event["event_name"] for event in mock.outbox("product-*")] == ["product-collection.created"]
    assert mock.outbox("product-*", to="*") == []

def test_who_cannot_log_in(mock):
    with pytest.raises(Refused, match="nobody@example.com cannot log in: Unauthorized"):
        mock.login("nobody@example.com")

def test_coroutines(mock):
    import asyncio

    async def status():
        async with mock.async_client() as client:
            return (await client.get("/health")).text

    assert asyncio.run(status()) == "OK"

def test_a_client_that_would_block_a_coroutine(medusa_mock):
    import asyncio

    async def status():
        return medusa_mock.client.get("/health").text

    with pytest.raises(RuntimeError, match="async_client"):
        asyncio.run(status())
"""
    )
    assert run.counts == {"passed": 13}, run.output


def test_a_world_of_its_own(run_tests: RunTests, tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "base.yaml").write_text("extends: empty\nproduct_tags: [{id: ptag_base, value: base}]\n")
    (tmp_path / "seeds" / "mine.yaml").write_text("extends: base.yaml\nproduct_tags: [{id: ptag_mine, value: mine}]\n")
    (tmp_path / "seeds" / "seed.json").write_text("{}")
    run = run_tests(
        BOTH
        + """
from medusa_mock.testing import Refused

def values(mock):
    return [each["value"] for each in mock.rows("product_tags")]

@pytest.mark.medusa_seed("empty")
class TestOfAFreshShop:
    def test_without_anything(self, mock):
        assert values(mock) == []

    @pytest.mark.medusa_seed(product_tags=[{"value": "one"}, {"value": "two"}])
    def test_with_rows(self, mock):
        mock.add("product_tags", value="three")
        assert values(mock) == ["one", "two", "three"]
        assert [each["id"][:5] for each in mock.rows("product_tags", "value", "three")] == ["ptag_"]
        mock.reset()
        assert values(mock) == ["one", "two"]

@pytest.mark.medusa_seed("seeds/mine.yaml", product_tags=[{"value": "more"}])
def test_of_a_file(mock):
    assert values(mock) == ["base", "mine", "more"]
    mock.login()

def test_of_the_server(mock):
    assert len(values(mock)) > 3

def test_that_cannot_be(mock):
    for source, rows, reason in REFUSED:
        with pytest.raises(Refused, match=reason):
            mock.seed(source, **rows)
    with pytest.raises(Refused, match="POST /_mock/state/product_tag: .*did you mean product_tags"):
        mock.add("product_tag", value="x")
    with pytest.raises(Refused, match="there is no such column"):
        mock.rows("product_tags", "valeu", "x")

REFUSED = [
    ("shpo", {}, "did you mean shop"),
    ("missing.yaml", {}, "missing.yaml:1:1: cannot be read"),
    ("seeds/seed.json", {}, "write a .yaml"),
    ("empty", {"product_tag": []}, "is no table, did you mean product_tags"),
    ("seeds/mine.yaml", {"product_tags": [{"valeu": "x"}]}, "did you mean value"),
]
"""
    )
    assert run.counts == {"passed": 10}, run.output


def test_the_settings_of_the_project_count(run_tests: RunTests, tmp_path: Path) -> None:
    (tmp_path / "medusa-mock.toml").write_text('[serve]\nport = 1\nseed = "shop"\ncontrol-token = "unused"\n')
    code = "def test_seed({0}): assert {0}.control('GET', 'health')['seed'] == 'shop'"
    for fixture in ("medusa_mock", "medusa_mock_server"):
        run = run_tests(code.format(fixture))
        assert run.counts == {"passed": 1}, run.output


@pytest.mark.parametrize("workers", ["0", "1"])
def test_settings_that_cannot_be_used_are_told_to_the_tests(run_tests: RunTests, tmp_path: Path, workers: str) -> None:
    (tmp_path / "medusa-mock.toml").write_text('[serve]\nseed = "shpo"\n')
    run = run_tests("def test_seed(medusa_mock_session): medusa_mock_session.reset()", "-n", workers)
    assert "The mock server cannot be started: shpo is no seed, did you mean shop?" in run.output


CROSS_TALK = """
import pytest

@pytest.mark.parametrize("number", range(50))
def test_alone(medusa_mock_session, medusa_mock_server, worker_id, number):
    mock, admin = medusa_mock_session, medusa_mock_session.login()
    before = admin.get("/admin/collections").json()["collections"]
    assert "Mine" not in [each["title"] for each in before]
    if number % 3:
        mock.fault(operation="create_product_collection", status=409, times=number % 3)
    new = {"title": "Mine", "handle": worker_id}
    statuses = [admin.post("/admin/collections", json=new).status_code for _ in range(number % 3 + 2)]
    assert statuses == [*[409] * (number % 3), 200, 422]
    assert admin.get("/admin/collections").json()["collections"][0]["handle"] == worker_id
    if number % 2:
        mock.reset()
        assert admin.get("/admin/collections").json()["collections"] == before
    assert medusa_mock_server.name == worker_id
    print("served by", mock.url)
"""


def test_eight_workers_on_one_server_do_not_see_each_other(run_tests: RunTests) -> None:
    run = run_tests(CROSS_TALK, "--tx", "8*popen", "--dist", "each", "-rP")
    assert run.counts == {"passed": 8 * 50}, run.output
    assert len({line for line in run.output.splitlines() if line.startswith("served by")}) == 1


def test_the_example_of_the_readme_runs_as_printed(run_tests: RunTests) -> None:
    section = (ROOT / "README.md").read_text("utf-8").split("### pytest")[1]
    example = section.split("```python\n")[1].split("```")[0]
    assert len([line for line in example.splitlines() if line]) <= 10
    run = run_tests(example)
    assert run.counts.keys() == {"passed"}, run.output
