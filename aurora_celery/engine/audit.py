"""Check what is recorded of a run against what must always hold. Pure: no clock, no store, no Celery.

Each check is a generator of violations and stands for one invariant of the engine. They read a run as it
stood at one instant, so that nothing in flight can look like a mistake.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from aurora_celery.engine.decide import slot_of
from aurora_celery.model.plan import CellPlan, PlanNode
from aurora_celery.model.run import Output
from aurora_celery.model.states import Control, NodeState, RunState
from aurora_celery.store.changes import Snapshot
from aurora_celery.store.ports import CellView, SlotView

#: By how much two times may contradict each other: the server reads its clock for each, and it may be set.
_TICK = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """Something that must not be. ``repair`` says what can be done about it, if anything can."""

    code: str
    message: str
    node: str | None = None
    repair: str | None = None


@dataclass(frozen=True)
class Case:
    """A run at one instant, with its plan."""

    snapshot: Snapshot
    parts: Sequence[CellPlan]

    @cached_property
    def nodes(self) -> Sequence[tuple[CellView, PlanNode, SlotView]]:
        """Every node with its state and its cell, in plan order."""
        pairs = zip(self.snapshot.cells, self.parts, strict=True)
        return [(view, node, slot_of(view, slot)) for view, part in pairs for slot, node in enumerate(part.nodes)]

    @cached_property
    def anew(self) -> frozenset[int]:
        """The nodes that this epoch does, as far as the record tells: all others may keep what an earlier one did."""
        view = self.snapshot.run
        if view.epoch == 0:
            return frozenset(range(len(self.nodes)))
        made = [each.nodes for each in view.operations if each.nodes and each.epoch == view.epoch - 1]
        return frozenset(made[-1]) if made else frozenset()

    def state(self, index: int) -> SlotView:
        """The state of any node."""
        return self.nodes[index][2]


def audit(case: Case) -> Iterator[Violation]:
    """Everything that is wrong with a run."""
    if not _is_complete(case):
        view = case.snapshot
        yield Violation(code="cells", message=f"{len(view.cells)} of {view.run.cells} cells are there")
        return
    made = case.snapshot.run.pending
    is_between = made is not None and bool(made.nodes)
    for check in _CHECKS_BETWEEN_EPOCHS if is_between else _CHECKS:
        yield from check(case)


def _is_complete(case: Case) -> bool:
    numbers = [cell.ref.cell for cell in case.snapshot.cells]
    return numbers == list(range(case.snapshot.run.cells)) and len(case.parts) == len(numbers)


def _order(case: Case) -> Iterator[Violation]:
    """S1: a node that was begun in this epoch was begun after all that it waits for had succeeded."""
    for _, node, state in case.nodes:
        if state.attempt == 0 or state.started is None or node.index not in case.anew:
            continue
        for index in node.preds:
            before = case.state(index)
            if before.state is not NodeState.SUCCEEDED:
                words = f"it began although {_name(case, index)} is {before.state.value}"
                yield Violation(code="premature_start", node=node.id, message=words)
            elif before.finished is not None and before.finished > state.started + _TICK:
                words = f"it began at {state.started}, and {_name(case, index)} ended at {before.finished}"
                yield Violation(code="premature_start", node=node.id, message=words)


def _records(case: Case) -> Iterator[Violation]:
    """S4 and S14: each state has what belongs to it, and tries are numbered upwards."""
    for _, node, state in case.nodes:
        lacks = [name for name in _NEEDED.get(state.state, ()) if getattr(state, name) is None]
        if lacks:
            words = f"it is {state.state.value} and has no {' and no '.join(lacks)}"
            yield Violation(code="incomplete_record", node=node.id, message=words)
        tries = [(attempt.epoch, attempt.number) for attempt in state.history if attempt.number]
        if tries != sorted(tries):
            yield Violation(code="attempts_out_of_order", node=node.id, message=f"its tries are {tries}")


_NEEDED: Mapping[NodeState, tuple[str, ...]] = {
    NodeState.RUNNING: ("token", "worker", "started"),
    NodeState.RETRYING: ("not_before",),
    NodeState.SUCCEEDED: ("output", "finished"),
    NodeState.FAILED: ("failure", "finished"),
    NodeState.SKIPPED: ("cause", "finished"),
    NodeState.CANCELLED: ("finished",),
}


def _cancelled(case: Case) -> Iterator[Violation]:
    """S6: nothing was begun after the run was cancelled.

    The first cell is told by the write that accepts the cancel. Later ones are told before it is answered, and show
    the same time, so that theirs proves nothing.
    """
    for cell, node, state in case.nodes:
        since = cell.cancelled
        if (
            since is not None
            and cell.ref.cell == 0
            and state.attempt
            and state.started is not None
            and state.started > since + _TICK
        ):
            words = f"it began at {state.started}, and its cell was cancelled at {since}"
            yield Violation(code="started_after_cancel", node=node.id, message=words)


def _skipped(case: Case) -> Iterator[Violation]:
    """S13: what was skipped because of another node never ran, and that node did not succeed."""
    for _, node, state in case.nodes:
        if state.state is not NodeState.SKIPPED or state.cause is None or state.cause == node.index:
            continue
        if state.attempt:
            yield Violation(code="skipped_node_ran", node=node.id, message=f"it was tried {state.attempt} times")
        cause = case.state(state.cause).state
        if cause not in (NodeState.FAILED, NodeState.SKIPPED):
            words = f"it was skipped because of {_name(case, state.cause)}, which is {cause.value}"
            yield Violation(code="skipped_without_cause", node=node.id, message=words)


def _counts(case: Case) -> Iterator[Violation]:
    """S8: what the cells count is what a recount gives."""
    for view, part in zip(case.snapshot.cells, case.parts, strict=True):
        ended = sum(slot_of(view, slot).state.is_terminal for slot in range(len(part.nodes)))
        if ended != view.done:
            words = f"cell {part.number} counts {view.done} nodes that have ended, and there are {ended}"
            yield Violation(code="wrong_count", message=words)
        signals = _signals(case, view, part)
        for slot, node in enumerate(part.nodes):
            missing = node.waits - signals["slot", slot]
            if slot_of(view, slot).waits != missing:
                words = f"it waits for {slot_of(view, slot).waits} signals, and {missing} are missing"
                yield Violation(code="wrong_count", node=node.id, message=words)
        for gate in part.gates:
            missing = gate.waits - signals["gate", gate.id]
            if view.gates.get(gate.id, gate.waits) != missing:
                words = f"gate {gate.id} waits for {view.gates.get(gate.id)} signals, and {missing} are missing"
                yield Violation(code="wrong_count", message=words)


def _signals(case: Case, view: CellView, part: CellPlan) -> Counter[tuple[str, int]]:
    """How many signals each slot and gate of a cell has been given, by the state of those who give them."""
    given: Counter[tuple[str, int]] = Counter()
    for slot, node in enumerate(part.nodes):
        if slot_of(view, slot).state is NodeState.SUCCEEDED:
            given.update(("slot", index) for index in node.slots)
            given.update(("gate", gate) for gate in node.gates)
    outs = (out for other in case.parts for gate in other.gates if gate.id in view.arrived for out in gate.outs)
    for out in outs:
        if out.cell == part.number:
            given.update(("slot", index) for index in out.slots)
            given.update(("gate", gate) for gate in out.gates)
    return given


def _epochs(case: Case) -> Iterator[Violation]:
    """S3: all cells are of the run's epoch, once an operation that begins a new one has been carried out."""
    view = case.snapshot.run
    for cell in case.snapshot.cells:
        if cell.ref.epoch != view.epoch:
            words = f"cell {cell.ref.cell} is of epoch {cell.ref.epoch}, and the run of epoch {view.epoch}"
            yield Violation(code="wrong_epoch", message=words)


