"""What Aurora asks of a store about what handlers say: keep it in batches, find it by the page, tell it as it comes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from aurora_celery.model.log import LogBatch, LogEntry, LogLevel, LogLine, LogSource
from aurora_celery.store.values import Page

#: The most time between the first and the last line of a batch: what is read in the order of time relies on it.
SPAN: Final = timedelta(milliseconds=500)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFilter:
    """Which lines are wanted; all that is given must hold. ``level`` and what is more serious.

    ``contains`` is looked for without regard to case, and to colours in the text. ``projects`` are those that
    may be seen, None for all. ``since`` is at this time or later, ``until`` before it.
    """

    run: str | None = None
    node: int | None = None
    epoch: int | None = None
    attempt: int | None = None
    level: LogLevel | None = None
    contains: str = ""
    graph: str | None = None
    handler: str | None = None
    worker: str | None = None
    projects: Sequence[str] | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A line with where it is from, and its number within its try."""

    source: LogSource
    number: int
    line: LogLine


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some lines, and the cursor that leads to more; None at the end. A page may be short and not the last."""

    items: tuple[FoundLine, ...]
    cursor: str | None


@dataclass(frozen=True, slots=True)
class LogEntries(Page[LogEntry]):
    """Some lines of a run, as people read them. ``follow`` is the cursor with which to follow it from there."""

    follow: str


@dataclass(frozen=True, slots=True)
class LogNews:
    """Lines that were kept just now. ``cursor`` stands for everything up to these."""

    cursor: str
    batch: LogBatch


class LogFeed(Protocol):
    """An open question to the store about one run. The lines of one try come in their order."""

    def next(self, *, timeout: float) -> LogNews | None:
        """What was kept next; None when nothing was in so many seconds.

        Raises EventsLost when the store no longer knows what followed the cursor.
        """

    def close(self) -> None:
        """Give back what the feed holds."""


class LogStore(Protocol):
    """Lines of tries. A batch is identified by its try and its number, and never written twice."""

    def append(self, batches: Sequence[LogBatch], *, keep: float | None) -> None:
        """Keep some, each for so many seconds, None for as long as its run; again is harmless.

        No batch may reach over more than ``SPAN``, or hold a megabyte or more.
        """

    def read(self, where: LogFilter, *, limit: int = 100, cursor: str | None = None, newest: bool = False) -> LogPage:
        """Lines in the order of their times, or the newest first.

        The cost of a page does not depend on its depth, and is bounded however few lines are found. Raises BadCursor.
        """

    def batches(self, run: str) -> Iterator[LogBatch]:
        """Everything that is kept of a run, try by try."""

    def instant(self) -> str:
        """A cursor for ``follow``: what is not told after it can be read from now on."""

    def follow(self, run: str, *, after: str | None = None) -> LogFeed:
        """What is kept of a run from now on, or after a cursor.

        Raises EventsLost when the store no longer knows what followed the cursor, BadCursor for what is none.
        """
