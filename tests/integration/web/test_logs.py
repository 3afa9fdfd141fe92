"""What handlers said, over HTTP: by the page, as a file, in all runs, and as it comes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from aurora_celery import Aurora, RunHandle
from aurora_celery.model.access import Role
from aurora_celery.model.log import LogBatch, LogLevel, LogLine, LogSource
from tests.integration.web.conftest import Caller

Program = Callable[..., Caller]

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.fixture
def run(aurora: Aurora) -> RunHandle:
    """A run of which nothing has begun."""
    nodes = {name: {"handler": "aurora.echo", "with": {"value": 1}} for name in ("a", "b/c")}
    return aurora.submit(aurora.read({"aurora": 1, "name": "shop/etl", "nodes": nodes}))


def say(aurora: Aurora, run: RunHandle, *texts: str, number: int = 0, **fields: Any) -> None:
    """Let a node have said something, one line in every ten milliseconds."""
    view = aurora.store.runs.view(run.id)
    source = LogSource(
        run=run.id, epoch=0, node=0, attempt=1, plan=view.plan, graph=view.graph, handler="aurora.echo", worker="w1"
    )
    lines = [
        LogLine(
            at=NOON + timedelta(milliseconds=10 * (number + place)),
            level=LogLevel.ERROR if text.startswith("!") else LogLevel.INFO,
            logger="shop",
            text=text,
        )
        for place, text in enumerate(texts)
    ]
    aurora.store.logs.append([LogBatch(replace(source, **fields), number, tuple(lines))], keep=None)


def texts(caller: Caller, path: str, **query: Any) -> list[str]:
    """The texts of all pages."""
    found, cursor = [], None
    while True:
        answer = caller.get(path, query_string={**query, **({"cursor": cursor} if cursor else {})})
        assert answer.status_code == 200, answer.text
        found += [item["text"] for item in answer.get_json()["items"]]
        cursor = answer.get_json()["cursor"]
        if cursor is None:
            return found


def test_lines_of_a_run_come_by_the_page(aurora: Aurora, program: Program, run: RunHandle) -> None:
    say(aurora, run, "one", "two\n  lines", "!three")
    say(aurora, run, "four", number=5, node=1, attempt=2)
    caller, path = program(Role.VIEWER, "shop"), f"/runs/{run.id}/logs"
    assert texts(caller, path, limit=1) == texts(caller, path) == ["one", "two\n  lines", "!three", "four"]
    assert texts(caller, path, order="desc", limit=3) == ["four", "!three", "two\n  lines", "one"]
    assert texts(caller, path, node="b/c") == texts(caller, path, attempt=2) == ["four"]
    assert texts(caller, path, level="WARNING") == texts(caller, path, text="THREE") == ["!three"]
    assert texts(caller, path, since="2026-11-29T12:00:00.010Z", until="2026-11-29T12:00:00.02Z") == ["two\n  lines"]
    (item,) = caller.get(path, query_string={"node": "b/c"}).get_json()["items"]
    assert item == {
        "id": "0.1.2.5", "run": run.id, "graph": "shop/etl", "node": "b/c", "index": 1, "epoch": 0, "attempt": 2,
        "number": 5, "at": "2026-11-29T12:00:00.050Z", "level": "INFO", "logger": "shop", "text": "four",
        "handler": "aurora.echo", "worker": "w1", "trace_id": None,
    }  # fmt: skip


def test_what_is_asked_wrongly_is_a_problem(program: Program, run: RunHandle) -> None:
    caller, path = program(Role.VIEWER), f"/runs/{run.id}/logs"
    for where in ("", "/raw", "/stream"):
        assert caller.get(f"{path}{where}?node=x").status_code == 404
        assert caller.get(f"{path}{where}?level=LOUD").status_code == 422
        assert caller.get(f"/runs/nobody/logs{where}").status_code == 404
    assert caller.get(f"{path}?cursor=x").get_json(force=True)["code"] == "bad_cursor"
    assert caller.get("/logs?cursor=x").status_code == 400


def test_a_log_comes_as_a_file(aurora: Aurora, program: Program, run: RunHandle) -> None:
    say(aurora, run, "one", "!\x1b[31mtwo\x1b[0m")
    answer = program(Role.VIEWER).get(f"/runs/{run.id}/logs/raw")
    assert answer.text == (
        "2026-11-29T12:00:00.000Z INFO a#1 shop: one\n2026-11-29T12:00:00.010Z ERROR a#1 shop: !\x1b[31mtwo\x1b[0m\n"
    )
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{run.id}.log"'
    assert program(Role.OPERATOR).get(f"/runs/{run.id}/logs/raw?text=nothing").text == ""


def test_lines_of_all_runs_are_found_where_they_may_be_seen(aurora: Aurora, program: Program, run: RunHandle) -> None:
    other = aurora.submit(aurora.read({"aurora": 1, "name": "bank", "nodes": {"x": {"handler": "aurora.noop"}}}))
    say(aurora, run, "one", "two")
    say(aurora, other, "!three", number=2, worker="w2", handler="aurora.noop")
    say(aurora, run, "lost", number=3, plan="gone", node=7)
    everywhere, shop = program(Role.VIEWER), program(Role.ADMIN, "shop")
    assert texts(everywhere, "/logs", limit=2) == ["lost", "!three", "two", "one"]
    assert texts(shop, "/logs") == ["lost", "two", "one"]
    assert texts(shop, "/logs", order="asc", text="T") == ["two", "lost"]
    assert texts(everywhere, "/logs", worker="w2") == texts(everywhere, "/logs", handler="aurora.noop") == ["!three"]
    assert texts(everywhere, "/logs", graph="bank", level="ERROR") == ["!three"]
    assert texts(shop, "/logs", graph="bank") == []
    assert shop.get("/logs").get_json()["items"][0]["node"] == "#7"


def events(stream: Iterator[bytes]) -> Iterator[tuple[str, str, Any]]:
    """Name, id and data of each event."""
    for text in stream:
        fields = dict(line.split(": ", 1) for line in text.decode().splitlines() if line and not line.startswith(":"))
        if "data" in fields:
            yield fields["event"], fields.get("id", ""), json.loads(fields["data"])


def follow(caller: Caller, run: RunHandle, **options: Any) -> Any:
    answer = caller.get(f"/runs/{run.id}/logs/stream", buffered=False, **options)
    assert answer.status_code == 200
    return answer


def test_whoever_follows_is_told_everything_once_and_goes_on_where_it_broke_off(
    aurora: Aurora, program: Program, run: RunHandle
) -> None:
    caller = program(Role.VIEWER, "shop")
    say(aurora, run, "one", "two")
    page = caller.get(f"/runs/{run.id}/logs").get_json()
    with follow(caller, run) as answer:
        told = events(answer.response)
        assert [next(told)[2]["text"] for _ in range(2)] == ["one", "two"]
        say(aurora, run, "three", "!four", number=2)
        name, last, three = next(told)
        assert (name, three["text"]) == ("line", "three")
        assert next(told)[2]["text"] == "!four"
    for where in ({"headers": {"Last-Event-ID": last}}, {"query_string": {"after": page["follow"], "text": "r"}}):
        with follow(caller, run, **where) as answer:
            assert [next(events(answer.response))[2]["text"] for _ in range(1)] == ["three"]
    run.cancel()
    with follow(caller, run, query_string={"level": "ERROR"}) as answer:
        assert [(name, data.get("text")) for name, _, data in events(answer.response)] == [
            ("line", "!four"), ("end", None),
        ]  # fmt: skip


def test_a_cursor_that_leads_nowhere_is_answered_with_resync(aurora: Aurora, program: Program, run: RunHandle) -> None:
    run.cancel()
    with follow(program(Role.VIEWER), run, headers={"Last-Event-ID": "nonsense"}) as answer:
        assert [name for name, _, _ in events(answer.response)] == ["resync", "end"]


def test_no_more_listen_than_there_is_room_for(program: Program, run: RunHandle, app: Any) -> None:
    caller, seats = program(Role.VIEWER), app.extensions["aurora"].log_seats
    seats.taken = seats.most - 1
    with follow(caller, run):
        refused = caller.get(f"/runs/{run.id}/logs/stream")
        assert (refused.status_code, refused.get_json(force=True)["code"]) == (503, "too_many_listeners")
        assert refused.headers["Retry-After"]
    assert seats.taken == seats.most - 1
