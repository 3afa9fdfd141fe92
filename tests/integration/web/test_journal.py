"""The audit log when the store goes away in the midst of a request."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from aurora_celery import Aurora
from aurora_celery.errors import StoreUnavailable
from aurora_celery.model.access import AuditEntry, Role
from aurora_web.auth import unwritten
from tests.integration.web.conftest import PASSWORD, Caller

Program = Callable[..., Caller]
GRAPH = {"aurora": 1, "name": "etl", "nodes": {"a": {"handler": "aurora.echo", "with": {"value": 1}}}}


class Outage:
    """The audit log's store, away and back."""

    def __init__(self, aurora: Aurora, monkeypatch: pytest.MonkeyPatch) -> None:
        self.away = False
        self._append = aurora.access.audit.append
        monkeypatch.setattr(aurora.access.audit, "append", self.append)
        monkeypatch.setattr(unwritten, "_FIRST", 0.05)

    def append(self, **facts: str) -> AuditEntry:
        if self.away:
            raise StoreUnavailable("it is away")
        return self._append(**facts)  # type: ignore[arg-type]


@pytest.fixture
def outage(aurora: Aurora, app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Outage]:
    found = Outage(aurora, monkeypatch)
    yield found
    found.away = False
    assert app.extensions["aurora-unwritten"].drain(30)


def written(aurora: Aurora, *, count: int) -> list[AuditEntry]:
    """The log, once it has so many entries."""
    for _ in range(200):
        if len(found := aurora.access.audit.list().items) >= count:
            return list(found)
        time.sleep(0.05)
    raise AssertionError("the entries were not written")


def test_an_answer_stays_what_it_is_and_its_entry_is_written_later(
    program: Program, aurora: Aurora, outage: Outage
) -> None:
    editor = program(Role.EDITOR)
    outage.away = True
    assert editor.post("/graphs", {"definition": GRAPH}).status_code == 201
    assert editor.post("/runs", {"graph": "etl"}).status_code == 201
    assert aurora.access.audit.list().items == ()
    outage.away = False
    found = written(aurora, count=2)
    assert [entry.action for entry in found] == ["runs.Runs", "graphs.Graphs"]
    assert all("happened" in entry.detail for entry in found)
    assert aurora.access.audit.verify() is None


def test_when_no_more_can_be_kept_nothing_is_changed(
    program: Program, aurora: Aurora, outage: Outage, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = program(Role.EDITOR)
    monkeypatch.setattr(app.extensions["aurora-unwritten"], "_most", 1)
    outage.away = True
    assert editor.post("/graphs", {"definition": GRAPH}).status_code == 201
    refused = editor.post("/runs", {"graph": "etl"})
    assert (refused.status_code, refused.get_json(force=True)["code"]) == (503, "audit_unavailable")
    assert "Retry-After" in refused.headers
    assert editor.get("/runs").get_json()["items"] == []


def test_nobody_signs_in_unrecorded(browser: Callable[..., Caller], outage: Outage, app: Flask) -> None:
    browser("ada")
    outage.away = True
    stranger = Caller(app.test_client())
    assert stranger.post("/session", {"name": "ada", "password": PASSWORD}).status_code == 503
    assert stranger.get("/session").status_code == 401
