"""Carry out operations on runs: one write accepts each, whatever follows from it can be done again by anybody."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from aurora_celery.engine.amending import Amending
from aurora_celery.engine.effects import Effect, Sight, controlled, done_again
from aurora_celery.engine.engine import Engine
from aurora_celery.engine.ids import new_token
from aurora_celery.engine.marking import Marking
from aurora_celery.engine.reopening import descendants
from aurora_celery.errors import IllegalOperation, RunNotFound
from aurora_celery.failpoints import failpoint
from aurora_celery.model.operation import Operation, OperationKind
from aurora_celery.model.run import Failure
from aurora_celery.model.states import Control, NodeState, RunState
from aurora_celery.store.ports import Accepted, Change, RunView

logger = logging.getLogger(__name__)

_LIVE = frozenset({RunState.PENDING, RunState.RUNNING, RunState.PAUSED})
_ENDED = frozenset({RunState.SUCCEEDED, RunState.FAILED, RunState.CANCELLED})
_BROKEN = frozenset({RunState.FAILED, RunState.CANCELLED})
_LEAVES: Mapping[OperationKind, frozenset[RunState]] = {
    OperationKind.CANCEL: _LIVE,
    OperationKind.DEADLINE: _LIVE,
    OperationKind.PAUSE: frozenset({RunState.PENDING, RunState.RUNNING}),
    OperationKind.RESUME: frozenset({RunState.PAUSED}),
    OperationKind.RETRY: _BROKEN,
    OperationKind.RERUN: _ENDED,
    OperationKind.SKIP: _LIVE,
    OperationKind.MARK_SUCCEEDED: _LIVE | _BROKEN,
    OperationKind.MARK_FAILED: _LIVE,
    OperationKind.DELETE: _ENDED,
}
_CONTROLS: Mapping[OperationKind, Control] = {
    OperationKind.CANCEL: Control.CANCEL,
    OperationKind.DEADLINE: Control.CANCEL,
    OperationKind.PAUSE: Control.PAUSE,
    OperationKind.RESUME: Control.GO,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who asks for an operation and why; the same ``id`` again is the same operation."""

    by: str
    why: str = ""
    id: str = field(default_factory=new_token)


