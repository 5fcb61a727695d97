"""Our own document is sound, and keeps to every house rule."""

from pathlib import Path

import pytest

from medusa_mock.document import load, operations, root_file
from medusa_mock.document.bundle import Bundle
from medusa_mock.document.check import check_bundle
from medusa_mock.document.fold import fold
from medusa_mock.document.rules import RULES


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return fold(root_file())


def test_the_document_is_what_openapi_asks_for(bundle: Bundle) -> None:
    assert check_bundle(bundle, house_rules=False) == []


@pytest.mark.parametrize("rule", RULES)
def test_the_document_keeps_to_the_house_rule(bundle: Bundle, rule: str) -> None:
    assert [f"{bundle.place(where)} {message}" for where, message in RULES[rule](bundle)] == []


def test_what_a_server_loads_is_what_is_written(bundle: Bundle) -> None:
    assert load() == bundle.document
    assert list(load()["paths"]) == list(bundle.document["paths"])


def test_there_are_operations(bundle: Bundle) -> None:
    assert {"list_apps", "create_token"} <= {operation["operationId"] for *_, operation in operations(bundle.document)}


def test_the_root_lies_in_the_checkout() -> None:
    assert root_file() == Path(__file__).parents[1] / "openapi" / "admin.yaml"
