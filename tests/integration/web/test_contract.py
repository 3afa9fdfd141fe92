"""Every operation, called with all that its document allows and with what it does not, as everybody there is.

Schemathesis draws the calls out of the committed document; what comes back must be what the document says, and nobody
may get through who should not by the policy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import hypothesis
import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode

from aurora_celery import Aurora
from aurora_celery.model.access import Role
from aurora_web.auth.policy import POLICY, Access, Scope
from tests.integration.web.conftest import PREFIX, Caller

Program = Callable[..., Caller]

#: Calls of each operation, by somebody who gets through to the views, and by somebody who mostly does not.
EXAMPLES, FEW = 12, 3
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
GRAPH = {"aurora": 1, "name": "etl", "nodes": {"a": {"handler": "aurora.echo", "with": {"value": 1}}}}


@pytest.fixture
def known(aurora: Aurora) -> Mapping[str, Any]:
    """What paths can name: things that are there, so that calls get beyond the first look."""
    aurora.apply(aurora.read(GRAPH))
    run = aurora.submit("etl")
    return {"run_id": run.id, "node_id": "a", "name": "etl"}


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["allowed", "wrong"])
@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role.value if role else "anonymous")
@pytest.mark.timeout(600)
@pytest.mark.filterwarnings("ignore:Do not use the .random. module:hypothesis.errors.HypothesisDeprecationWarning")
def test_whatever_is_asked_is_answered_as_the_document_says(
    app: Flask, program: Program, known: Mapping[str, Any], role: Role | None, mode: GenerationMode
) -> None:
    headers = program(role).headers if role else {}
    document = schemathesis.openapi.from_wsgi(f"{PREFIX}/openapi.json", app)
    beyond: list[tuple[str, int]] = []
    for found in document.get_all_operations():
        assert isinstance(found, Ok), found
        operation = found.ok()
        if _streams(operation.definition.raw):
            continue
        access = _access(app, operation.method, operation.path)
        named = {name: value for name, value in known.items() if f"{{{name}}}" in operation.path}
        for given in (None, named) if named and operation.method.upper() != "DELETE" else (None,):
            often = EXAMPLES if access.scope is Scope.ANYONE or role in (Role.ADMIN, access.role) else FEW
            answers = _call_often(operation, mode, headers=headers, path=given, examples=often)
            beyond += [(operation.label, status) for status in answers if status < 300 and not _may(role, access)]
    assert beyond == []


def _call_often(
    operation: Any, mode: GenerationMode, *, headers: dict[str, str], path: Any, examples: int
) -> list[int]:
    """Call an operation with what is drawn for it; the states of HTTP that came back."""
    seen: list[int] = []

    @hypothesis.settings(
        max_examples=examples, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode, path_parameters=path))
    def call(case: schemathesis.Case[Any]) -> None:
        response = case.call(headers={**headers})
        case.validate_response(response, checks=CHECKS)
        seen.append(response.status_code)

    try:
        call()
    except hypothesis.errors.Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE, f"nothing can be asked of {operation.label}"
    return seen


def _access(app: Flask, method: str, path: str) -> Access:
    concrete = path.replace("{", "").replace("}", "")
    endpoint, _ = app.url_map.bind("localhost").match(concrete, method=method.upper())
    return POLICY[f"{method.upper()} {endpoint}"]


def _may(role: Role | None, access: Access) -> bool:
    """Whether somebody with a role everywhere gets through."""
    if access.scope is Scope.ANYONE:
        return True
    return role is not None and (access.scope is Scope.SIGNED_IN or role.covers(access.role))


def _streams(operation: Mapping[str, Any]) -> bool:
    """True for an operation whose answer has no end."""
    return any("text/event-stream" in answer.get("content", {}) for answer in operation["responses"].values())
