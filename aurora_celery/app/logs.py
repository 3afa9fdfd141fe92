"""What handlers said: of one run or of all, by the page or as it comes, with the names of the nodes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Final

from aurora_celery.app.following import has_ended
from aurora_celery.app.inspection import Inspector
from aurora_celery.errors import NotFound, StoreUnavailable, WaitTimeout
from aurora_celery.model.log import LogEntry, LogQuery, LogSource
from aurora_celery.store.log_pages import fits_line, fits_source
from aurora_celery.store.log_ports import FoundLine, LogEntries, LogFilter, LogNews
from aurora_celery.store.values import Page

if TYPE_CHECKING:
    from aurora_celery.app.runtime import Runtime
    from aurora_celery.engine.engine import Engine

#: Lines that are read at a time by those who want all.
_AT_ONCE: Final = 1000
#: Seconds for which a single question waits for an answer, so that whoever follows can be interrupted.
_STRETCH: Final = 1.0
#: Seconds for which a store that does not answer is asked again, and the pause between two questions.
_PATIENCE: Final = 60.0
_PAUSE: Final = 0.2


class Logs:
    """What the handlers of all runs said."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    def page(
        self, query: LogQuery | None = None, *, limit: int = 100, cursor: str | None = None, newest: bool = True
    ) -> Page[LogEntry]:
        """Some lines, the newest first. A page may be short, or empty, and not the last. Raises BadCursor.

        Nodes go by their names within a run only, so that none can be asked for here.
        """
        engine = self._runtime.engine()
        where = _filter(query or LogQuery(), run=None, node=None)
        found = engine.store.logs.read(where, limit=limit, cursor=cursor, newest=newest)
        return Page(tuple(_entry(engine, each) for each in found.items), found.cursor)


class RunLogs:
    """What the handlers of one run said."""

    def __init__(self, engine: Engine, run_id: str) -> None:
        self._engine, self._run = engine, run_id

    def page(self, query: LogQuery, *, limit: int, cursor: str | None, newest: bool) -> LogEntries:
        """Some lines, and where to follow the run from."""
        where, instant = self._where(query), self._engine.store.logs.instant()
        found = self._engine.store.logs.read(where, limit=limit, cursor=cursor, newest=newest)
        return LogEntries(tuple(_entry(self._engine, each) for each in found.items), found.cursor, instant)

    def each(self, query: LogQuery) -> Iterator[LogEntry]:
        """All lines, in the order of time."""
        return self._each(self._where(query))

    def follow(
        self, query: LogQuery, *, after: str | None, timeout: float | None, until_end: bool
    ) -> Iterator[LogEntry | None]:
        """What was said, unless ``after`` says from where, and what is said then; None for a second of silence."""
        where = self._where(query)
        told: dict[tuple[int, int, int], int] = {}
        if after is None:
            after = self._engine.store.logs.instant()
            for entry in self._each(where):
                told[entry.epoch, entry.index, entry.attempt] = entry.number
                yield entry
        for news in _Ear(self._engine, self._run, timeout=timeout, until_end=until_end).news(after):
            if news is None:
                yield None
                continue
            source = news.batch.source
            last = told.get((source.epoch, source.node, source.attempt), -1)
            for found in _wanted(news, where):
                if found.number > last:
                    is_last = found.number == news.batch.number + len(news.batch.lines) - 1
                    yield _entry(self._engine, found, cursor=news.cursor if is_last else after)
            after = news.cursor

    def _each(self, where: LogFilter) -> Iterator[LogEntry]:
        cursor, more = None, True
        while more:
            page = self._engine.store.logs.read(where, limit=_AT_ONCE, cursor=cursor)
            yield from (_entry(self._engine, each) for each in page.items)
            cursor, more = page.cursor, page.cursor is not None

    def _where(self, query: LogQuery) -> LogFilter:
        inspector = Inspector(self._engine, self._run)
        node = None if query.node is None else inspector.index(query.node)
        return _filter(query, run=self._run, node=node)


class _Ear:
    """Asks the store for what is kept of one run until nothing more is to come."""

    def __init__(self, engine: Engine, run: str, *, timeout: float | None, until_end: bool) -> None:
        self._engine, self._run, self._until_end = engine, run, until_end
        self._timeout = timeout
        self._deadline = None if timeout is None else time.monotonic() + timeout
        self._over = self._quiet = False
        self._silent_since: float | None = None

    def news(self, cursor: str) -> Iterator[LogNews | None]:
        """A store that is away for a while is asked again where it broke off."""
        while not self._over:
            try:
                for news in self._stretch(cursor):
                    cursor = cursor if news is None else news.cursor
                    yield news
            except StoreUnavailable as error:
                self._bear(error)

    def _stretch(self, cursor: str) -> Iterator[LogNews | None]:
        with closing(self._engine.store.logs.follow(self._run, after=cursor)) as feed:
            while not self._over:
                news = feed.next(timeout=self._patience())
                self._silent_since = None
                self._check(news)
                yield news

    def _patience(self) -> float:
        return _STRETCH if self._deadline is None else max(0.0, min(_STRETCH, self._deadline - time.monotonic()))

    def _check(self, news: LogNews | None) -> None:
        """Last lines may be a little later than the end of their run, so that it takes two silences to be over."""
        if news is not None:
            self._quiet = False
        elif self._until_end and has_ended(self._engine.store.runs.view(self._run)):
            self._over, self._quiet = self._quiet, True
        if not self._over and self._deadline is not None and time.monotonic() >= self._deadline:
            raise WaitTimeout(self._run, self._timeout or 0.0)

    def _bear(self, error: StoreUnavailable) -> None:
        now = time.monotonic()
        self._silent_since = self._silent_since or now
        if now - self._silent_since > _PATIENCE:
            raise error
        time.sleep(_PAUSE)


def _wanted(news: LogNews, where: LogFilter) -> Iterator[FoundLine]:
    batch = news.batch
    if fits_source(where, batch.source):
        for number, line in enumerate(batch.lines, batch.number):
            if fits_line(where, line):
                yield FoundLine(batch.source, number, line)


def _filter(query: LogQuery, *, run: str | None, node: int | None) -> LogFilter:
    names = (
        "epoch", "attempt", "level", "contains", "since", "until", "graph", "handler", "worker", "projects",
    )  # fmt: skip
    return LogFilter(run=run, node=node, **{name: getattr(query, name) for name in names})


def _entry(engine: Engine, found: FoundLine, *, cursor: str = "") -> LogEntry:
    source, line = found.source, found.line
    return LogEntry(
        run=source.run,
        graph=source.graph,
        node=_name(engine, source),
        index=source.node,
        epoch=source.epoch,
        attempt=source.attempt,
        number=found.number,
        at=line.at,
        level=line.level,
        logger=line.logger,
        text=line.text,
        handler=source.handler,
        worker=source.worker,
        trace_id=line.trace_id,
        cursor=cursor,
    )


def _name(engine: Engine, source: LogSource) -> str:
    """The name of a node; its number where the plan is gone, for what it said is still worth reading."""
    try:
        return engine.plans.node(source.plan, source.node).id
    except NotFound:
        return f"#{source.node}"
