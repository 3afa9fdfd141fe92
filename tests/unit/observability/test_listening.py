"""What is said while a node is being tried is kept as it was said; all the rest is nobody's."""

from __future__ import annotations

import asyncio
import contextvars
import logging
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from opentelemetry.trace import NonRecordingSpan, SpanContext, use_span

from aurora_celery.config.settings import LogsSettings
from aurora_celery.engine.unsealing import Opened
from aurora_celery.errors import StoreError, StoreUnavailable
from aurora_celery.model.log import LogBatch, LogSource, level_of
from aurora_celery.observability.listening import Listening
from aurora_celery.observability.shipping import Said, Shipping, Speaker, batches_of
from aurora_celery.store.log_ports import SPAN, LogFilter
from aurora_celery.store.memory.store import MemoryStore

shop = logging.getLogger("shop")

SOURCE = LogSource(run="r", epoch=0, node=3, attempt=2, plan="p", graph="g", handler="h", worker="w")


def held(secrets: Opened | None = None, *, attempt: int = 1) -> Any:
    return SimpleNamespace(
        ref=SimpleNamespace(run="r", epoch=0),
        node=SimpleNamespace(index=3, handler="h"),
        claim=SimpleNamespace(attempt=attempt),
        head=SimpleNamespace(hash="p", name="g"),
        holder=SimpleNamespace(worker="w"),
        secrets=secrets or Opened(),
    )


