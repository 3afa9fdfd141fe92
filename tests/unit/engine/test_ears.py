"""Whether a worker may be deaf, as Celery's worker shows it, and what it does then."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from celery import Celery
from celery.bootsteps import CLOSE, RUN  # type: ignore[attr-defined]
from celery.worker import state

from aurora_celery.engine.ears import Ears
from aurora_celery.engine.pulse import Pulse
from aurora_celery.engine.steward import Rhythm
from aurora_celery.store.memory.store import MemoryStore
from aurora_celery.store.ports import Unheard, WorkerBeat


def serve() -> None:
    """A handler."""


class Request:
    """Something that runs."""


class Site:
    """A worker that has been silent since it began, with a memory broker of Celery's."""

    def __init__(self) -> None:
        self.app = Celery("deaf", broker="memory://", set_as_current=False)
        self.app.task(name="a", shared=False)(serve)
        self.app.task(name="limited", rate_limit="1/m", shared=False)(serve)
        self.app.finalize()
        self.consumer = SimpleNamespace(connection=object(), blueprint=SimpleNamespace(state=RUN))
        self.worker: Any = SimpleNamespace(app=self.app, consumer=self.consumer, concurrency=1)
        self.store, self.pulse, self.reasons = MemoryStore(url="memory://"), Pulse(), list[str]()
        self.ears = self.listening()

    def listening(self, *, deaf_after: float = 1e-9) -> Ears:
        return Ears(
            self.worker,
            store=self.store,
            pulse=self.pulse,
            rhythm=Rhythm(heartbeat=0.01, lease=60, sweep=60, deaf_after=deaf_after),
            queue_of=lambda _, queue: queue or "celery",
            leave=self.reasons.append,
        )

    def call(self, handler: str, queue: str | None = None) -> None:
        """A leading sweeper rings in vain for this."""
        call = Unheard(handler=handler, queue=queue, since=datetime.max.replace(tzinfo=self.store.now().tzinfo))
        beat = WorkerBeat(id="l", host="h", pid=1, birth=1, boot="", namespace="", pids=(), unheard=(call,))
        self.store.workers.beat(beat)


@pytest.fixture
def site() -> Site:
    return Site()


def test_a_worker_that_missed_a_call_leaves_with_the_reason(site: Site) -> None:
    site.ears.listen()
    assert site.reasons == []
    site.call("a")
    site.ears.listen()
    assert len(site.reasons) == 1
    assert "nodes of a are rung for in vain" in site.reasons[0]


@pytest.mark.parametrize(("handler", "queue"), [("unknown", None), ("limited", None), ("a", "elsewhere")])
def test_what_would_not_have_come_here_at_once_was_not_missed(site: Site, handler: str, queue: str | None) -> None:
    site.call(handler, queue)
    site.ears.listen()
    assert site.reasons == []


def _busy(site: Site) -> None:
    site.worker.running = Request()
    state.active_requests.add(site.worker.running)


def _unconnected(site: Site) -> None:
    site.consumer.connection = None


def _closing(site: Site) -> None:
    site.consumer.blueprint.state = CLOSE


def _starting(site: Site) -> None:
    del site.worker.consumer


@pytest.mark.parametrize("make", [_busy, _unconnected, _closing, _starting, lambda site: site.pulse.drain()],
                         ids=["busy", "unconnected", "closing", "starting", "draining"])  # fmt: skip
def test_a_worker_that_could_take_nothing_has_missed_nothing(site: Site, make: Any) -> None:
    make(site)
    site.call("a")
    site.ears.listen()
    state.reset_state()
    assert site.reasons == []


def test_a_worker_whose_broker_does_not_answer_anew_stays(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Dead:
        transport = SimpleNamespace(driver_name="redis")

        def ensure_connection(self, **_: Any) -> None:
            raise ConnectionRefusedError("nobody is there")

    asked: list[Any] = []

    def connection_for_read(**options: Any) -> AbstractContextManager[Dead]:
        asked.append(options)
        return nullcontext(Dead())

    monkeypatch.setattr(site.app, "connection_for_read", connection_for_read)
    site.call("a")
    site.ears.listen()
    assert site.reasons == []
    assert "cannot be reached anew: nobody is there" in caplog.text
    assert asked == [{}, {"transport_options": {"socket_timeout": 5.0, "socket_connect_timeout": 5.0}}]


def test_the_watch_outlives_a_look_that_fails(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []

    def listen() -> None:
        looks.append(1)
        if len(looks) == 3:
            site.ears.stop()
        raise RuntimeError("the store is away")

    monkeypatch.setattr(site.ears, "listen", listen)
    site.ears._run()
    assert len(looks) == 3


def test_nobody_listens_where_the_settings_say_so(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    ears = site.listening(deaf_after=0.0)
    monkeypatch.setattr(ears, "_run", lambda: pytest.fail("it listens"))
    ears.start()