def _end(case: Case) -> Iterator[Violation]:
    """S7: an ended run has nothing left to do."""
    view = case.snapshot.run
    if not view.state.is_terminal or view.pending is not None:
        return
    for _, node, state in case.nodes:
        if not state.state.is_terminal:
            words = f"the run is {view.state.value}, and the node is {state.state.value}"
            yield Violation(code="unfinished_node", node=node.id, message=words)
    for cell in case.snapshot.cells:
        if cell.live:
            words = f"the run has ended, and cell {cell.ref.cell} is not closed"
            yield Violation(code="live_cell", message=words, repair="close" if cell.ref.cell else None)


def _outcome(case: Case) -> Iterator[Violation]:
    """S7: the state of an ended run is that of its nodes."""
    view = case.snapshot.run
    if view.pending is not None:
        return
    found = {state.state for _, _, state in case.nodes}
    if view.state is RunState.SUCCEEDED and found - {NodeState.SUCCEEDED, NodeState.SKIPPED}:
        yield Violation(code="wrong_outcome", message=f"the run succeeded, with nodes {_words(found)}")
    if view.state is RunState.SUCCEEDED and view.control is Control.CANCEL:
        yield Violation(code="wrong_outcome", message="the run succeeded, after it had been cancelled")
    if view.state is RunState.FAILED and view.error is None:
        yield Violation(code="wrong_outcome", message="the run failed, and nobody knows why")


_CHECKS = (_order, _records, _cancelled, _skipped, _counts, _epochs, _end, _outcome)
#: While a run is brought to its next epoch, its cells are of two, and what one says of another means nothing.
_CHECKS_BETWEEN_EPOCHS = (_records,)


def stored_outputs(case: Case) -> dict[str, str | None]:
    """The keys of the large values that a run refers to, each with the node whose it is."""
    view = case.snapshot.run
    keys = {key: None for key in map(_key, (view.inputs, view.outputs)) if key is not None}
    found: dict[str, str | None] = dict(keys)
    for _, node, state in case.nodes:
        outputs = [state.output, *(attempt.output for attempt in state.history)]
        found |= {key: node.id for key in map(_key, outputs) if key is not None}
    return found


def _key(output: Output | None) -> str | None:
    return None if output is None else output.ref


def _name(case: Case, index: int) -> str:
    return repr(case.nodes[index][1].id)


def _words(states: set[NodeState]) -> str:
    return " and ".join(sorted(state.value for state in states))
