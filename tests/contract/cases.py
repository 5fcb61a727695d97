"""Requests and answers as Schemathesis hands them to hooks and checks."""

import functools
from typing import Any

import requests
import schemathesis
from schemathesis import Case, GenerationMode, Response
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.meta import (
    CaseMetadata,
    CoverageScenario,
    GenerationInfo,
    PhaseInfo,
    StatefulPhaseData,
    TestPhase,
)
from schemathesis.schemas import BaseSchema

from medusa_mock import document

URL = "http://127.0.0.1:9000"


@functools.cache
def schema() -> BaseSchema:
    return schemathesis.openapi.from_dict(document.load())


def case(route: str, *, phase: PhaseInfo | None = None, **parts: Any) -> Case[Any]:
    """A request to a route such as `GET /admin/apps`; `parts` are its `query`, `headers`, `body` …"""
    method, path = route.split()
    meta = CaseMetadata(GenerationInfo(0.0, GenerationMode.POSITIVE), {}, phase) if phase else None
    return schema()[path][method].Case(_meta=meta, **parts)


def negated(parameter: str, location: ParameterLocation = ParameterLocation.QUERY) -> PhaseInfo:
    """The coverage phase, with one parameter made wrong on purpose."""
    return PhaseInfo.coverage(CoverageScenario.INCORRECT_TYPE, "", parameter=parameter, parameter_location=location)


def stateful() -> PhaseInfo:
    return PhaseInfo(TestPhase.STATEFUL, StatefulPhaseData(None, None, None, None))


def answer(status: int, content: str = "", *, query: str = "") -> Response:
    request = requests.Request("GET", f"{URL}/admin?{query}").prepare()
    return Response(status, {}, content.encode(), request, elapsed=0.0, verify=True)
