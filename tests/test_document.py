"""Our own documents are sound, and keep to every house rule."""

from functools import cache
from pathlib import Path

import pytest

from medusa_mock.document import APIS, CONTROL, load, operations, root_file
from medusa_mock.document.bundle import Bundle
from medusa_mock.document.check import check_bundle
from medusa_mock.document.fold import fold
from medusa_mock.document.rules import RULES

pytestmark = pytest.mark.parametrize("api", [*APIS, CONTROL])


@cache
def bundle(api: str) -> Bundle:
    return fold(root_file(api))


def test_the_document_is_what_openapi_asks_for(api: str) -> None:
    assert check_bundle(bundle(api), house_rules=False) == []


@pytest.mark.parametrize("rule", RULES)
def test_the_document_keeps_to_the_house_rule(api: str, rule: str) -> None:
    found = bundle(api)
    assert [f"{found.place(where)} {message}" for where, message in RULES[rule](found)] == []


def test_what_a_server_loads_is_what_is_written(api: str) -> None:
    assert load(api) == bundle(api).document
    assert list(load(api)["paths"]) == list(bundle(api).document["paths"])


def test_there_are_operations(api: str) -> None:
    wanted = {"get_health"} if api == CONTROL else {"get_session", "create_token"}
    assert wanted <= {each["operationId"] for *_, each in operations(bundle(api).document)}


def test_all_paths_begin_with_the_name_of_the_api(api: str) -> None:
    assert {path.split("/")[1] for path in bundle(api).document["paths"]} == {"_mock" if api == CONTROL else api}


def test_the_root_lies_in_the_checkout(api: str) -> None:
    assert root_file(api) == Path(__file__).parents[1] / "openapi" / f"{api}.yaml"
