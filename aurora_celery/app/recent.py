"""Plans of the graphs that this process compiled lately, so that a graph which is submitted often is compiled once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from weakref import ref

from aurora_celery.model.graph import Graph
from aurora_celery.model.handler import HandlerSpec
from aurora_celery.model.plan import Plan

_MOST: Final = 64


@dataclass(frozen=True, slots=True)
class _Known:
    graph: ref[Graph]
    specs: Mapping[str, HandlerSpec]
    plan: Plan


class RecentPlans:
    """Remembers a plan for as long as somebody else holds its graph, and no more than some tens of them.

    A graph is known by identity: graphs may be equal and yet differ, as ``1 == True``.
    """

    def __init__(self) -> None:
        self._known: dict[int, _Known] = {}

    def find(self, graph: Graph, specs: Mapping[str, HandlerSpec]) -> Plan | None:
        """The plan of this very graph, if it was checked against the same handlers."""
        known = self._known.get(id(graph))
        return known.plan if known and known.graph() is graph and known.specs == specs else None

    def keep(self, graph: Graph, specs: Mapping[str, HandlerSpec], plan: Plan) -> None:
        """Remember a plan, and forget the oldest beyond the limit."""
        place = id(graph)
        self._known[place] = _Known(ref(graph, lambda _: self._known.pop(place, None)), specs, plan)
        for oldest in list(self._known)[:-_MOST]:
            self._known.pop(oldest, None)

    def __len__(self) -> int:
        """How many plans are remembered."""
        return len(self._known)
