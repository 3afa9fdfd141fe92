"""Put batches together to pages of lines in the order of time, whatever keeps them."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Final

from aurora_celery.errors import BadCursor
from aurora_celery.model.access import project_of
from aurora_celery.model.log import LogBatch, LogLine, LogSource
from aurora_celery.store.log_ports import SPAN, FoundLine, LogFilter, LogPage

#: Batches that are looked at for one page, unless that would get it nowhere; large ones count as several.
SCAN: Final = 1000
_LARGE: Final = 8192
#: Characters of one page, unless its first line has more.
_PAGE: Final = 2 * 2**20
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)
_LARGEST: Final = (datetime.max.replace(tzinfo=UTC) - _EPOCH - timedelta(days=1)) // _MILLISECOND
_SPAN_MS: Final = SPAN // _MILLISECOND
#: What colours text on a terminal.
_COLOUR: Final = re.compile(r"\x1b\[[0-9;:]*m")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a line stands among all: by its time in milliseconds first. A place need not be that of a line."""

    at: int
    run: str = ""
    epoch: int = -1
    node: int = -1
    attempt: int = -1
    number: int = -1

    @property
    def moment(self) -> datetime:
        """The time."""
        return _EPOCH + self.at * _MILLISECOND


def write_place(place: Place) -> str:
    """A cursor that stands at this place."""
    text = json.dumps(["logs", place.at, place.run, place.epoch, place.node, place.attempt, place.number])
    return base64.urlsafe_b64encode(text.encode()).decode()


def read_place(cursor: str) -> Place:
    """The place of a cursor. Raises BadCursor for one that no page of lines ever had."""
    try:
        name, at, run, *rest = json.loads(base64.b64decode(cursor.encode(), altchars=b"-_", validate=True))
        run.encode()
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise BadCursor(cursor) from error
    numbers = [each for each in (at, *rest) if type(each) is int and -1 <= each <= _LARGEST]
    if name != "logs" or type(run) is not str or len(numbers) != 5 or len(rest) != 4 or at < 0:
        raise BadCursor(cursor)
    return Place(at, run, *rest)


@dataclass(frozen=True, slots=True)
class Reach:
    """Of which batches the first lines have to be looked at: from one time to another, both included."""

    since: datetime | None
    until: datetime | None


def reach_of(where: LogFilter, after: Place | None, *, newest: bool) -> Reach:
    """Where the batches begin that may hold a line of a page."""
    since, until = where.since, where.until
    if after is not None and newest:
        until = after.moment if until is None else min(until, after.moment)
    elif after is not None:
        since = after.moment if since is None else max(since, after.moment)
    return Reach(None if since is None or since - _EPOCH < SPAN else since - SPAN, until)


def page_of(
    batches: Iterable[tuple[datetime, LogBatch | None]],
    where: LogFilter,
    *,
    limit: int,
    after: Place | None,
    newest: bool,
) -> LogPage:
    """A page out of batches that come in the order of the times of their first lines.

    Of a batch of which nothing is wanted the time alone is told.
    """
    merge, scanned = _Merge(where, limit=limit, after=after, newest=newest), 0
    for first, batch in batches:
        frontier = Place(_milliseconds(first) + _SPAN_MS + 1 if newest else _milliseconds(first))
        merge.release(frontier)
        if merge.is_full:
            break
        if scanned >= SCAN and merge.is_ahead(frontier):
            return LogPage(tuple(merge.found), write_place(frontier))
        scanned += 1
        if batch is not None:
            merge.add(batch)
            scanned += sum(len(line.text) for line in batch.lines) // _LARGE
    else:
        merge.release(None)
    return merge.page()


class _Merge:
    """Holds lines back until nothing that is still to come can stand before them."""

    def __init__(self, where: LogFilter, *, limit: int, after: Place | None, newest: bool) -> None:
        self._where, self._limit, self._after, self._newest = where, limit, after, newest
        self._held: list[tuple[Place, FoundLine]] = []
        self._places: list[Place] = []
        self._size = 0
        self.found: list[FoundLine] = []

    @property
    def is_full(self) -> bool:
        """True with more than the page may have."""
        return len(self.found) > self._limit or self._size > _PAGE

    def is_ahead(self, place: Place) -> bool:
        """Whether the next page would begin behind this one."""
        return self._after is None or (place < self._after if self._newest else place > self._after)

    def add(self, batch: LogBatch) -> None:
        """Take the lines of a batch that are wanted."""
        if not fits_source(self._where, batch.source):
            return
        for offset, line in enumerate(batch.lines):
            found = FoundLine(batch.source, batch.number + offset, line)
            place = _place_of(found)
            if self.is_ahead(place) and fits_line(self._where, line):
                self._held.append((place, found))

    def release(self, frontier: Place | None) -> None:
        """Let those go that stand before everything that is still to come; without a frontier, all."""
        self._held.sort(key=lambda pair: pair[0], reverse=self._newest)
        ready = len(self._held)
        if frontier is not None:
            past = (place >= frontier if self._newest else place < frontier for place, _ in self._held)
            ready = next((at for at, is_past in enumerate(past) if not is_past), ready)
        for place, found in self._held[:ready]:
            self._places.append(place)
            self.found.append(found)
            self._size += len(found.line.text)
        del self._held[:ready]

    def page(self) -> LogPage:
        """What was found, up to what a page may have."""
        sizes = accumulate(len(found.line.text) for found in self.found[: self._limit])
        count = max(1, sum(size <= _PAGE for size in sizes))
        cursor = write_place(self._places[count - 1]) if count < len(self.found) else None
        return LogPage(tuple(self.found[:count]), cursor)


def fits_source(where: LogFilter, source: LogSource) -> bool:
    """Whether lines of a try may be wanted."""
    names = ("run", "node", "epoch", "attempt", "graph", "handler", "worker")
    if any(getattr(where, name) not in (None, getattr(source, name)) for name in names):
        return False
    return where.projects is None or project_of(source.graph) in where.projects


def fits_line(where: LogFilter, line: LogLine) -> bool:
    """Whether a line is wanted, if its try is."""
    if where.level is not None and line.level < where.level:
        return False
    if (where.since is not None and line.at < where.since) or (where.until is not None and line.at >= where.until):
        return False
    if not where.contains:
        return True
    text = _COLOUR.sub("", line.text) if "\x1b" in line.text else line.text
    return where.contains.casefold() in text.casefold()


def _place_of(found: FoundLine) -> Place:
    source = found.source
    return Place(_milliseconds(found.line.at), source.run, source.epoch, source.node, source.attempt, found.number)


def _milliseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // _MILLISECOND
