"""The committed description of the API is that of the API; every operation is described and has an example."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from aurora_web.app.describe import document, text
from tests.architecture.source import ROOT

COMMITTED = ROOT / "web" / "openapi.json"


def test_the_committed_document_is_that_of_the_api() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == text(document()), "make api writes it anew"


def test_every_operation_says_what_it_does() -> None:
    assert [name for name, operation in _operations() if not operation.get("summary")] == []


def test_every_body_has_an_example() -> None:
    bodies = {name: operation["requestBody"] for name, operation in _operations() if "requestBody" in operation}
    assert [name for name, body in bodies.items() if "example" not in body["content"]["application/json"]] == []


def _operations() -> Iterator[tuple[str, dict[str, Any]]]:
    described = json.loads(COMMITTED.read_text(encoding="utf-8"))
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            if method != "parameters":
                yield f"{method.upper()} {path}", operation
