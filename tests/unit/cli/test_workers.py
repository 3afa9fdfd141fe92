"""``aurora workers`` and the labels of ``aurora worker``."""

from __future__ import annotations

import json
import os
from typing import Any

import pytest
from celery import Celery

from aurora_celery import Aurora
from aurora_celery.cli.session import Session
from aurora_celery.store.ports import WorkerBeat
from tests.unit.cli.conftest import Call

BEAT = WorkerBeat(
    id="celery@a:7:beef",
    host="a",
    pid=7,
    birth=1,
    boot="b",
    namespace="n",
    pids=(8, 9),
    handlers=("celery.group", "shop.fetch"),
    queues=("aurora", "fast"),
    labels=("disk=ssd", "note=a=b"),
    concurrency=4,
    refused=3,
)


@pytest.fixture
def aurora(monkeypatch: pytest.MonkeyPatch) -> Aurora:
    """What the commands are connected to."""
    made = Aurora(Celery("shop", set_as_current=False), store="memory://")
    monkeypatch.setattr(Session, "connected", lambda _: made)
    return made


def test_workers_are_listed_with_their_state(aurora: Aurora, call: Call) -> None:
    aurora.store.workers.beat(BEAT)
    output = call("workers").output
    assert "celery@a:7:beef  a     7    active  disk=ssd note=a=b  aurora fast  1         2 of 4" in output


def test_workers_as_json_say_all(aurora: Aurora, call: Call) -> None:
    for name, draining in (("a", False), ("b", True)):
        beat = WorkerBeat(id=name, host="h", pid=1, birth=1, boot="", namespace="", pids=(), draining=draining)
        aurora.store.workers.beat(beat)
    aurora.store.workers.beat(BEAT)
    first, second, third = json.loads(call("workers", "--json").output)
    assert (first["state"], second["state"]) == ("active", "draining")
    assert third.pop("since") <= third.pop("last_beat")
    assert third == {
        "id": "celery@a:7:beef",
        "host": "a",
        "pid": 7,
        "state": "active",
        "labels": {"disk": "ssd", "note": "a=b"},
        "queues": ["aurora", "fast"],
        "handlers": ["shop.fetch"],
        "concurrency": 4,
        "processes": [8, 9],
        "refused": 3,
    }


def test_where_no_worker_lives_the_list_is_empty(aurora: Aurora, call: Call) -> None:
    assert aurora.store.workers.workers(within=60) == ()
    assert json.loads(call("workers", "--json").output) == []
    assert call("workers").output.startswith("WORKER")


def test_labels_of_the_command_line_reach_the_worker(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Any] = {}
    monkeypatch.setattr(os, "execv", lambda _, command: seen.update(command=command, **os.environ))
    result = call("worker", "--label", "zone=eu", "--label", "disk=ssd", "-Q", "fast", AURORA_WORKER__LABELS="zone=us")
    assert result.exit_code == 0, result.output
    assert seen["AURORA_WORKER__LABELS"] == "zone=eu,disk=ssd"
    assert seen["command"][-2:] == ["-Q", "fast"]


@pytest.mark.parametrize("label", ["zone", "=eu", "zone=a,b", "z e=eu", "zone=\n"])
def test_a_label_needs_a_name(call: Call, monkeypatch: pytest.MonkeyPatch, label: str) -> None:
    monkeypatch.setattr(os, "execv", lambda *_: pytest.fail("the worker was started"))
    result = call("worker", "--label", label)
    assert result.exit_code == 2
    assert "a label is NAME=VALUE" in result.output


def test_a_label_stands_once(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "execv", lambda *_: pytest.fail("the worker was started"))
    result = call("worker", "--label", "zone=eu", "--label", "zone=us")
    assert result.exit_code == 2
    assert "twice" in result.output
