"""What handlers said, read and followed by both clients and by the command line, over HTTP."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from aurora_celery import Aurora, LogLevel, LogQuery, RunHandle
from aurora_celery.client import AsyncClient, Client
from aurora_celery.client.log_values import LogListener
from aurora_celery.client.streams import Message
from aurora_celery.errors import NodeNotFound, WaitTimeout
from aurora_celery.model.access import Role
from tests.e2e.stack import aurora as call
from tests.integration.web.conftest import Served
from tests.integration.web.test_logs import run, say

__all__ = ["run"]


@pytest.fixture
def key(token: Callable[..., str]) -> str:
    """Of somebody who may look."""
    return token(Role.VIEWER)


def test_lines_are_read_and_followed_over_a_restart_of_the_server(
    served: Served, key: str, aurora: Aurora, run: RunHandle
) -> None:
    say(aurora, run, "one", "!two", node=1)
    with Client(served.url, token=key) as client:
        mine = client.run(run.id)
        assert list(mine.logs()) == list(run.logs())
        assert [each.text for each in mine.logs(node="b/c", level=LogLevel.ERROR, contains="TWO")] == ["!two"]
        assert [each.text for each in client.log_page(LogQuery(worker="w1", graph="shop/etl"), limit=1).items] == [
            "!two"
        ]
        with pytest.raises(NodeNotFound):
            mine.log_page(LogQuery(node="x"))
        served.stop()
        threading.Timer(0.5, served.start).start()
        told = mine.follow_logs()
        assert [next(told).text for _ in range(2)] == ["one", "!two"]
        say(aurora, run, "three", number=2, node=1)
        assert next(told).text == "three"
        run.cancel()
        assert list(told) == []
        page = mine.log_page(limit=1)
        assert list(mine.follow_logs(after=page.follow)) == []
        again = [each.text for each in mine.follow_logs(after="a cursor that leads nowhere")]
        assert again == ["one", "!two", "three"]


def test_whoever_follows_in_vain_is_told(served: Served, key: str, run: RunHandle) -> None:
    with Client(served.url, token=key) as client, pytest.raises(WaitTimeout):
        list(client.run(run.id).follow_logs(timeout=1.0))
    with pytest.raises(WaitTimeout):
        list(run.follow_logs(timeout=0.5))


def test_a_client_that_is_awaited_does_the_same(served: Served, key: str, aurora: Aurora, run: RunHandle) -> None:
    say(aurora, run, "one", "!two")

    async def main() -> None:
        async with AsyncClient(served.url, token=key) as client:
            mine = client.run(run.id)
            assert [each async for each in mine.logs(level=LogLevel.ERROR)] == list(run.logs(level=LogLevel.ERROR))
            assert len((await client.log_page(limit=1)).items) == 1
            served.stop()
            threading.Timer(0.5, served.start).start()
            told = mine.follow_logs()
            assert [(await anext(told)).text for _ in range(2)] == ["one", "!two"]
            say(aurora, run, "three", number=2)
            assert (await anext(told)).text == "three"
            run.cancel()
            assert [each async for each in told] == []
            resumed = [each.text async for each in mine.follow_logs(after="a cursor that leads nowhere")]
            assert resumed == ["one", "!two", "three"]

    asyncio.run(main())


def test_a_line_is_heard_once(run: RunHandle, aurora: Aurora) -> None:
    say(aurora, run, "one", "two")
    one, two = run.logs()
    listener = LogListener(None)
    assert [listener.is_new(each) for each in (one, two, one, two)] == [True, True, False, False]
    assert listener.missed(Message("resync", "{}", ""))
    assert listener.hear(Message("something newer", "{}", "")) is None


def test_the_command_line_shows_lines(served: Served, key: str, aurora: Aurora, run: RunHandle, tmp_path: Path) -> None:
    say(aurora, run, "one \x1b[31mred\x1b[0m \x1b]0;title\x07", "!two", node=1)
    say(aurora, run, "three", number=2, attempt=2)
    remote = {"AURORA_SERVER": served.url, "AURORA_TOKEN": key}
    plain = call(tmp_path, "runs", "logs", run.id, env=remote)
    assert plain.stdout == "b/c INFO    one red \\x1b]0;title\\x07\nb/c ERROR   !two\na#2 INFO    three\n", plain.stderr
    run.cancel()
    some = call(tmp_path, "runs", "logs", run.id, "--level", "error", "--node", "b/c", "-f", "-t", env=remote)
    assert some.stdout == "2026-11-29T12:00:00.010Z b/c ERROR   !two\n"
    documents = call(tmp_path, "runs", "logs", run.id, "--json", "--grep", "ONE", "--attempt", "1", env=remote)
    assert json.loads(documents.stdout)["text"] == "one \x1b[31mred\x1b[0m \x1b]0;title\x07"
