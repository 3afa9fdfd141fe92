"""Compiled graphs: their shape, and what running them will cost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from aurora_web.api import RequestModel, ResponseModel


class PlanQuery(RequestModel):
    """Which version of a graph."""

    version: int | None = Field(default=None, ge=1, description="The newest without it.")


class PlannedNode(ResponseModel):
    """A node, what it waits for, and its generation: the longest way to it from a first node."""

    id: str
    handler: str
    after: list[str]
    generation: int


class Chord(ResponseModel):
    """Nodes that are waited for, and those that wait for all of them."""

    header: list[str]
    bodies: list[str]


class Group(ResponseModel):
    """Nodes that start once one has ended."""

    source: str
    members: list[str]


class Costs(ResponseModel):
    """What running it takes at most."""

    messages: int
    broker_bytes: int
    round_trips: int


class PlanView(ResponseModel):
    """A compiled graph."""

    name: str
    plan: str
    inputs: dict[str, Any]
    size: int
    edges: int
    depth: int
    width: int
    cells: int
    gates: int
    nodes: list[PlannedNode]
    chains: list[list[str]]
    chords: list[Chord]
    groups: list[Group]
    critical_path: list[str]
    length: float
    work: float
    costs: Costs


def plan_view(explained: Mapping[str, Any]) -> PlanView:
    """A compiled graph from what the compiler says of it."""
    return PlanView.model_validate(explained)
