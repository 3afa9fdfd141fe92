"""What handlers say while a node is being tried: lines, where each is from, and how a whole try's are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum


class LogLevel(IntEnum):
    """How serious a line is, with the numbers of Python's ``logging``."""

    DEBUG = 10
    INFO = 20
    WARNING = 30
    ERROR = 40
    CRITICAL = 50


def level_of(number: int) -> LogLevel:
    """The level that a number of ``logging`` reaches; what is below all of them counts as DEBUG."""
    return max((level for level in LogLevel if level <= number), default=LogLevel.DEBUG)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One line, or one record of several. ``logger`` is ``stdout`` or ``stderr`` for what was printed."""

    at: datetime
    level: LogLevel
    logger: str
    text: str
    trace_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSource:
    """A try of a node, and the process that made it. ``node`` is the node's index in the plan with this hash."""

    run: str
    epoch: int
    node: int
    attempt: int
    plan: str
    graph: str
    handler: str
    worker: str


@dataclass(frozen=True, slots=True)
class LogBatch:
    """Some lines of one try, in order; ``number`` is that of the first, counted from 0 within the try."""

    source: LogSource
    number: int
    lines: tuple[LogLine, ...]

    @property
    def first(self) -> datetime:
        """When the first line was said."""
        return self.lines[0].at


@dataclass(frozen=True, slots=True, kw_only=True)
class LogQuery:
    """Which lines are wanted, in the words of those who ask; all that is given must hold.

    ``level`` and what is more serious. ``contains`` is looked for without regard to case, and to colours in the
    text. ``since`` is at this time or later, ``until`` before it. ``node`` and ``epoch`` are of a single run;
    ``graph``, ``handler``, ``worker`` and ``projects``, None for all, of many.
    """

    node: str | None = None
    epoch: int | None = None
    attempt: int | None = None
    level: LogLevel | None = None
    contains: str = ""
    since: datetime | None = None
    until: datetime | None = None
    graph: str | None = None
    handler: str | None = None
    worker: str | None = None
    projects: Sequence[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One line as it is shown: with the name of its node, and where it stands among the lines of its try.

    ``cursor`` is there when it was followed: to go on after it.
    """

    run: str
    graph: str
    node: str
    index: int
    epoch: int
    attempt: int
    number: int
    at: datetime
    level: LogLevel
    logger: str
    text: str
    handler: str
    worker: str
    trace_id: str | None = None
    cursor: str = ""

    @property
    def id(self) -> str:
        """What tells this line from all others of its run."""
        return f"{self.epoch}.{self.index}.{self.attempt}.{self.number}"
