"""What handlers said: which lines somebody wants, and how they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from aurora_celery import LogEntry, LogLevel, LogQuery
from aurora_web.api import RequestModel, ResponseModel
from aurora_web.api.model import Moment
from aurora_web.schemas.moments import utc

LevelName = Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]
Name = Annotated[str, Field(min_length=1, max_length=255)]
Number = Annotated[int, Field(ge=0, le=1_000_000)]


class LinesQuery(RequestModel):
    """Which lines; all that is given must hold."""

    level: LevelName | None = Field(default=None, description="This one, and what is more serious.")
    text: Annotated[str, Field(max_length=1000)] = Field(
        default="", description="What a line has to contain; case and colours do not matter."
    )
    since: datetime | None = Field(default=None, description="Said at this time or later.")
    until: datetime | None = Field(default=None, description="Said before this time.")

    def lines(self) -> LogQuery:
        """The same for the store."""
        level = None if self.level is None else LogLevel[self.level]
        return LogQuery(level=level, contains=self.text, since=utc(self.since), until=utc(self.until))


class OfRunQuery(LinesQuery):
    """Which lines of a run."""

    node: Name | None = Field(default=None, description="Of this node, by its id.")
    epoch: Number | None = None
    attempt: Number | None = Field(default=None, description="Of this try of each node.")

    def lines(self) -> LogQuery:
        """The same for the store."""
        return _with(super().lines(), node=self.node, epoch=self.epoch, attempt=self.attempt)


class PageOfLines(RequestModel):
    """How many, and from where."""

    limit: int = Field(default=200, ge=1, le=1000)
    cursor: Annotated[str, Field(max_length=500)] | None = None


class RunLogsQuery(OfRunQuery, PageOfLines):
    """A page of the lines of a run."""

    order: Literal["asc", "desc"] = Field(default="asc", description="The oldest first, or the newest.")


class RunLogStreamQuery(OfRunQuery):
    """What to follow of a run."""

    after: Annotated[str, Field(max_length=1000)] | None = Field(
        default=None, description="`follow` of a page; the header Last-Event-ID counts if both are there."
    )


class LogsQuery(LinesQuery, PageOfLines):
    """A page of the lines of all runs that may be seen."""

    graph: Name | None = None
    handler: Name | None = None
    worker: Name | None = Field(default=None, description="By its id.")
    order: Literal["asc", "desc"] = Field(default="desc", description="The oldest first, or the newest.")

    def lines(self, projects: Sequence[str] | None = None) -> LogQuery:
        """The same for the store; ``projects`` are those that may be seen, None for all."""
        of = {"graph": self.graph, "handler": self.handler, "worker": self.worker}
        return _with(super().lines(), **of, projects=projects)


class LogEntryView(ResponseModel):
    """One line, which may have line breaks: a record with its traceback.

    ``id`` tells it from all others of its run; ``number`` counts the lines of the try from 0.
    """

    id: str
    run: str
    graph: str
    node: str
    index: int
    epoch: int
    attempt: int
    number: int
    at: Moment
    level: LevelName
    logger: str = Field(description="`stdout` or `stderr` for what was printed.")
    text: str
    handler: str
    worker: str
    trace_id: str | None


class LogPage(ResponseModel):
    """Some lines; ``cursor`` leads to more, null at the end. A page may be short, or empty, and not the last."""

    items: list[LogEntryView]
    cursor: str | None


class RunLogPage(LogPage):
    """Some lines of a run. To ``follow`` it, listen after this: what this page could not have yet comes there."""

    follow: str


def entry_view(entry: LogEntry) -> LogEntryView:
    """A line."""
    names = (name for name in LogEntryView.model_fields if name != "level")
    return LogEntryView(level=entry.level.name, **{name: getattr(entry, name) for name in names})


def entry_event(entry: LogEntry) -> str:
    """A line as a stream of server-sent events has it. JSON has no line breaks, so that nothing can be forged."""
    place = f"id: {entry.cursor}\n" if entry.cursor else ""
    return f"{place}event: line\ndata: {entry_view(entry).model_dump_json()}\n\n"


def entry_text(entry: LogEntry) -> str:
    """A line as text."""
    at = entry.at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return f"{at} {entry.level.name} {entry.node}#{entry.attempt} {entry.logger}: {entry.text}\n"


def _with(query: LogQuery, **more: object) -> LogQuery:
    return replace(query, **more)  # type: ignore[arg-type]
