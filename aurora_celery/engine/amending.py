"""Do an ended run again, in part: as the same run in a new epoch, or as a new run that refers to its results."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from aurora_celery.engine.effects import Sight
from aurora_celery.engine.engine import Engine
from aurora_celery.engine.ids import new_run_id
from aurora_celery.engine.inputs import resolve_inputs
from aurora_celery.engine.reopening import descendants, readers, reopened, slots_within
from aurora_celery.engine.submitting import facts
from aurora_celery.failpoints import failpoint
from aurora_celery.handlers.codec import encode
from aurora_celery.model.operation import Operation
from aurora_celery.model.run import Output
from aurora_celery.model.states import NodeState
from aurora_celery.store.ports import CellRef, NewRun

#: Labels by which a run that does another one again tells who wanted that, and why.
_BY, _WHY = "aurora.rerun.by", "aurora.rerun.why"


@dataclass(frozen=True, slots=True)
class Again:
    """A run to be done again as a new one: what it begins with, and the indexes of the nodes that will run."""

    sight: Sight
    resets: frozenset[int]
    inputs: Mapping[str, Any]
    edited: bool
    attention: float


class Amending:
    """Writes what an operation on an ended run has decided."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._runs = engine, engine.store.runs

    def reopen(self, sight: Sight, operation: Operation) -> None:
        """Bring every cell to the next epoch, the run's own record last, and ring. Again is harmless."""
        run, epoch, resets = sight.view.id, operation.epoch, set(operation.nodes)
        kept = {operation.node: operation.output} if operation.node is not None and operation.output else {}
        seeds = reopened(sight.parts, resets - kept.keys(), kept=kept)
        for part, seed in list(zip(sight.parts, seeds, strict=True))[1:]:
            self._runs.rewrite(CellRef(run, epoch, part.number), seed, slots_within(part, resets))
            failpoint("reopen.mid_cells")
        settled = [seed.number for seed in seeds if seed.settled]
        first = slots_within(sight.parts[0], resets)
        self._runs.restart(CellRef(run, epoch, 0), seeds[0], first, settled=settled)
        self._start(run, sight)

    def new_run(self, sight: Sight, chosen: Collection[int], *, inputs: Mapping[str, Any], attention: float) -> Again:
        """Work out what a new run has to do: the chosen nodes, and all that depends on an input that changes."""
        before = self._engine.values.inputs(sight.view.inputs)
        after = resolve_inputs({**before, **inputs}, declared=sight.head.inputs)
        changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
        resets = set(chosen) | descendants(sight.parts, readers(sight.parts, changed))
        return Again(sight, frozenset(resets), after, bool(changed), attention)

    def start(self, again: Again, *, author: str, why: str) -> str:
        """Submit it; the id of the new run."""
        sight, view, run_id = again.sight, again.sight.view, new_run_id()
        kept = {
            node.index: state.output or Output(text="null")
            for node, state in sight.nodes()
            if node.index not in again.resets and state.state is NodeState.SUCCEEDED
        }
        text = encode(again.inputs)
        own = self._engine.values.keep_text(text, run=run_id, name="inputs") if again.edited else view.inputs
        told = {_BY: author} | ({_WHY: why} if why else {})
        self._runs.submit(
            NewRun(
                id=run_id,
                graph=view.graph,
                version=view.version,
                plan=view.plan,
                cells=tuple(reopened(sight.parts, again.resets, kept=kept)),
                inputs=own,
                labels={**view.labels, **told},
                fingerprint=hashlib.sha256(f"{view.plan}\n{text}".encode()).hexdigest()[:32],
                attention=again.attention,
                facts=facts(again.inputs),
                origin=view.id,
                shares=(view.id, *view.shares),
                traceparent=self._engine.observer.submitted_from(),
            )
        )
        self._start(run_id, sight)
        return run_id

    def _start(self, run: str, sight: Sight) -> None:
        """Ring for what is ready, and end what has nothing left to do."""
        for cell in self._runs.cells(run):
            self._engine.spreader.redrive(sight.parts[cell.ref.cell], cell, head=sight.head)
