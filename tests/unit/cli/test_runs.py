"""``aurora runs`` on a store in memory."""

from __future__ import annotations

import json

import pytest
from celery import Celery

from aurora_celery import Aurora
from aurora_celery.cli.session import Session
from aurora_celery.store.ports import Output
from tests.contract.store.runs import submitted
from tests.unit.cli.conftest import Call


@pytest.fixture
def aurora(monkeypatch: pytest.MonkeyPatch) -> Aurora:
    """What the commands are connected to."""
    made = Aurora(Celery("shop", set_as_current=False), store="memory://")
    monkeypatch.setattr(Session, "connected", lambda _: made)
    return made


@pytest.mark.parametrize("arguments", [(), ("--json",)])
def test_runs_are_listed_without_reading_their_values(aurora: Aurora, call: Call, arguments: tuple[str, ...]) -> None:
    submitted(aurora.store, id="large", inputs=Output(ref="large/not-there", size=10**9))
    result = call("runs", "list", *arguments)
    assert result.exit_code == 0, result.output
    assert "large" in result.output


def test_the_list_as_json_goes_on_where_it_ended(aurora: Aurora, call: Call) -> None:
    for name in ("a", "b"):
        submitted(aurora.store, id=name)
    first = json.loads(call("runs", "list", "--json", "--limit", "1").output)
    second = json.loads(call("runs", "list", "--json", "--limit", "1", "--cursor", first["cursor"]).output)
    assert [run["id"] for page in (first, second) for run in page["items"]] == ["b", "a"]
