"""What a run of a plan will cost: messages, bytes in the broker, round trips to the store. Counted, not guessed."""

from __future__ import annotations

from dataclasses import dataclass

from aurora_celery.model.plan import Plan

#: What one node's message takes in the broker, headers and all, where the engine has measured nothing else.
BYTES_PER_MESSAGE = 700


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """The cost of one run in which nothing fails. ``round_trips`` is the sum of the four kinds."""

    messages: int
    broker_bytes: int
    claims: int
    completions: int
    deliveries: int
    overhead: int

    @property
    def round_trips(self) -> int:
        """Commands to the store."""
        return self.claims + self.completions + self.deliveries + self.overhead


def costs(plan: Plan, *, bytes_per_message: int = BYTES_PER_MESSAGE) -> Costs:
    """Predict the cost of a run.

    Every node is one message, one claim and one completion. A gate costs one delivery for each cell that it
    signals. Submit is one write for one cell, otherwise one for the cells and one for the run; so is the end: the
    last completion of a run of one cell ends it, otherwise each cell is closed and the run ended.
    """
    size, cells = plan.head.size, len(plan.cells)
    overhead = 1 if cells == 1 else 2 + cells + 1
    if cells == 1 and plan.head.final is None:
        overhead += 1
    return Costs(
        messages=size,
        broker_bytes=size * bytes_per_message,
        claims=size,
        completions=size,
        deliveries=sum(len(gate.outs) for cell in plan.cells for gate in cell.gates),
        overhead=overhead,
    )