class Operations:
    """Every method raises RunNotFound, IllegalOperation, StoreUnavailable; with ``dry`` nothing is written."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._runs = engine, engine.store.runs
        self._amending, self._marking = Amending(engine), Marking(engine)

    def control(self, run: str, kind: OperationKind, author: Author, *, dry: bool = False) -> Effect:
        """Cancel, pause or resume a run. From the answer on no node starts, or the ready ones do."""
        sight = self._sight(run)
        effect = Effect(kind, run, controlled(sight, kind))
        if not dry:
            change = Change(
                operation=_operation(kind, author),
                leaves=_LEAVES[kind],
                control=_CONTROLS[kind],
                lasting=sight.head.cells > 1,
            )
            self._accept(run, lambda _: change)
            self._obey(run, kind)
        elif sight.view.state not in _LEAVES[kind] or sight.is_stopping:
            raise sight.refusal(kind, _LEAVES[kind])
        return effect

    def retry(self, run: str, author: Author, *, dry: bool = False) -> Effect:
        """Do everything again that did not succeed in an ended run, in a new epoch of that run."""
        return self._reopen(run, _operation(OperationKind.RETRY, author), _unfinished, dry=dry)

    def rerun(self, run: str, node: str | None, author: Author, *, descend: bool = True, dry: bool = False) -> Effect:
        """Do a node of an ended run again in a new epoch, with what comes after it, and whatever did not succeed.

        Without a node the whole run is done again. Raises NodeNotFound.
        """
        choose = partial(_again, node=node, descend=descend)
        return self._reopen(run, _operation(OperationKind.RERUN, author), choose, dry=dry)

    def rerun_as_new(
        self,
        run: str,
        node: str | None,
        author: Author,
        *,
        inputs: Mapping[str, Any] | None = None,
        descend: bool = True,
        attention: float,
        dry: bool = False,
    ) -> Effect:
        """Do an ended run again as a new run, which refers to the results of the nodes that need not run again.

        Those that do: the given node and what comes after it, all that reads an input that is edited, and
        whatever did not succeed. Without a node and without edited inputs everything is done again.
        Raises NodeNotFound, InvalidInputs.
        """
        sight = self._sight(run)
        if sight.view.state not in _ENDED:
            raise sight.refusal(OperationKind.RERUN, _ENDED)
        chosen = _unfinished(sight) if node is None and inputs else _again(sight, node=node, descend=descend)
        new = self._amending.new_run(sight, chosen, inputs=inputs or {}, attention=attention)
        effect = Effect(OperationKind.RERUN, None, done_again(sight, new.resets))
        if not new.resets:
            raise IllegalOperation(run, OperationKind.RERUN.value, "no node of it would run again")
        return effect if dry else replace(effect, run=self._amending.start(new, author=author.by, why=author.why))

    def skip(self, run: str, node: str, author: Author, *, dry: bool = False) -> Effect:
        """Skip a node that has not ended, and all that needs it; the run does not fail because of that."""
        return self._mark(run, node, _operation(OperationKind.SKIP, author), dry=dry)

    def mark_failed(self, run: str, node: str, author: Author, *, message: str = "", dry: bool = False) -> Effect:
        """Let a node that has not ended fail, as if its handler had."""
        failure = Failure(reason="marked", message=message or f"marked as failed by {author.by}", node=node)
        return self._mark(run, node, replace(_operation(OperationKind.MARK_FAILED, author), failure=failure), dry=dry)

    def mark_succeeded(self, run: str, node: str, author: Author, *, result: Any = None, dry: bool = False) -> Effect:
        """Let a node succeed with a result: one that has not ended, or one of an ended run that did not succeed.

        What was skipped because of it in an ended run is then done, in a new epoch. Raises ResultTooLarge,
        Unserialisable.
        """
        sight = self._sight(run)
        target, state = sight.find(node)
        operation = _operation(OperationKind.MARK_SUCCEEDED, author)
        if self._was_done(sight.view, operation):
            return Effect(operation.kind, run)
        if not dry:
            output = self._engine.values.keep(result, run=run, name=f"{target.index}/{operation.id}")
            operation = replace(operation, output=output)
        if not sight.view.state.is_terminal:
            return self._mark(run, node, operation, dry=dry)
        if state.state is NodeState.SUCCEEDED:
            raise IllegalOperation(run, operation.kind.value, f"node {node!r} has succeeded")
        operation = replace(operation, node=target.index)
        return self._reopen(run, operation, _unfinished, dry=dry)

    def delete(self, run: str, author: Author, *, dry: bool = False) -> Effect:
        """Delete an ended run with its results, but for those that another run refers to. What was done is kept."""
        operation = _operation(OperationKind.DELETE, author)
        may = self._runs.view(run).state.is_terminal if dry else self._runs.delete(run, operation)
        if not may:
            raise self._sight(run).refusal(operation.kind, _LEAVES[operation.kind])
        return Effect(operation.kind, run)

    def expire(self, view: RunView) -> None:
        """Stop a run whose time is over."""
        seconds = (view.deadline - view.created).total_seconds() if view.deadline else 0.0
        author = Author(by="aurora", why=f"it was not done within {seconds:g} s", id=f"deadline-{view.epoch}")
        self.control(view.id, OperationKind.DEADLINE, author)

    def carry_on(self, view: RunView) -> None:
        """Finish an operation that was accepted, and whose author did not come to its end. Again is harmless."""
        operation = view.pending
        if operation is None:
            return
        if operation.kind in _CONTROLS:
            self._obey(view.id, operation.kind)
        elif operation.nodes:
            self._amending.reopen(self._sight(view.id), operation)
        else:
            done = self._marking.apply(view, operation)
            self._runs.settle(view.id, operation.id, refused=not done)

    def _sight(self, run: str) -> Sight:
        view = self._runs.view(run)
        head = self._engine.plans.head(view.plan)
        parts = [self._engine.plans.cell(view.plan, number) for number in range(head.cells)]
        cells = tuple(self._runs.cells(run))
        if len(cells) < len(parts):
            raise RunNotFound(run)  # it is being deleted
        return Sight(view, head, parts, cells)

    def _accept(self, run: str, make: Callable[[Sight], Change]) -> Operation:
        """Have a change accepted, and tell in which epoch; what another operation left undone is finished first."""
        while True:
            sight = self._sight(run)
            change = make(sight)
            operation = replace(change.operation, epoch=sight.view.epoch)
            answer = self._runs.operate(run, replace(change, operation=operation))
            if answer in (Accepted.NOW, Accepted.BEFORE):
                failpoint("cancel.after_flag")
                return operation
            now = self._runs.view(run)
            if now.pending is not None:
                self.carry_on(now)
            elif (now.epoch, now.state) == (sight.view.epoch, sight.view.state):
                raise sight.refusal(operation.kind, change.leaves)

    def _was_done(self, view: RunView, operation: Operation) -> bool:
        """Whether the operation was accepted under its id before, and could be carried out; what is left is done."""
        if operation.id not in {made.id for made in view.operations}:
            return False
        if view.pending is not None and view.pending.id == operation.id:
            self.carry_on(view)
            view = self._runs.view(view.id)
        return operation.id in {made.id for made in view.operations}

    def _obey(self, run: str, kind: OperationKind) -> None:
        """Bring every cell in line, end what is cancelled and not running, ring for what may go on."""
        self._runs.align(run)
        if kind is OperationKind.PAUSE:
            return
        view = self._runs.view(run)
        if view.state.is_terminal:
            return
        head = self._engine.plans.head(view.plan)
        for cell in self._runs.cells(run):
            part = self._engine.plans.cell(view.plan, cell.ref.cell)
            if cell.go or cell.done >= len(part.nodes):
                self._engine.spreader.redrive(part, cell, head=head)

    def _reopen(self, run: str, operation: Operation, choose: Callable[[Sight], set[int]], *, dry: bool) -> Effect:
        """Let an ended run do the chosen nodes again."""
        kind, leaves = operation.kind, _LEAVES[operation.kind] & _ENDED

        def change(sight: Sight) -> Change:
            chosen = choose(sight)
            if sight.view.state in leaves and not chosen:
                raise IllegalOperation(run, kind.value, "no node of it would run again")
            return Change(operation=replace(operation, nodes=tuple(sorted(chosen))), leaves=leaves)

        sight = self._sight(run)
        resets = change(sight).operation.nodes
        given = {operation.node: NodeState.SUCCEEDED.value} if operation.node is not None else {}
        if not dry:
            self._accept(run, change)
            self.carry_on(self._runs.view(run))
        elif sight.view.state not in leaves:
            raise sight.refusal(kind, leaves)
        return Effect(kind, run, done_again(sight, resets, given=given))

    def _mark(self, run: str, node: str, operation: Operation, *, dry: bool) -> Effect:
        sight = self._sight(run)
        target, state = sight.find(node)
        if self._was_done(sight.view, operation):
            return Effect(operation.kind, run)
        leaves = _LEAVES[operation.kind] & _LIVE
        if sight.view.state not in leaves or sight.is_stopping:
            raise sight.refusal(operation.kind, leaves)
        if state.state.is_terminal:
            raise IllegalOperation(run, operation.kind.value, f"node {node!r} has ended: it is {state.state.value}")
        effect = Effect(operation.kind, run, self._marking.touched(sight, target, state, kind=operation.kind))
        if not dry:
            change = Change(operation=replace(operation, node=target.index), leaves=leaves)
            accepted = self._accept(run, lambda _: change)
            done = self._marking.apply(self._runs.view(run), accepted)
            self._runs.settle(run, operation.id, refused=not done)
            if not done:
                raise IllegalOperation(run, operation.kind.value, f"node {node!r} has ended in the meantime")
        return effect


def _operation(kind: OperationKind, author: Author) -> Operation:
    return Operation(id=author.id, kind=kind, by=author.by, why=author.why)


def _unfinished(sight: Sight) -> set[int]:
    return {node.index for node, state in sight.nodes() if state.state is not NodeState.SUCCEEDED}


def _again(sight: Sight, *, node: str | None, descend: bool) -> set[int]:
    if node is None:
        return {each.index for each, _ in sight.nodes()}
    start = {sight.find(node)[0].index}
    return (descendants(sight.parts, start) if descend else start) | _unfinished(sight)
