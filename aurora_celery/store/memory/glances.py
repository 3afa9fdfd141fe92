"""Looks over many runs in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from aurora_celery.model.access import project_of
from aurora_celery.model.glance import FailingGraph, History, NodeGlance, RunGlance, Stretch
from aurora_celery.model.states import RunState
from aurora_celery.store.memory.records import RunRecord
from aurora_celery.store.memory.state import MemoryState
from aurora_celery.store.ports import SlotView


class MemoryGlances:
    """``GlanceStore`` in memory."""

    def __init__(self, state: MemoryState) -> None:
        self._state = state

    def nodes(self, runs: Sequence[str]) -> dict[str, tuple[NodeGlance, ...]]:
        """Every node of some runs."""
        with self._state.lock:
            now = self._state.now()
            found = [record for run in runs if (record := self._state.runs.get(run)) is not None]
            return {
                record.new.id: tuple(_node(slot) for cell in record.cells for slot in cell.view(now).slots.values())
                for record in found
            }

    def recent(self, graphs: Collection[str], *, each: int) -> dict[str, tuple[RunGlance, ...]]:
        """The last runs of some graphs."""
        with self._state.lock:
            newest = sorted(self._state.runs.values(), key=lambda run: (run.created, run.new.id), reverse=True)
            found: dict[str, list[RunGlance]] = {}
            for run in newest:
                if run.new.graph in graphs and len(found.setdefault(run.new.graph, [])) < each:
                    found[run.new.graph].append(_run(run))
            return {graph: tuple(glances) for graph, glances in found.items() if glances}

    def history(self, stretch: Stretch, *, failing: int) -> History:
        """Count runs by time and state."""
        with self._state.lock:
            within = [run for run in self._state.runs.values() if stretch.since <= run.created < stretch.until]
            newest = sorted(within, key=lambda run: run.created, reverse=True)[: stretch.most]
        seen = [run for run in newest if stretch.projects is None or project_of(run.new.graph) in stretch.projects]
        since = newest[-1].created if len(newest) == stretch.most else stretch.since
        counts = Counter(((run.created - stretch.since) // stretch.step, run.state) for run in seen)
        return History(since=since, counts=counts, failing=_failing(seen)[:failing])

    def going_on(self, *, projects: tuple[str, ...] | None = None, most: int = 100_000) -> dict[RunState, int]:
        """How many runs have not ended."""
        with self._state.lock:
            live = [run for run in self._state.runs.values() if run.live]
        seen = [run.state for run in live if projects is None or project_of(run.new.graph) in projects]
        return dict(Counter(seen[:most]))


def _failing(runs: list[RunRecord]) -> tuple[FailingGraph, ...]:
    found = []
    for graph in {run.new.graph for run in runs}:
        own = [run for run in runs if run.new.graph == graph]
        failed = [run.created for run in own if run.state is RunState.FAILED]
        if failed:
            found.append(FailingGraph(graph=graph, runs=len(own), failed=len(failed), last=max(failed)))
    return tuple(sorted(found, key=lambda each: (-each.failed, each.graph)))


def _node(slot: SlotView) -> NodeGlance:
    return NodeGlance(slot.state, slot.attempt, slot.started, slot.finished)


def _run(run: RunRecord) -> RunGlance:
    new = run.new
    return RunGlance(
        id=new.id, version=new.version, plan=new.plan, state=run.state, created=run.created, finished=run.finished
    )
