"""Runs as files over HTTP: out of one store and into another, or not at all."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping, Sequence

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from aurora_celery import Aurora
from aurora_celery.engine.engine import Engine
from aurora_celery.errors import StoreUnavailable
from aurora_celery.model.access import Role
from tests.conftest import WorkerFactory
from tests.integration.web.conftest import Caller

Program = Callable[..., Caller]

NDJSON = "application/x-ndjson"
GRAPH = {
    "aurora": 1,
    "name": "shop/two",
    "inputs": {"text": {"type": "string"}},
    "nodes": {
        "a": {"handler": "aurora.echo", "with": {"value": "${{ inputs.text }}"}},
        "b": {"handler": "aurora.echo", "with": {"value": "${{ nodes.a }}"}},
    },
    "outputs": {"b": "${{ nodes.b }}"},
}


def read_into(told: bytearray, answer: TestResponse) -> None:
    """What comes of an answer, as it comes."""
    for part in answer.iter_encoded():
        told += part


@pytest.fixture
def ended(aurora: Aurora, celery_worker_process: WorkerFactory, web_settings: Mapping[str, str]) -> str:
    """A run that has ended, with values that lie beside its nodes."""
    celery_worker_process("aurora_celery", env=dict(web_settings))
    return aurora.submit(aurora.read(GRAPH), text="long " * 2000).wait(timeout=60).id


def test_a_run_is_exported_deleted_and_imported_again(program: Program, aurora: Aurora, ended: str) -> None:
    admin = program(Role.ADMIN)
    before = admin.get(f"/runs/{ended}").get_json()
    exported = admin.get(f"/runs/{ended}/export")
    assert (exported.status_code, exported.mimetype) == (200, NDJSON)
    assert exported.headers["Content-Disposition"] == f'attachment; filename="{ended}.ndjson"'
    archive = exported.data
    admin.call("DELETE", f"/runs/{ended}")
    for created in (True, False):
        imported = admin.post("/runs/import", data=archive, content_type=NDJSON)
        assert imported.get_json() == {"items": [{"run": ended, "created": created}]}
    assert admin.get(f"/runs/{ended}").get_json()["nodes"] == before["nodes"]
    assert aurora.run(ended).result == {"b": "long " * 2000}

    lines = archive.splitlines(keepends=True)
    for body, line in ((b"".join(lines[:-1]), len(lines)), (b'{"a": 1}\n', 1), (b"", 1), (b"no archive", 1)):
        answer = admin.post("/runs/import", data=body, content_type=NDJSON)
        problem = answer.get_json(force=True)
        assert (answer.status_code, problem["code"]) == (422, "bad_archive")
        assert problem["detail"].startswith(f"the body, line {line}:"), problem
    assert admin.post("/runs/import", data=gzip.compress(archive), content_type=NDJSON).status_code == 422
    assert admin.post("/runs/import", data=archive, content_type="application/json").status_code == 415
    aurora.run(ended).rerun()
    assert admin.post("/runs/import", data=archive, content_type=NDJSON).status_code == 409


def test_an_export_that_breaks_off_cannot_be_taken_for_a_whole_one(
    program: Program, ended: str, monkeypatch: pytest.MonkeyPatch, aurora: Aurora, caplog: pytest.LogCaptureFixture
) -> None:
    engine: Engine = aurora.runtime.engine()

    read, calls = engine.store.results.get_many, list[int]()

    def lost(keys: Sequence[str]) -> dict[str, str]:
        calls.append(len(keys))
        if len(calls) > 1:
            raise StoreUnavailable("it went away")
        return read(keys)

    monkeypatch.setattr(engine.store.results, "get_many", lost)
    told = bytearray()
    answer = program(Role.VIEWER).get(f"/runs/{ended}/export", buffered=False)
    assert answer.status_code == 200
    with pytest.raises(StoreUnavailable):
        read_into(told, answer)
    assert told
    assert b'"close"' not in told
    assert "the export breaks off" in caplog.text


def test_what_is_wrong_with_the_run_shows_before_the_answer_begins(program: Program, aurora: Aurora) -> None:
    waiting = aurora.submit(aurora.read(GRAPH), text="x")
    viewer = program(Role.VIEWER, "shop")
    answer = viewer.get(f"/runs/{waiting.id}/export")
    assert (answer.status_code, answer.get_json(force=True)["code"]) == (409, "illegal_operation")
    assert viewer.get("/runs/nothing/export").status_code == 404
    assert program(Role.ADMIN, "bank").get(f"/runs/{waiting.id}/export").status_code == 404
    assert program(Role.EDITOR).post("/runs/import", data=b"{}", content_type=NDJSON).status_code == 403


def test_a_body_beyond_the_limit_is_413(program: Program, app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 1000
    answer = program(Role.ADMIN).post("/runs/import", data=b"{" + b" " * 2000, content_type=NDJSON)
    assert answer.status_code == 413
