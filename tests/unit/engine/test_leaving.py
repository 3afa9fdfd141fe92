"""What a worker does on its way out, apart from Celery."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from celery.worker import state

from aurora_celery.engine import leaving as module
from aurora_celery.engine.doorbell import Address
from aurora_celery.engine.ids import NodeTask, node_task_id
from aurora_celery.engine.leaving import Leaving, kill_later, running_nodes, unbegun_messages

RUN = "0" * 32


class Request:
    """A message in a worker, as Celery keeps it."""

    def __init__(self, task_id: str, header: Any = None) -> None:
        self.id, self.request_dict = task_id, {"aurora": header} if header is not None else {}


@pytest.fixture
def reserve() -> Iterator[Callable[..., None]]:
    """Put messages into the worker."""
    kept: list[Request] = []

    def put(request: Request, *, active: bool = False) -> None:
        kept.append(request)
        state.reserved_requests.add(request)
        if active:
            state.active_requests.add(request)

    yield put
    state.reset_state()


class Member:
    """Notes what it is asked for."""

    def __init__(self, pids: tuple[int, ...] = (1,)) -> None:
        self.asked: list[Any] = []
        self.farewells: list[Any] = []
        self.steward: Any = SimpleNamespace(farewell=self.farewells.append)
        self._pids = pids

    def drain(self) -> None:
        self.asked.append("drain")

    def pass_on(self, messages: Sequence[Sequence[Address]]) -> None:
        self.asked.append(messages)

    def pids(self) -> tuple[int, ...]:
        return self._pids


def worker() -> Any:
    return SimpleNamespace(
        wait_for_soft_shutdown=lambda: None, pool=SimpleNamespace(stop=lambda: None), hostname="w", app=None
    )


def test_messages_that_no_process_works_on_are_passed_on_with_their_riders(reserve: Callable[..., None]) -> None:
    reserve(Request(node_task_id(RUN, 1, 2), {"plan": "p", "riders": "5-6"}))
    reserve(Request(node_task_id(RUN, 1, 3), {"plan": "p"}), active=True)
    reserve(Request("some-other-task"))
    assert unbegun_messages() == (tuple(Address(RUN, 1, index, "p") for index in (2, 5, 6)),)
    assert {*running_nodes()} == {NodeTask(RUN, 1, 2), NodeTask(RUN, 1, 3)}


def test_a_message_that_makes_no_sense_keeps_nobody_from_leaving(reserve: Callable[..., None]) -> None:
    reserve(Request("strange", {"plan": "p"}))
    reserve(Request(node_task_id(RUN, 0, 1), {"plan": "p", "riders": "x"}))
    assert unbegun_messages() == ()


def test_what_is_noted_before_the_consumer_stops_is_passed_on_after_it(reserve: Callable[..., None]) -> None:
    reserve(Request(node_task_id(RUN, 0, 1), {"plan": "p"}))
    member = Member()
    leaving = Leaving(worker(), member)
    leaving.begin()
    state.reserved_requests.clear()
    leaving.stop_pool()
    assert member.asked == ["drain", ((Address(RUN, 0, 1, "p"),),)]


def test_a_soft_shutdown_drains_before_it_waits() -> None:
    member, host = Member(), worker()
    host.wait_for_soft_shutdown = lambda: member.asked.append("wait")
    Leaving(host, member)
    host.wait_for_soft_shutdown()
    assert member.asked == ["drain", "wait"]


def test_a_worker_that_cannot_stop_its_consumer_is_ended_by_force(
    monkeypatch: pytest.MonkeyPatch, reserve: Callable[..., None]
) -> None:
    reserve(Request(node_task_id(RUN, 0, 1), {"plan": "p"}), active=True)
    ended = threading.Event()
    codes: list[int] = []
    monkeypatch.setattr(module, "GRACE", 0.0)

    def end(code: int) -> None:
        codes.append(code)
        ended.set()

    monkeypatch.setattr(os, "_exit", end)
    monkeypatch.setattr(state, "should_stop", None)
    member = Member()
    Leaving(worker(), member).leave("deaf")
    assert ended.wait(30)
    assert vars(state)["should_stop"] == 1
    assert (codes, member.farewells) == ([1], [(NodeTask(RUN, 0, 1),)])


def test_a_process_that_does_not_stop_is_killed_and_those_that_have_are_let_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sleep = [sys.executable, "-c", "import time; time.sleep(60)"]
    gone, going, stubborn = (subprocess.Popen(sleep) for _ in range(3))
    gone.kill()
    gone.wait()
    timers: list[threading.Timer] = []
    monkeypatch.setattr(threading.Timer, "start", lambda timer: timers.append(timer))  # noqa: PLW0108 - must become a method
    kill_later([gone.pid, going.pid, stubborn.pid], 1.0)
    going.kill()
    going.wait()
    (timer,) = timers
    timer.function(*timer.args)
    assert stubborn.wait(timeout=30) == -signal.SIGKILL


def test_where_processes_have_no_handles_nobody_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "pidfd_open")
    monkeypatch.setattr(threading.Timer, "start", lambda _: pytest.fail("somebody would have been killed"))
    kill_later([1], 0.0)


def test_where_the_kernel_refuses_handles_nobody_is_killed_and_the_worker_leaves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_: int) -> int:
        raise OSError(errno.ENOSYS, "Function not implemented")

    timers: list[threading.Timer] = []
    monkeypatch.setattr(os, "pidfd_open", refuse)
    monkeypatch.setattr(threading.Timer, "start", lambda timer: timers.append(timer))  # noqa: PLW0108 - must become a method
    kill_later([os.getpid()], 0.0)
    (timer,) = timers
    timer.function(*timer.args)
