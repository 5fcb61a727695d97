"""Which operations a run tests."""

from typing import Any

import pytest

from medusa_mock import document
from medusa_mock.contract.errors import Unusable
from medusa_mock.contract.options import ContractOptions
from medusa_mock.contract.selection import selected

ADMIN = document.load()
STORE = document.load("store")


def test_all_operations_are_tested_unless_some_are_named() -> None:
    assert len(selected(ADMIN, ContractOptions())) == len(list(document.operations(ADMIN)))


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        ({"operations": ("list_apps",)}, {"list_apps"}),
        ({"tags": ("Apps Oauth",)}, {"list_apps", "authorize_app"}),
        ({"tags": ("Apps Oauth",), "operations": ("get_session",)}, {"list_apps", "authorize_app", "get_session"}),
        ({"tags": ("Apps Oauth",), "read_only": True}, {"list_apps"}),
    ],
)
def test_operations_are_named_one_by_one_or_by_their_tags(options: dict[str, Any], wanted: set[str]) -> None:
    assert set(selected(ADMIN, ContractOptions(**options))) == wanted


def test_nobody_is_asked_what_wants_credentials_unless_it_is_named() -> None:
    assert "list_customer_orders" not in selected(STORE, ContractOptions(api="store"), as_nobody=True)
    named = ContractOptions(api="store", operations=("list_customer_orders",))
    assert selected(STORE, named, as_nobody=True) == ("list_customer_orders",)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"operations": ("List_apps",)}, "There is no operation List_apps. Did you mean list_apps?"),
        ({"tags": ("products",)}, "There is no tag products. Did you mean Products?"),
        ({"tags": ("xyz",)}, "There is no tag xyz."),
        ({"operations": ("authorize_app",), "read_only": True}, "No operation is left to test."),
    ],
)
def test_names_are_held_to_the_document(options: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Unusable, match=sentence.replace("?", r"\?")):
        selected(ADMIN, ContractOptions(**options))
