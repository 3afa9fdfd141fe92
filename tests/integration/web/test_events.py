"""Live events over HTTP: who hears what, where one goes on, and for how long one may listen."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from aurora_celery import Aurora, RunHandle
from aurora_celery.errors import StoreUnavailable
from aurora_celery.model.access import Role
from aurora_web.auth import standing as standing_module
from aurora_web.resources import streaming
from tests.integration.web.conftest import Caller

Program = Callable[..., Caller]
Told = Iterator[tuple[str, str, Any]]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look every few hundredths of a second whether who listens may still."""
    # The package has a blueprint of this name.
    monkeypatch.setattr(sys.modules["aurora_web.resources.events"], "_PULSE", 0.05)
    monkeypatch.setattr(streaming, "_RECHECK", 0.05)
    monkeypatch.setattr(standing_module, "LASTING", 0.05)


def submit(aurora: Aurora, name: str = "shop/etl") -> RunHandle:
    return aurora.submit(aurora.read({"aurora": 1, "name": name, "nodes": {"a": {"handler": "aurora.noop"}}}))


@contextmanager
def listening(caller: Caller, **options: Any) -> Iterator[Told]:
    """Somebody who listens, once the answer has begun."""
    with caller.get("/events", buffered=False, **options) as answer:
        assert answer.status_code == 200
        yield told(answer.response)


def told(stream: Any) -> Told:
    for text in stream:
        fields = dict(line.split(": ", 1) for line in text.decode().strip().splitlines() if not line.startswith(":"))
        if fields:
            yield fields["event"], fields.get("id", ""), json.loads(fields["data"])


def ends(stream: Told, count: int) -> list[tuple[str, str]]:
    """So many runs that were cancelled, and the ids of these events."""
    found = []
    for name, identifier, data in stream:
        if (name, data.get("state")) == ("run", "cancelled"):
            found.append((data["run"], identifier))
            if len(found) == count:
                break
    return found


def test_all_hear_the_same_and_go_on_where_they_broke_off(aurora: Aurora, program: Program) -> None:
    runs = [submit(aurora) for _ in range(3)]
    caller = program(Role.VIEWER)
    query = {"runs": "true"}
    with listening(caller, query_string=query) as one, listening(caller, query_string=query) as other:
        runs[0].cancel()
        first = ends(one, 1)
        assert first == ends(other, 1)
    for run in runs[1:]:
        run.cancel()
    for place in ({"headers": {"Last-Event-ID": first[0][1]}, "query_string": query},
                  {"query_string": {**query, "after": first[0][1]}}):  # fmt: skip
        with listening(caller, **place) as stream:
            assert [run for run, _ in ends(stream, 2)] == [run.id for run in runs[1:]]


def test_of_all_runs_only_those_that_may_be_seen(aurora: Aurora, program: Program) -> None:
    hidden, shown = submit(aurora, "bank/etl"), submit(aurora)
    with listening(program(Role.VIEWER, "shop"), query_string={"runs": "true"}) as stream:
        hidden.cancel()
        shown.cancel()
        assert [data["run"] for _, _, data in (next(stream),)] == [shown.id]


def test_of_one_run_everything(aurora: Aurora, program: Program) -> None:
    run, other = submit(aurora), submit(aurora)
    with listening(program(Role.VIEWER), query_string={"run": run.id}) as stream:
        other.cancel()
        run.cancel()
        heard = []
        while ("node", "cancelled") not in heard or ("run", "cancelled") not in heard:
            name, _, data = next(stream)
            heard.append((name, data.get("state")))
            assert data["run"] == run.id


@pytest.mark.parametrize("cursor", ["nonsense", "0" * 40])
def test_who_goes_on_from_nowhere_has_to_look_anew(aurora: Aurora, program: Program, cursor: str) -> None:
    run = submit(aurora)
    options = {"headers": {"Last-Event-ID": cursor}, "query_string": {"runs": "true"}}
    with listening(program(Role.VIEWER), **options) as stream:
        assert next(stream)[0] == "resync"
        run.cancel()
        assert ends(stream, 1)[0][0] == run.id


def test_who_is_slow_has_to_look_anew(aurora: Aurora, program: Program) -> None:
    with listening(program(Role.VIEWER), query_string={"runs": "true"}) as stream:
        run = submit(aurora)
        next(stream)
        for listener in aurora.broadcast._listeners:  # what the store tells is too much for them
            listener.miss()
        run.cancel()
        names = [next(stream)[0] for _ in range(2)]
        assert names[0] == "resync"


def test_a_key_that_is_taken_away_ends_its_streams(aurora: Aurora, program: Program) -> None:
    caller, other = program(Role.VIEWER), program(Role.OPERATOR)
    key = next(key for key in aurora.access.keys.list().items if key.role is Role.VIEWER)
    query = {"runs": "true"}
    with listening(caller, query_string=query) as stream, listening(other, query_string=query) as goes_on:
        aurora.access.keys.remove(key.id)
        assert list(stream) == []
        run = submit(aurora)
        run.cancel()
        assert ends(goes_on, 1)[0][0] == run.id


def test_a_session_that_has_to_change_its_password_hears_nothing(
    aurora: Aurora, browser: Callable[..., Caller]
) -> None:
    with listening(browser("ada"), query_string={"runs": "true"}) as stream:
        user = aurora.access.users.get("ada")
        assert user is not None
        aurora.access.users.change(replace(user, must_change=True))
        assert list(stream) == []


def test_a_stream_ends_when_nobody_can_say_for_long_whose_it_is(
    aurora: Aurora, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: Any) -> None:
        raise StoreUnavailable("it is away")

    monkeypatch.setattr(streaming, "_PATIENCE", 0.1)
    with listening(program(Role.VIEWER), query_string={"runs": "true"}) as stream:
        monkeypatch.setattr(type(aurora.access.keys), "find", away)
        assert list(stream) == []


def test_what_is_taken_back_over_the_api_counts_with_the_next_request(
    aurora: Aurora, browser: Callable[..., Caller], program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what was taken back elsewhere as soon as who it is is asked again."""
    monkeypatch.setattr(standing_module, "LASTING", 600.0)
    admin, ada, key = browser("root"), browser("ada", Role.VIEWER), program(Role.VIEWER)
    assert [caller.get("/runs").status_code for caller in (ada, key)] == [200, 200]
    identifier = next(each.id for each in aurora.access.keys.list().items)
    aurora.access.keys.remove(identifier)
    assert key.get("/runs").status_code == 200
    assert admin.call("DELETE", "/users/ada").status_code == 204
    assert [caller.get("/runs").status_code for caller in (ada, key)] == [401, 401]
