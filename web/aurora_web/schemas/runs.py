"""Runs: how one is asked for, and how it is shown in a list and by itself."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from aurora_celery import Page
from aurora_celery.model.access import project_of
from aurora_celery.model.run import Run
from aurora_celery.model.states import RunState
from aurora_web.api import FieldsQuery, RequestModel, ResponseModel
from aurora_web.api.model import Moment
from aurora_web.schemas.failures import FailureView, failure_view
from aurora_web.schemas.nodes import NodeView, node_view

Name = Annotated[str, Field(min_length=1, max_length=128)]
Label = Annotated[str, Field(max_length=255)]


class SubmitRun(RequestModel):
    """A run to start: of a stored ``graph``, or of a ``definition``, which becomes its newest version if it is new."""

    graph: Name | None = None
    definition: dict[str, Any] | None = Field(default=None, description="Instead of a name; takes the role of editor.")
    version: Annotated[int, Field(ge=1)] | None = Field(default=None, description="Of a stored graph; else the newest.")
    inputs: dict[str, Any] = Field(default_factory=dict)
    labels: dict[Name, Label] = Field(default_factory=dict, max_length=64)
    deadline: Annotated[float, Field(gt=0, description="Seconds after which the run is stopped.")] | None = None

    @model_validator(mode="after")
    def _names_one_graph(self) -> SubmitRun:
        """Either of the two, and a version of a stored graph only."""
        if (self.graph is None) == (self.definition is None):
            raise ValueError("give either graph or definition")
        if self.definition is not None and self.version is not None:
            raise ValueError("a version is of a stored graph; a definition has none")
        return self


class RunsQuery(FieldsQuery):
    """Which runs to list, newest first."""

    state: list[RunState] = Field(default_factory=list, max_length=8, description="Any of these.")
    graph: Name | None = None
    label: list[str] = Field(
        default_factory=list, max_length=16, description='name=value, or "a=b"=value if = is in the name; all of these.'
    )
    input: list[str] = Field(default_factory=list, max_length=16, description="name=JSON value; all of these.")
    since: datetime | None = Field(default=None, description="Created at this time or later.")
    until: datetime | None = Field(default=None, description="Created before this time.")
    text: Annotated[str, Field(min_length=1, max_length=200)] | None = Field(
        default=None, description="The beginning of an id, or words of the graph's name, the key, labels, the error."
    )
    limit: int = Field(default=50, ge=1, le=500)
    cursor: Annotated[str, Field(max_length=500)] | None = None


class RunQuery(RequestModel):
    """Whether the nodes are wanted, too."""

    nodes: Literal["true", "false"] = Field(default="true", description="Whether to list the run's nodes.")


class RunSummary(ResponseModel):
    """A run without its nodes and values."""

    id: str
    graph: str
    version: int | None
    project: str
    state: RunState
    cancelling: bool
    epoch: int
    labels: dict[str, str]
    key: str | None
    origin: str | None
    created: Moment
    deadline: Moment | None
    finished: Moment | None
    error: FailureView | None


class RunDetail(RunSummary):
    """A run with all its nodes, in the order of its plan, and its inputs; outputs are asked for by themselves."""

    plan: str
    started: Moment | None
    inputs: dict[str, Any]
    nodes: list[NodeView]


class RunPage(ResponseModel):
    """One page of runs; ``cursor`` leads to the next, null on the last."""

    items: list[RunSummary]
    cursor: str | None


class RunResultView(ResponseModel):
    """What a run returned."""

    run: str
    state: RunState
    outputs: Any
    error: FailureView | None


def summary_of(run: Run) -> RunSummary:
    """A run as lists show it."""
    return RunSummary(**_shared(run))


def detail_of(run: Run) -> RunDetail:
    """A run as it is shown by itself."""
    nodes = [node_view(node) for node in run.nodes]
    return RunDetail(**_shared(run), plan=run.plan, started=run.started, inputs=dict(run.inputs), nodes=nodes)


def page_of(page: Page[Run]) -> RunPage:
    """A page of runs."""
    return RunPage(items=[summary_of(run) for run in page.items], cursor=page.cursor)


def result_of(run: Run) -> RunResultView:
    """A run's outputs."""
    return RunResultView(run=run.id, state=run.state, outputs=run.outputs, error=failure_view(run.error))


def _shared(run: Run) -> dict[str, Any]:
    return {
        "id": run.id,
        "graph": run.graph,
        "version": run.version,
        "project": project_of(run.graph),
        "state": run.state,
        "cancelling": run.cancelling,
        "epoch": run.epoch,
        "labels": dict(run.labels),
        "key": run.key,
        "origin": run.origin,
        "created": run.created,
        "deadline": run.deadline,
        "finished": run.finished,
        "error": failure_view(run.error),
    }
