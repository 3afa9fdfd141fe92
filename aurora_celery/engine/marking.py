"""End one node of a run that goes on, by somebody's word instead of its handler's."""

from __future__ import annotations

from aurora_celery.engine.decide import slot_of
from aurora_celery.engine.effects import Sight, Touched, fallen, falling
from aurora_celery.engine.engine import Engine
from aurora_celery.model.operation import Operation, OperationKind
from aurora_celery.model.plan import CellPlan, PlanHead, PlanNode
from aurora_celery.model.run import Output
from aurora_celery.model.states import NodeState
from aurora_celery.store.ports import CellRef, RunView, SlotView

_BECOMES = {
    OperationKind.SKIP: NodeState.SKIPPED,
    OperationKind.MARK_SUCCEEDED: NodeState.SUCCEEDED,
    OperationKind.MARK_FAILED: NodeState.FAILED,
}


class Marking:
    """Takes a node from whoever holds it; a handler that is at work on it is fenced off."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._runs = engine, engine.store.runs

    @staticmethod
    def touched(sight: Sight, node: PlanNode, state: SlotView, *, kind: OperationKind) -> tuple[Touched, ...]:
        """The node, and what is skipped with it."""
        own = Touched(node.id, state.state, _BECOMES[kind].value)
        if kind is OperationKind.MARK_SUCCEEDED:
            return (own,)
        gone = falling(sight, node)
        skipped = [
            Touched(each.id, at.state, NodeState.SKIPPED.value) for each, at in sight.nodes() if each.index in gone
        ]
        return (own, *skipped)

    def apply(self, view: RunView, operation: Operation) -> bool:
        """Write the node's end and pass it on. False when it had ended otherwise. Again is harmless."""
        if operation.node is None:
            return False
        head = self._engine.plans.head(view.plan)
        number, slot = head.locate(operation.node)
        part = self._engine.plans.cell(view.plan, number)
        ref = CellRef(view.id, operation.epoch, number)
        if operation.kind is OperationKind.MARK_SUCCEEDED:
            return self._succeed(ref, part, head=head, slot=slot, output=operation.output or Output(text="null"))
        return self._end(ref, part, head=head, slot=slot, operation=operation)

    def _succeed(self, ref: CellRef, part: CellPlan, *, head: PlanHead, slot: int, output: Output) -> bool:
        node = part.nodes[slot]
        progress = self._runs.complete(ref, slot, token=None, output=output, slots=node.slots, gates=node.gates)
        if progress is not None:
            self._engine.spreader.after(ref, part, head=head, progress=progress)
            return True
        view = self._runs.cell(ref)
        if view is None or slot_of(view, slot).output != output:
            return False
        self._engine.spreader.redrive(part, view, head=head, slots=node.slots)
        return True

    def _end(self, ref: CellRef, part: CellPlan, *, head: PlanHead, slot: int, operation: Operation) -> bool:
        node, becomes = part.nodes[slot], _BECOMES[operation.kind]
        while (view := self._runs.cell(ref)) is not None and view.cancelled is None:
            if (state := slot_of(view, slot)).state.is_terminal:
                ours = state.state is becomes and state.cause in (None, node.index)
                if ours:
                    self._engine.spreader.redrive(part, view, head=head, slots=())
                return ours
            skips, gates = fallen(part, view, node)
            if operation.failure is not None:
                progress = self._runs.fail(ref, slot, token=None, failure=operation.failure, skips=skips)
            else:
                progress = self._runs.skip(ref, slot, skips=skips)
            if progress is not None:
                self._engine.spreader.after_failure(
                    ref, part, head=head, gates=gates, cause=node.index, progress=progress
                )
                return True
        return False
