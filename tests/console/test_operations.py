"""The control API and its document are one."""

import inspect
import re

import pytest
from flask import Flask

from medusa_mock import document
from medusa_mock.console import Control, create_console
from medusa_mock.console.operations import find_route

DOCUMENT = document.load(document.CONTROL)
OPERATIONS = [(path, method, operation["operationId"]) for path, method, operation in document.operations(DOCUMENT)]


@pytest.fixture
def console(control: Control) -> Flask:
    return create_console(control, DOCUMENT, control_token=None)


def test_every_route_is_documented_and_every_operation_served(console: Flask) -> None:
    served = {
        (re.sub("<(?:path:)?(.*?)>", r"{\1}", rule.rule), method.lower(), rule.endpoint)
        for rule in console.url_map.iter_rules()
        if not rule.endpoint.startswith("pages.")  # for people, who have no use for a document
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert served == {*OPERATIONS}


def test_every_operation_has_a_function_that_takes_its_path() -> None:
    for path, method, _ in OPERATIONS:
        handler = find_route(DOCUMENT["paths"][path][method])
        assert {*re.findall("{(.*?)}", path), "control"} <= {*inspect.signature(handler).parameters}, path
