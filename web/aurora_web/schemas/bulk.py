"""Operations on many runs: how one is asked for, and how far it has come."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from aurora_celery import Page
from aurora_celery.model.bulk import BulkOperation, BulkState
from aurora_celery.model.operation import OperationKind
from aurora_celery.model.states import RunState
from aurora_web.api import RequestModel, ResponseModel
from aurora_web.api.model import Moment
from aurora_web.schemas.runs import Label, Name


class BulkFilter(RequestModel):
    """Which runs, of those that are there when the operation is accepted. All that is said has to hold."""

    state: list[RunState] = Field(default_factory=list, max_length=8, description="Any of these.")
    graph: Name | None = None
    label: dict[Name, Label] = Field(default_factory=dict, max_length=16)
    input: dict[Name, Any] = Field(default_factory=dict, max_length=16)
    since: datetime | None = Field(default=None, description="Created at this time or later.")
    until: datetime | None = Field(default=None, description="Created before this time.")
    text: Annotated[str, Field(min_length=1, max_length=200)] | None = Field(
        default=None, description="The beginning of an id, or words, as for the list of runs."
    )

    @model_validator(mode="after")
    def _says_something(self) -> BulkFilter:
        """Nobody means all runs by saying nothing."""
        if not self.model_dump(exclude_defaults=True):
            raise ValueError("say which runs")
        return self


class StartBulk(RequestModel):
    """One operation, and the runs that it is done to."""

    kind: Literal["cancel", "pause", "resume", "retry", "rerun", "delete"]
    filter: BulkFilter
    why: str = Field(min_length=1, max_length=1000, description="Kept with each run.")
    dry_run: bool = Field(default=False, description="Change nothing; count what would be done, and be refused.")


class BulkQuery(RequestModel):
    """A page of them."""

    limit: int = Field(default=50, ge=1, le=500)
    cursor: Annotated[str, Field(max_length=500)] | None = None


class RefusalView(ResponseModel):
    """A run that the operation was not done to, and why."""

    run: str
    code: str
    reason: str


class BulkView(ResponseModel):
    """How far it has come. ``refusals`` are the first hundred of what was refused or failed."""

    id: str
    kind: OperationKind
    state: BulkState
    by: str
    why: str
    dry_run: bool
    matched: int
    done: int
    refused: int
    failed: int
    refusals: list[RefusalView]
    created: Moment | None
    finished: Moment | None


class BulkPage(ResponseModel):
    """One page of them, newest first."""

    items: list[BulkView]
    cursor: str | None


def bulk_view(bulk: BulkOperation) -> BulkView:
    """One of them."""
    tally = bulk.tally
    return BulkView(
        id=bulk.id,
        kind=bulk.kind,
        state=bulk.state,
        by=bulk.by,
        why=bulk.why,
        dry_run=bulk.dry_run,
        matched=tally.matched,
        done=tally.done,
        refused=tally.refused,
        failed=tally.failed,
        refusals=[RefusalView(run=each.run, code=each.code, reason=each.reason) for each in tally.refusals],
        created=bulk.created,
        finished=bulk.finished,
    )


def bulk_page(page: Page[BulkOperation]) -> BulkPage:
    """A page of them."""
    return BulkPage(items=[bulk_view(bulk) for bulk in page.items], cursor=page.cursor)
