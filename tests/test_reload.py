"""A server that follows its files, and goes on with what it had where an edit is broken."""

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from medusa_mock import document
from medusa_mock.app import App, Options
from medusa_mock.document import loading
from medusa_mock.reload import Reloader
from medusa_mock.serving import running
from medusa_mock.testing import MedusaMock
from tests.test_cli import served

STAYS = "not reloaded, what was served before stays"


class Followed:
    """A server on files of its own, which follows them when it is told to."""

    def __init__(self, folder: Path) -> None:
        self.openapi = folder / "openapi"
        self.seed = folder / "seed.yaml"
        self.rows = folder / "tags.yaml"
        self.faults = folder / "faults.yaml"
        self.rows.write_text("- {id: ptag_1, value: one}\n")
        self.seed.write_text("extends: empty\nproduct_tags: tags.yaml\n")
        self.faults.write_text("[]")
        self.told: list[str] = []
        self.app = App(Options(seed=str(self.seed), faults=str(self.faults)))
        self.reloader = Reloader(self.app, self.told.append)

    def edit(self, file: Path, before: str, after: str) -> str:
        """Change a file and let the server follow; gives what it says."""
        text = file.read_text("utf-8")
        assert before in text
        file.write_text(text.replace(before, after), "utf-8")
        self.reloader.follow([file])
        return self.told[-1]


@pytest.fixture
def followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Followed:
    shutil.copytree(document.root_file().parent, tmp_path / "openapi")
    monkeypatch.setattr(loading, "CHECKOUT", tmp_path / "openapi")
    return Followed(tmp_path)


@pytest.fixture
def mock(followed: Followed) -> Iterator[MedusaMock]:
    with running(followed.app) as url, MedusaMock(url, "default") as mock:
        yield mock


def values(mock: MedusaMock) -> list[str]:
    return [row["value"] for row in mock.rows("product_tags")]


def test_a_seed_begins_anew(followed: Followed, mock: MedusaMock) -> None:
    with mock.session("of-its-own") as other, mock.session("new") as new:
        other.seed(product_tags=[{"value": "own"}])
        mock.add("product_tags", value="made")
        assert followed.edit(followed.rows, "one", "uno") == "tags.yaml reloaded"
        assert values(mock) == values(new) == ["uno"]
        assert values(other) == ["own"]
    mock.add("product_tags", value="made")
    mock.reset()
    assert values(mock) == ["uno"]


def test_a_broken_seed_is_told_with_its_place(followed: Followed, mock: MedusaMock) -> None:
    mock.add("product_tags", value="made")
    told = followed.edit(followed.seed, "product_tags:", "product_tag:")
    assert told.startswith(f"seed.yaml {STAYS}:\n")
    assert "seed.yaml:2:1: product_tag is no table, did you mean product_tags?" in told
    assert values(mock) == ["one", "made"]
    assert followed.edit(followed.seed, "product_tag:", "product_tags:") == "seed.yaml reloaded"
    assert values(mock) == ["one"]


def test_rules_are_taken_from_the_file(followed: Followed, mock: MedusaMock) -> None:
    admin = mock.login()
    assert admin.get("/admin/store").status_code == 200
    rule = '[{"operation": "get_store", "status": 409}]'
    assert followed.edit(followed.faults, "[]", rule) == "faults.yaml reloaded"
    assert admin.get("/admin/store").status_code == 409
    told = followed.edit(followed.faults, "get_store", "get_stor")
    assert f"faults.yaml {STAYS}" in told
    assert "faults.yaml:1:2: [0] operation get_stor is not known, did you mean get_store?" in told
    assert admin.get("/admin/store").status_code == 409


def test_a_document_is_served_anew_and_the_state_stays(followed: Followed, mock: MedusaMock) -> None:
    admin = mock.login()
    mock.add("product_tags", value="made")
    assert admin.get("/admin/product-tags?limit=1").status_code == 200
    file = followed.openapi / "paths" / "admin" / "product_tags.yaml"
    told = followed.edit(file, "operationId: list_product_tags", "operationId: list_product_tags\n    x-edited: true")
    assert told == "product_tags.yaml reloaded"
    operation = httpx.get(f"{mock.url}/openapi.json").json()["paths"]["/admin/product-tags"]["get"]
    assert operation["x-edited"] is True
    assert values(mock) == ["one", "made"]
    assert admin.get("/admin/product-tags?limit=1").status_code == 200


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("operationId: list_product_tags", "operationId: list_tags", "nothing answers GET /admin/product-tags"),
        ("operationId: list_product_tags", "operationId: [", "product_tags.yaml:"),
        ("responses:", "response:", "product_tags.yaml:{line}:5 'response' does not belong here"),
        ("../../common/", "../../comon/", "comon"),
    ],
)
def test_a_broken_document_is_told_with_its_place(
    followed: Followed, mock: MedusaMock, before: str, after: str, reason: str
) -> None:
    served_before = followed.app.documents
    file = followed.openapi / "paths" / "admin" / "product_tags.yaml"
    line = file.read_text(encoding="utf-8").partition(before)[0].count("\n") + 1
    told = followed.edit(file, before, after)
    assert told.startswith(f"product_tags.yaml {STAYS}:\n")
    assert reason.format(line=line) in told
    assert followed.app.documents is served_before
    assert mock.login().get("/admin/product-tags").status_code == 200


def test_other_files_are_nobodys_business(followed: Followed, tmp_path: Path) -> None:
    followed.reloader.follow([tmp_path / "notes.txt", tmp_path / "other.yaml"])
    assert followed.told == []


def test_a_server_follows_by_itself(tmp_path: Path) -> None:
    seed = tmp_path / "seed.yaml"
    seed.write_text("extends: empty\n")
    with served(tmp_path, "--port", "0", "--seed", "seed.yaml", "--reload") as server:
        assert server.process.stderr
        assert httpx.get(f"{server.url}/_mock/health").status_code == 200
        seed.write_text("extends: empt\n")
        assert server.process.stderr.readline() == f"seed.yaml {STAYS}:\n"
        assert server.process.stderr.readline().startswith("seed.yaml:1:1: extends is empt: there is no such file")
        seed.write_text("extends: shop\n")
        assert server.process.stderr.readline() == "seed.yaml reloaded\n"
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=10) == 0
