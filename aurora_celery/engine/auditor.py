"""Audit the runs of a live store, and put right what can be put right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from aurora_celery.engine.audit import Case, Violation, audit, stored_outputs
from aurora_celery.engine.engine import Engine
from aurora_celery.engine.operations import Operations
from aurora_celery.errors import NotFound, RunNotFound
from aurora_celery.model.states import Control
from aurora_celery.store.ports import RunFilter

#: Seconds by which anything may be overdue before it is a finding: sweepers come by every few seconds.
LATE: Final = 60.0
_PAGE: Final = 200
_KEYS: Final = 500


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong with a run."""

    run: str
    violation: Violation


class Auditor:
    """Looks at runs one by one, each at one instant. ``late`` is in seconds."""

    def __init__(self, engine: Engine, *, late: float = LATE) -> None:
        self._engine, self._late = engine, timedelta(seconds=late)
        self._operations = Operations(engine)
        self._acts: dict[str, Callable[[Case], None]] = {
            "attend": self._attend,
            "close": self._close,
            "carry_on": lambda case: self._operations.carry_on(case.snapshot.run),
            "expire": lambda case: self._operations.expire(case.snapshot.run),
            "hand_on": lambda case: self._engine.finisher.hand_on(case.snapshot.run),
        }

    def runs(self, where: RunFilter) -> Iterator[str]:
        """The ids of runs, newest first."""
        cursor: str | None = None
        while True:
            page = self._engine.store.runs.list(where, limit=_PAGE, cursor=cursor)
            yield from (view.id for view in page.items)
            cursor = page.cursor
            if cursor is None:
                return

    def examine(self, run: str) -> tuple[Finding, ...]:
        """What is wrong with a run; nothing with one that was deleted meanwhile. Raises RunNotFound for no run."""
        try:
            case = self._case(run)
        except RunNotFound:
            raise
        except NotFound as error:
            return (Finding(run, Violation(code="plan_lost", message=str(error))),)
        return tuple(Finding(run, violation) for violation in self._violations(case))

    def repair(self, findings: Iterable[Finding]) -> int:
        """Do what can be done about findings of one run; how many acts there were. Every act may be repeated."""
        wanted = dict.fromkeys(finding.violation.repair for finding in findings if finding.violation.repair)
        runs = {finding.run for finding in findings}
        for run in runs:
            for act in wanted:
                self._acts[str(act)](self._case(run))
        return len(wanted)

    def _case(self, run: str) -> Case:
        snapshot = self._engine.store.changes.snapshot(run)
        head = self._engine.plans.head(snapshot.run.plan)
        return Case(snapshot, [self._engine.plans.cell(head.hash, number) for number in range(head.cells)])

    def _violations(self, case: Case) -> Iterator[Violation]:
        yield from audit(case)
        yield from self._lost_values(case)
        yield from self._overdue(case)

    def _lost_values(self, case: Case) -> Iterator[Violation]:
        """S15: what a record refers to is there."""
        outputs = stored_outputs(case)
        keys = [*outputs]
        for begin in range(0, len(keys), _KEYS):
            for key in self._engine.store.results.lost(keys[begin : begin + _KEYS]):
                yield Violation(code="lost_value", node=outputs[key], message=f"the value {key} is not there")

    def _overdue(self, case: Case) -> Iterator[Violation]:
        """What should have been done by now, if any sweeper is at work."""
        view, now = case.snapshot.run, case.snapshot.cells[0].now
        for cell in case.snapshot.cells:
            if cell.live and not view.state.is_terminal and (cell.due is None or cell.due < now - self._late):
                words = f"cell {cell.ref.cell} should have been attended to " + (f"at {cell.due}" if cell.due else "")
                yield Violation(code="unattended", message=words.rstrip(), repair="attend")
        made = view.pending
        if made is not None and made.at is not None and made.at < now - self._late:
            words = f"{made.kind.value} by {made.by} was accepted at {made.at} and not carried out everywhere"
            yield Violation(code="half_done", message=words, repair="carry_on")
        over = view.deadline is not None and view.deadline < now - self._late
        if over and not view.state.is_terminal and view.control is not Control.CANCEL:
            words = f"its time was over at {view.deadline}"
            yield Violation(code="overtime", message=words, repair="expire")
        waits = view.continuation is not None and not view.continued and view.finished is not None
        if waits and view.finished is not None and view.finished < now - self._late:
            words = f"it ended at {view.finished}, and its canvas was not told"
            yield Violation(code="not_handed_on", message=words, repair="hand_on")

    def _attend(self, case: Case) -> None:
        """Do at once what the state of each live cell calls for, and let the sweepers look at it soon."""
        head = self._engine.plans.head(case.snapshot.run.plan)
        for view, part in zip(case.snapshot.cells, case.parts, strict=True):
            if view.live:
                self._engine.spreader.redrive(part, view, head=head)
                self._engine.store.runs.attend(view, seconds=0.0)

    def _close(self, case: Case) -> None:
        for view in case.snapshot.cells:
            if view.live:
                self._engine.store.runs.close(view.ref)
