"""What the store does not take of the audit log is kept, and written in order when it is back."""

from __future__ import annotations

import logging
import threading

import pytest

from aurora_celery.errors import StoreUnavailable
from aurora_web.auth import unwritten as room
from aurora_web.auth.unwritten import Entry, Unwritten


class Log:
    """A log whose store is away until it is let back."""

    def __init__(self) -> None:
        self.away = True
        self.tried = threading.Event()
        self.written: list[Entry] = []
        self.all = threading.Event()
        self.expected = 0

    def append(self, entry: Entry) -> None:
        self.tried.set()
        if self.away:
            raise StoreUnavailable("it is away")
        self.written.append(entry)
        if len(self.written) == self.expected:
            self.all.set()


def entry(target: str, outcome: str = "done") -> Entry:
    return Entry("ada", "runs.Runs", target, outcome, "127.0.0.1", "t", {"method": "POST"})


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_FIRST", 0.01)


def test_what_the_store_takes_is_written_at_once_as_it_is() -> None:
    log = Log()
    log.away = False
    mine = Unwritten(log.append)
    mine.write(entry("a"))
    assert (log.written, len(mine)) == ([entry("a")], 0)


def test_what_it_does_not_take_is_written_in_order_when_it_is_back(caplog: pytest.LogCaptureFixture) -> None:
    log, names = Log(), [str(number) for number in range(5)]
    mine = Unwritten(log.append)
    with caplog.at_level(logging.WARNING):
        for name in names:
            mine.write(entry(name))
    assert "'target': '3'" in caplog.text
    log.expected, log.away = len(names), False
    assert log.all.wait(10)
    assert [each.target for each in log.written] == names
    assert all(each.detail["happened"].endswith("+00:00") for each in log.written)


def test_the_writer_ends_and_another_begins() -> None:
    log = Log()
    mine = Unwritten(log.append)
    for count in (1, 2):
        log.expected, log.away = count, True
        log.all.clear()
        mine.write(entry("x"))
        writer = mine._writer
        log.away = False
        assert log.all.wait(10)
        if writer is not None:
            writer.join(10)
    assert (len(mine), mine._writer) == (0, None)


def test_there_is_an_end_to_what_is_kept() -> None:
    mine = Unwritten(Log().append, most=4)
    for name in "abcd":
        assert not mine.full
        mine.write(entry(name))
    assert mine.full


def test_strangers_cannot_fill_it(caplog: pytest.LogCaptureFixture) -> None:
    mine = Unwritten(Log().append, most=4)
    with caplog.at_level(logging.WARNING):
        for name in "abcdef":
            mine.write(entry(name, "refused"))
    assert (len(mine), mine.full) == (2, False)
    assert "is lost" in caplog.text
