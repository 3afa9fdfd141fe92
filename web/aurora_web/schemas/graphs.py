"""Graphs: their versions, and what is wrong with a definition."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import Field

from aurora_celery import DifferenceKind, GraphVersion, differences
from aurora_celery.model.access import project_of
from aurora_celery.model.glance import RunGlance
from aurora_web.api import FieldsQuery, RequestModel, ResponseModel
from aurora_web.api.interface import ErrorPlace
from aurora_web.api.model import Moment
from aurora_web.schemas.grid import RunGlanceView, glance_view


class Definition(RequestModel):
    """A graph as its author writes it: a document, or text in YAML, JSON or TOML."""

    definition: dict[str, Any] | Annotated[str, Field(max_length=4 * 2**20)]
    format: Literal["yaml", "json", "toml"] = Field(default="yaml", description="Of a text.")


class VersionQuery(RequestModel):
    """Which version of a graph."""

    version: int | None = Field(default=None, ge=1, description="The newest without it.")


class ExportQuery(VersionQuery):
    """Which version, and how to write it."""

    format: Literal["yaml", "json", "toml"] = "yaml"


class DiffQuery(RequestModel):
    """Which two versions to compare."""

    before: int = Field(ge=1)
    after: int = Field(ge=1)


class DifferenceView(ResponseModel):
    """One place that differs. ``before`` is null for what was added, ``after`` for what was removed."""

    path: str
    kind: DifferenceKind
    before: Any
    after: Any


class DiffView(ResponseModel):
    """What differs between two versions of a graph."""

    name: str
    before: int
    after: int
    differences: list[DifferenceView]


class GraphSummary(ResponseModel):
    """One version of a graph, without its definition."""

    name: str
    version: int
    project: str
    plan: str
    created: Moment


class GraphDetail(GraphSummary):
    """One version of a graph, with its definition."""

    definition: dict[str, Any]


class GraphsQuery(FieldsQuery):
    """What to say of each graph."""

    recent: int = Field(default=0, ge=0, le=20, description="How many of the last runs of each graph to name.")


class GraphWithRuns(GraphSummary):
    """The newest version of a graph, and its last runs, newest first."""

    recent: list[RunGlanceView]


class GraphsView(ResponseModel):
    """Every graph that may be seen."""

    items: list[GraphWithRuns]


class GraphList(ResponseModel):
    """Versions of a graph."""

    items: list[GraphSummary]


class ValidationView(ResponseModel):
    """Everything that is wrong with a definition; valid if that is nothing."""

    valid: bool
    name: str | None
    plan: str | None
    nodes: int
    diagnostics: list[ErrorPlace]


def diff_view(before: GraphVersion, after: GraphVersion) -> DiffView:
    """What differs between two versions."""
    found = differences(json.loads(before.definition), json.loads(after.definition))
    places = [DifferenceView(path=each.path, kind=each.kind, before=each.before, after=each.after) for each in found]
    return DiffView(name=after.name, before=before.version, after=after.version, differences=places)


def graph_summary(version: GraphVersion) -> GraphSummary:
    """A version as lists show it."""
    return GraphSummary(**_shared(version))


def graph_with_runs(version: GraphVersion, runs: Sequence[RunGlance]) -> GraphWithRuns:
    """A graph with its last runs."""
    return GraphWithRuns(**_shared(version), recent=[glance_view(run) for run in runs])


def graph_detail(version: GraphVersion) -> GraphDetail:
    """A version with its definition."""
    return GraphDetail(**_shared(version), definition=json.loads(version.definition))


def _shared(version: GraphVersion) -> dict[str, Any]:
    return {
        "name": version.name,
        "version": version.version,
        "project": project_of(version.name),
        "plan": version.plan,
        "created": version.created,
    }
