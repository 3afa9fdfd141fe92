"""What handlers say is kept in batches, found in the order of time, and told as it comes, by every store alike."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from aurora_celery.errors import BadCursor, Unserialisable
from aurora_celery.model.log import LogBatch, LogLevel, LogLine, LogSource
from aurora_celery.model.operation import Operation, OperationKind
from aurora_celery.model.states import RunState
from aurora_celery.store import log_pages
from aurora_celery.store.log_ports import FoundLine, LogFilter
from aurora_celery.store.ports import Finish, Store
from tests.contract.store.runs import submitted

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
SOURCE = LogSource(run="r", epoch=0, node=0, attempt=1, plan="p", graph="shop/etl", handler="shop.fetch", worker="w1")


def line(text: str = "hello", milliseconds: int = 0, level: LogLevel = LogLevel.INFO) -> LogLine:
    return LogLine(at=NOON + timedelta(milliseconds=milliseconds), level=level, logger="shop", text=text)


def batch(*lines: LogLine, number: int = 0, **fields: object) -> LogBatch:
    return LogBatch(replace(SOURCE, **fields), number, lines)  # type: ignore[arg-type]


def pages(store: Store, where: LogFilter, *, limit: int = 100, newest: bool = False) -> Iterator[FoundLine]:
    cursor = None
    while True:
        page = store.logs.read(where, limit=limit, cursor=cursor, newest=newest)
        assert len(page.items) <= limit
        yield from page.items
        cursor = page.cursor
        if cursor is None:
            return


def texts(store: Store, where: LogFilter | None = None, **options: Any) -> list[str]:
    return [found.line.text for found in pages(store, where or LogFilter(run="r"), **options)]


def test_a_batch_is_found_as_it_was_given(store: Store) -> None:
    given = (replace(line("a"), trace_id="c0ffee"), line("b\nc \x1b[31mred\x1b[0m $x .y", 7, LogLevel.ERROR))
    store.logs.append([batch(*given, number=4)], keep=None)
    page = store.logs.read(LogFilter(run="r"))
    assert page.items == (FoundLine(SOURCE, 4, given[0]), FoundLine(SOURCE, 5, given[1]))
    assert page.cursor is None
    assert list(store.logs.batches("r")) == [batch(*given, number=4)]


def test_nothing_is_kept_twice(store: Store) -> None:
    store.logs.append([], keep=None)
    first, second = batch(line("a")), batch(line("b", 5), number=1)
    store.logs.append([first], keep=None)
    store.logs.append([first, second], keep=None)
    assert texts(store) == ["a", "b"]


def test_text_that_no_store_can_hold_is_refused(store: Store) -> None:
    with pytest.raises(Unserialisable):
        store.logs.append([batch(line("\ud800"))], keep=None)


def scattered(rng: random.Random) -> list[LogBatch]:
    """Tries that overlap in time, in batches as workers make them."""
    made = []
    for node in range(6):
        number, now = 0, rng.randrange(3000)
        for _ in range(rng.randrange(1, 5)):
            lines = [line(f"{node}:{number + at}", now + rng.randrange(400)) for at in range(rng.randrange(1, 6))]
            lines.sort(key=lambda each: each.at)
            lines = [replace(each, text=f"{node}:{number + at}") for at, each in enumerate(lines)]
            made.append(batch(*lines, number=number, node=node, run=f"r{node % 2}"))
            number, now = number + len(lines), now + 400 + rng.randrange(500)
    rng.shuffle(made)
    return made


@pytest.mark.parametrize("limit", [1, 3, 1000])
@pytest.mark.parametrize("newest", [False, True])
@pytest.mark.parametrize("scan", [1, 4, 1000])
def test_pages_together_are_all_lines_in_the_order_of_time(
    store: Store, limit: int, newest: bool, scan: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_pages, "SCAN", scan)
    made = scattered(random.Random(limit))
    store.logs.append(made, keep=None)
    expected = sorted(
        (
            (each.at, one.source.run, one.source.node, one.number + at)
            for one in made
            for at, each in enumerate(one.lines)
        ),
        reverse=newest,
    )
    found = list(pages(store, LogFilter(), limit=limit, newest=newest))
    assert [(each.line.at, each.source.run, each.source.node, each.number) for each in found] == expected
    assert {each.source.run for each in pages(store, LogFilter(run="r1"), limit=limit, newest=newest)} == {"r1"}


def test_a_page_of_long_lines_is_short(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_pages, "_PAGE", 25)
    store.logs.append([batch(*(line(str(place) * 10, place) for place in range(5)), line("x" * 30, 9))], keep=None)
    first = store.logs.read(LogFilter())
    assert [found.number for found in first.items] == [0, 1]
    assert [found.number for found in pages(store, LogFilter())] == [0, 1, 2, 3, 4, 5]
    assert [found.number for found in pages(store, LogFilter(), newest=True)] == [5, 4, 3, 2, 1, 0]


def test_lines_are_chosen_by_all_that_is_known_of_them(store: Store) -> None:
    store.logs.append(
        [
            batch(line("one"), line("Two \x1b[1mWO\x1b[0mrds", 10, LogLevel.ERROR)),
            batch(line("again", 20), attempt=2),
            batch(line("later", 30), epoch=1, node=3, worker="w2", handler="shop.clean"),
            batch(line("other", 40), run="s", graph="bank/etl"),
        ],
        keep=None,
    )
    wanted = {
        "one": LogFilter(run="r", attempt=1, until=NOON + timedelta(milliseconds=10)),
        "again": LogFilter(attempt=2),
        "later": LogFilter(run="r", node=3),
        "other": LogFilter(graph="bank/etl"),
    }
    for text, where in wanted.items():
        assert texts(store, where) == [text]
    assert texts(store, LogFilter(level=LogLevel.WARNING)) == texts(store, LogFilter(contains="two words"))
    assert texts(store, LogFilter(epoch=1)) == texts(store, LogFilter(worker="w2")) == ["later"]
    assert texts(store, LogFilter(handler="shop.clean")) == ["later"]
    assert texts(store, LogFilter(projects=("bank",))) == ["other"]
    assert texts(store, LogFilter(projects=())) == []
    assert texts(store, LogFilter(since=NOON + timedelta(milliseconds=20))) == ["again", "later", "other"]
    assert texts(store, LogFilter(contains=".*")) == texts(store, LogFilter(graph="$graph")) == []


@pytest.mark.parametrize("cursor", ["", "x", "WzFd", "WyJsb2dzIiwgMSwgMSwgMSwgMSwgMSwgMV0="])
def test_a_cursor_that_no_page_had_is_refused(store: Store, cursor: str) -> None:
    with pytest.raises(BadCursor):
        store.logs.read(LogFilter(), cursor=cursor)


def test_what_is_over_is_not_found(store: Store) -> None:
    store.logs.append([batch(line("a"))], keep=3600.0)
    assert texts(store) == ["a"]


def test_lines_go_with_their_run(store: Store) -> None:
    run = submitted(store).run
    store.runs.finish(run, 0, Finish(state=RunState.FAILED))
    store.logs.append([batch(line("a"), run=run), batch(line("b"))], keep=None)
    assert store.runs.delete(run, Operation(id="d", kind=OperationKind.DELETE, by="ann"))
    assert list(store.logs.batches(run)) == []
    assert texts(store, LogFilter()) == ["b"]


def test_whoever_follows_is_told_what_comes_and_what_came_after_a_cursor(store: Store) -> None:
    store.logs.append([batch(line("before"))], keep=None)
    instant = store.logs.instant()
    made = [batch(line(str(number)), number=number) for number in range(1, 4)]
    with closing(store.logs.follow("r")) as feed:
        store.logs.append([batch(line("x"), run="s"), made[0]], keep=None)
        store.logs.append(made[1:], keep=None)
        told = [feed.next(timeout=20.0) for _ in made]
        assert [news.batch for news in told if news] == made
        assert feed.next(timeout=0.01) is None
    assert told[0] is not None
    for cursor, missed in ((instant, made), (told[0].cursor, made[1:])):
        with closing(store.logs.follow("r", after=cursor)) as feed:
            again = [feed.next(timeout=20.0) for _ in missed]
            assert [news.batch for news in again if news] == missed


@pytest.mark.parametrize("cursor", ["x", "", "t1", "99999999999999999999", "ABCDEF0123456789ABCDEF0123456789"])
def test_nobody_can_go_on_after_a_cursor_that_is_none(store: Store, cursor: str) -> None:
    with pytest.raises(BadCursor), closing(store.logs.follow("r", after=cursor)) as feed:
        feed.next(timeout=0.0)
