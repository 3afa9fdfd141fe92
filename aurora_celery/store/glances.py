"""What Aurora asks of a store about many runs at once, without their values."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from aurora_celery.model.glance import History, NodeGlance, RunGlance, Stretch
from aurora_celery.model.states import RunState


class GlanceStore(Protocol):
    """One round trip each, whose cost is bounded by what is asked for and not by what is kept."""

    def nodes(self, runs: Sequence[str]) -> dict[str, tuple[NodeGlance, ...]]:
        """Every node of some runs, in the order of the plan; runs that are not there are left out."""

    def recent(self, graphs: Collection[str], *, each: int) -> dict[str, tuple[RunGlance, ...]]:
        """The last runs of some graphs, newest first; graphs without one are left out."""

    def history(self, stretch: Stretch, *, failing: int) -> History:
        """Count runs by time and state, and name so many failing graphs. A run that is being deleted still counts."""

    def going_on(self, *, projects: tuple[str, ...] | None = None, most: int = 100_000) -> dict[RunState, int]:
        """How many runs there are in each state that is no end, up to so many in all."""