@pytest.fixture(autouse=True)
def untouched(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Streams and loggers are afterwards as they were before."""
    monkeypatch.setattr(sys, "stdout", sys.stdout)
    monkeypatch.setattr(sys, "stderr", sys.stderr)
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", list(root.handlers))
    root.setLevel(logging.DEBUG)
    yield
    root.setLevel(logging.WARNING)


class Ear:
    """Listens into a store in memory."""

    def __init__(self, **settings: Any) -> None:
        self.store = MemoryStore()
        self.listening = Listening(LogsSettings(**settings), store=lambda: self.store)

    @contextmanager
    def trying(self, given: Any = None) -> Iterator[None]:
        tried = given or held()
        with self.listening.trying(tried), self.listening.handling(tried):
            yield

    def heard(self) -> list[tuple[str, str, str]]:
        self.listening.close()
        found = self.store.logs.read(LogFilter(), limit=1000).items
        return [(each.line.level.name, each.line.logger, each.line.text) for each in found]

    def texts(self) -> list[str]:
        return [text for _, _, text in self.heard()]


def test_every_logger_is_heard_once_and_only_within_a_try() -> None:
    apart, ear = logging.getLogger("shop.apart"), Ear()
    apart.propagate = False
    shop.info("before")
    with ear.trying():
        shop.debug("too low")
        shop.info("%s, %d", "one", 1)
        apart.warning("two")
        logging.getLogger("celery.redirected").error("what Celery makes of a print")
    with ear.listening.handling(held()):
        shop.info("no try")
    shop.info("after")
    assert ear.heard() == [("INFO", "shop", "one, 1"), ("WARNING", "shop.apart", "two")]


def test_whoever_sets_up_logging_anew_is_heard_from_the_next_try_on() -> None:
    ear = Ear()
    with ear.trying():
        shop.info("one")
    logging.getLogger().handlers.clear()
    with ear.trying(held(attempt=2)):
        shop.info("two")
    assert ear.texts() == ["one", "two"]


def test_a_record_that_passes_twice_is_kept_once_and_one_without_a_text_is_named() -> None:
    ear = Ear()
    with ear.trying():
        (listener,) = (each for each in logging.getLogger().handlers if "RecordListener" in repr(each))
        record = logging.makeLogRecord({"name": "x", "msg": "once", "levelno": 20})
        listener.handle(record)
        listener.handle(record)
        listener.handle(logging.makeLogRecord({"name": "x", "msg": "%d", "args": ("a",), "levelno": 60}))
    assert ear.heard() == [
        ("INFO", "x", "once"), ("CRITICAL", "x", "'%d' <its text cannot be had: TypeError>"),
    ]  # fmt: skip


def test_what_is_printed_becomes_lines(capsys: pytest.CaptureFixture[str]) -> None:
    ear = Ear()
    with ear.trying():
        sys.stdout.write("one\ntwo ")
        sys.stderr.writelines(["a\n", "\x1b[1mb\x1b[0m\r\n"])
        sys.stdout.write("halves\n\n10%\r20%\r")
        sys.stdout.write("30%\r\nthe rest\r")
        assert not sys.stdout.isatty()
    sys.stdout.write("nobody's\n")
    assert sorted(ear.heard()) == sorted(
        [("INFO", "stdout", text) for text in ("one", "two halves", "", "30%", "the rest")]
        + [("WARNING", "stderr", text) for text in ("a", "\x1b[1mb\x1b[0m")]
    )
    assert capsys.readouterr().out.endswith("the rest\rnobody's\n")


def test_a_line_of_a_trace_has_its_id() -> None:
    ear, place = Ear(), SpanContext(0xC0FFEE, 0xB0B, is_remote=False)
    with ear.trying(), use_span(NonRecordingSpan(place)):
        shop.info("one")
    ear.listening.close()
    (found,) = ear.store.logs.read(LogFilter()).items
    assert found.line.trace_id == f"{0xC0FFEE:032x}"


def test_output_can_be_left_alone() -> None:
    ear = Ear(capture_output=False, level="WARNING")
    with ear.trying():
        sys.stdout.write("one\n")
        shop.info("two")
        shop.warning("three")
    assert ear.texts() == ["three"]


def test_tasks_and_threads_with_the_context_are_of_the_try_until_it_ends() -> None:
    ear, go_on = Ear(), threading.Event()

    def late() -> None:
        go_on.wait(10)
        shop.info("late")

    async def main() -> None:
        await asyncio.gather(asyncio.to_thread(shop.info, "thread"), asyncio.create_task(part()))

    async def part() -> None:
        shop.info("task")

    with ear.trying():
        asyncio.run(main())
        thread = threading.Thread(target=contextvars.copy_context().run, args=(late,))
        thread.start()
        other = threading.Thread(target=shop.info, args=("without the context",))
        other.start()
        other.join()
    go_on.set()
    thread.join()
    assert sorted(ear.texts()) == ["task", "thread"]


def test_a_process_that_a_handler_forks_is_not_heard() -> None:
    ear = Ear()
    with ear.trying():
        child = os.fork()
        if child == 0:
            shop.info("child")
            os._exit(0)
        os.waitpid(child, 0)
        shop.info("parent")
    assert ear.texts() == ["parent"]


def test_secrets_are_hidden_wherever_they_stand() -> None:
    secrets = Opened({"a": "hunter2-of-the-bank", "b": "first line\nsecond line\nxy"}.__getitem__)
    assert secrets["a"]
    assert secrets["b"]
    ear = Ear()
    with ear.trying(held(secrets)):
        logging.getLogger("hunter2-of-the-bank").info("it is %r", secrets["a"])
        sys.stdout.write("hunter2-")
        sys.stdout.write("of-the-bank\n" + secrets["b"] + "\n")
    assert ear.heard() == [
        ("INFO", "***", "it is '***'"),
        ("INFO", "stdout", "***"),
        ("INFO", "stdout", "***"),
        ("INFO", "stdout", "***"),
        ("INFO", "stdout", "xy"),
    ]


def test_long_lines_are_cut_and_odd_ones_made_presentable() -> None:
    # pytest keeps what is logged for its report, and half a character cannot be sent from one test process to another.
    logging.getLogger().handlers.clear()
    ear = Ear(line_limit=256)
    with ear.trying():
        shop.info("\u00fc" * 200)
        shop.info("a\0b\ud800c")
        sys.stdout.write("x" * 2000)
    first, second, third = ear.texts()
    assert first == "\u00fc" * 128 + " ... (144 bytes were cut)"
    assert second == "a\ufffdb?c"
    assert third.startswith("x" * 256 + " ...")


@pytest.mark.parametrize("settings", [{"try_lines": 3}, {"try_bytes": 1024, "line_limit": 400}])
def test_who_says_too_much_is_cut_off_and_told_how_much_was_dropped(settings: dict[str, int]) -> None:
    ear = Ear(**settings)
    with ear.trying():
        for number in range(10):
            shop.info("%d%s", number, "x" * 339)
    texts = ear.texts()
    assert [text[0] for text in texts[:3]] == ["0", "1", "2"]
    assert texts[3:] == [
        "this try has said as much as one may; what follows is dropped",
        "7 lines were dropped beyond what one try may say",
    ]


class Away:
    """A store that does not answer until it is told to; nor does it take what it does not like."""

    def __init__(self) -> None:
        self.store, self.back, self.asked = MemoryStore(), threading.Event(), threading.Event()
        self.logs = self

    def now(self) -> datetime:
        return self.store.now()

    def append(self, batches: list[LogBatch], *, keep: float | None) -> None:
        self.asked.set()
        if not self.back.is_set():
            raise StoreUnavailable("away")
        if any("poison" in line.text for batch in batches for line in batch.lines):
            raise StoreError("refused")
        self.store.logs.append(batches, keep=keep)


def test_a_store_that_is_away_holds_nobody_up_and_what_is_lost_is_counted() -> None:
    ear, away = Ear(buffer=65536, interval=0.01), Away()
    ear.store = away  # type: ignore[assignment]
    with ear.trying():
        shop.info("first %s", "x" * 60_000)
        assert away.asked.wait(20)
        for number in range(5):
            shop.info("%d %s", number, "x" * 20_000)
        away.back.set()
        assert ear.listening._shipping.flush(timeout=20)
        shop.info("last")
    ear.listening.close()
    texts = [each.line.text[:60] for each in away.store.logs.read(LogFilter()).items]
    assert [text[:5] for text in texts] == ["first", "5 lin", "last"]
    assert texts[1] == "5 lines were dropped here, for the store did not take them i"


def test_lines_that_the_store_refuses_are_lost_and_no_others(caplog: pytest.LogCaptureFixture) -> None:
    ear, away = Ear(interval=5.0), Away()
    ear.store = away  # type: ignore[assignment]
    with ear.trying():
        shop.info("poison")
        with ear.trying(held(attempt=2)):
            shop.info("good")
        away.back.set()
    ear.listening.close()
    assert [each.line.text for each in away.store.logs.read(LogFilter()).items] == ["good"]
    assert "lines of handlers are lost" in caplog.text


def test_a_machine_without_threads_to_spare_loses_lines_and_no_handler(monkeypatch: pytest.MonkeyPatch) -> None:
    ear, start, left = Ear(), threading.Thread.start, [3]

    def refuse(thread: threading.Thread) -> None:
        left[0] -= 1
        if left[0] >= 0:
            raise RuntimeError("can't start new thread")
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", refuse)
    with ear.trying():
        for text in ("one", "two", "three"):
            shop.info(text)
    assert ear.texts() == ["2 lines were dropped here, for the store did not take them in time", "three"]


def test_a_fault_of_ours_ends_nobodys_wait(caplog: pytest.LogCaptureFixture) -> None:
    ear = Ear()
    ear.listening._shipping = Shipping(LogsSettings(), lambda: None)  # type: ignore[arg-type, return-value]
    with ear.trying():
        shop.info("one")
    assert ear.listening._shipping.flush(timeout=20)
    assert "1 lines of handlers are lost" in caplog.text


def test_who_says_nothing_costs_nothing() -> None:
    ear = Ear()
    ear.listening._shipping = Shipping(LogsSettings(), lambda: pytest.fail("nobody has said anything"))
    with ear.trying():
        pass
    ear.listening.close()
    assert ear.listening._shipping._thread is None


class Tryer:
    source = SOURCE
    latest: datetime | None = None


def said(number: int, at: float = 0.0, size: int = 1) -> Said:
    return Said(number, at, level_of(20), "x", str(number), None, size)


def test_batches_are_bounded_in_time_and_size_and_times_do_not_go_back() -> None:
    one, other = Tryer(), Tryer()
    lines: list[tuple[Speaker, Said]] = [
        (one, said(0)),
        (other, said(0)),
        (one, said(1, 0.4)),
        (one, said(2, 0.6)),
        (one, said(3, 0.1)),
    ]
    lines += [(one, said(4, 0.6, size=200_000)), (one, said(5, 0.6, size=200_000)), (one, said(7, 0.6))]
    found = list(batches_of(lines, ahead=timedelta(seconds=10)))
    assert [[line.text for line in batch.lines] for batch in found] == [
        ["0", "1"],
        ["2", "3", "4"],
        ["5"],
        ["7"],
        ["0"],
    ]
    assert [batch.number for batch in found] == [0, 2, 5, 7, 0]
    assert found[0].first == datetime(1970, 1, 1, 0, 0, 10, tzinfo=UTC)
    assert all(batch.lines[-1].at - batch.first <= SPAN for batch in found)
    assert [line.at.microsecond for line in found[1].lines] == [600_000] * 3
    many = list(batches_of([(one, said(number)) for number in range(2500)], ahead=timedelta()))
    assert [len(batch.lines) for batch in many] == [1000, 1000, 500]
