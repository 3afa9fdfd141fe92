"""Accept a run: check its inputs, keep its plan, write its first state, ring for its first nodes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from aurora_celery.engine.doorbell import Doorbell
from aurora_celery.engine.engine import Engine
from aurora_celery.engine.ids import new_run_id
from aurora_celery.engine.inputs import resolve_inputs
from aurora_celery.engine.patience import patiently
from aurora_celery.errors import Conflict
from aurora_celery.failpoints import failpoint
from aurora_celery.handlers.codec import encode
from aurora_celery.model.plan import CellPlan, Plan
from aurora_celery.store.ports import CellSeed, NewRun, Submitted

T = TypeVar("T")

#: How many inputs a run can be found by, and how long each may be.
_FACTS, _FACT_LENGTH = 16, 256
#: Seconds for which a submit outlasts a store that changes its primary: members miss a dead one after ten.
_PATIENCE = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What somebody wants to be run, beside the plan.

    ``key`` makes the order idempotent: the same key gives the same run, for ``window`` seconds if that is given.
    ``continuation`` is the Celery signature, as JSON, that takes the run's outcome on. ``deadline`` is the time,
    in seconds from now, after which the run is stopped and has failed.
    """

    inputs: Mapping[str, Any]
    version: int | None = None
    key: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    continuation: str | None = None
    window: float | None = None
    deadline: float | None = None

    def numbered(self, version: int) -> Order:
        """The same order for a version of its graph."""
        return replace(self, version=version)


def submit(engine: Engine, plan: Plan, order: Order, *, attention: float) -> Submitted:
    """The accepted run. Raises InvalidInputs, Unserialisable, ResultTooLarge, Conflict, StoreUnavailable.

    When this returns the run is durable; a broker that does not answer only delays its start.
    """
    head, run_id = plan.head, new_run_id()
    inputs = resolve_inputs(order.inputs, declared=head.inputs)
    text = encode(inputs)
    fingerprint = hashlib.sha256(f"{head.hash}\n{text}".encode()).hexdigest()[:32] if order.key else ""
    _ask(lambda: engine.plans.keep(plan), "keeping the plan")
    run = NewRun(
        id=run_id,
        graph=head.name,
        version=order.version,
        plan=head.hash,
        cells=tuple(seed(cell) for cell in plan.cells),
        inputs=_ask(lambda: engine.values.keep_text(text, run=run_id, name="inputs"), "keeping the inputs"),
        labels=order.labels,
        key=order.key,
        fingerprint=fingerprint,
        continuation=order.continuation,
        attention=attention,
        window=order.window,
        deadline=order.deadline,
        facts=facts(inputs),
        traceparent=engine.observer.submitted_from(),
    )
    accepted = _ask(lambda: engine.store.runs.submit(run), "the submit")
    if not accepted.created:
        if accepted.fingerprint != fingerprint:
            raise Conflict(order.key or "", accepted.run_id)
        return accepted
    failpoint("submit.after_insert")
    _ring_roots(engine, plan, run_id)
    return accepted


def facts(inputs: Mapping[str, Any]) -> dict[str, str]:
    """The inputs by which a run can be found, as JSON: single values that are short, the first few of them."""
    single = {name: encode(value) for name, value in inputs.items() if isinstance(value, str | int | float | None)}
    short = [(name, text) for name, text in single.items() if len(text) <= _FACT_LENGTH and len(name) <= _FACT_LENGTH]
    return dict(short[:_FACTS])


def _ask(call: Callable[[], T], what: str) -> T:
    return patiently(call, what=what, limit=_PATIENCE)


def seed(cell: CellPlan) -> CellSeed:
    """The first state of a cell, as its plan has it."""
    return CellSeed(
        number=cell.number,
        size=len(cell.nodes),
        slots={slot: node.waits for slot, node in enumerate(cell.nodes) if node.waits},
        gates={gate.id: gate.waits for gate in cell.gates},
    )


def _ring_roots(engine: Engine, plan: Plan, run_id: str) -> None:
    roots = (node for cell in plan.cells for node in cell.nodes if not node.waits)
    engine.spreader.ring_all([Doorbell(run_id, 0, plan.head, root) for root in roots])
