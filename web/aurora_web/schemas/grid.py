"""The last runs of a graph beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from aurora_celery.model.glance import Grid, NodeGlance, RunGlance
from aurora_celery.model.states import NodeState, RunState
from aurora_web.api import RequestModel, ResponseModel
from aurora_web.api.model import Moment
from aurora_web.schemas.states import LEGEND, place_of


class GridQuery(RequestModel):
    """How many runs to show."""

    limit: int = Field(default=25, ge=1, le=100, description="Runs at most; fewer are shown of a large graph.")


class RunGlanceView(ResponseModel):
    """How a run stands, in a word."""

    id: str
    version: int | None
    state: RunState
    created: Moment
    finished: Moment | None


class GridColumn(RunGlanceView):
    """A run, and what became of each node, in the order of the rows.

    A state is a place in the legend, -1 where the version of the run has no such node. ``milliseconds`` is how long the
    last try took, null unless it has ended.
    """

    states: list[int]
    attempts: list[int]
    milliseconds: list[int | None]


class GridView(ResponseModel):
    """The last runs of a graph, newest first; ``rows`` are the ids of nodes."""

    graph: str
    legend: list[NodeState]
    rows: list[str]
    columns: list[GridColumn]


def grid_view(graph: str, grid: Grid) -> GridView:
    """The last runs of a graph."""
    columns = [_column(run, nodes) for run, nodes in grid.columns]
    return GridView(graph=graph, legend=list(LEGEND), rows=list(grid.rows), columns=columns)


def glance_view(run: RunGlance) -> RunGlanceView:
    """How a run stands."""
    return RunGlanceView(id=run.id, version=run.version, state=run.state, created=run.created, finished=run.finished)


def _column(run: RunGlance, nodes: Sequence[NodeGlance | None]) -> GridColumn:
    return GridColumn(
        **dict(glance_view(run)),
        states=[-1 if node is None else place_of(node) for node in nodes],
        attempts=[0 if node is None else node.attempt for node in nodes],
        milliseconds=[None if node is None else _took(node) for node in nodes],
    )


def _took(node: NodeGlance) -> int | None:
    if node.started is None or node.finished is None:
        return None
    return max(0, round((node.finished - node.started).total_seconds() * 1000))
