"""Plans in memory."""

from __future__ import annotations

from aurora_celery.errors import PlanNotFound
from aurora_celery.model.plan import CellPlan, Plan, PlanHead


class MemoryPlans:
    """``PlanStore`` in memory. Plans are immutable, so they are kept as they are."""

    def __init__(self) -> None:
        self._heads: dict[str, PlanHead] = {}
        self._cells: dict[tuple[str, int], CellPlan] = {}

    def put(self, plan: Plan) -> None:
        """Keep a plan."""
        for cell in plan.cells:
            self.put_part(plan.hash, cell)
        self._heads.setdefault(plan.hash, plan.head)

    def put_part(self, plan_hash: str, cell: CellPlan) -> None:
        """Keep one cell of a plan."""
        self._cells.setdefault((plan_hash, cell.number), cell)

    def put_head(self, head: PlanHead, first: CellPlan) -> None:
        """Keep the head of a plan with its first cell."""
        self.put_part(head.hash, first)
        self._heads.setdefault(head.hash, head)

    def head(self, plan_hash: str) -> PlanHead:
        """The head of a plan."""
        head = self._heads.get(plan_hash)
        if head is None:
            raise PlanNotFound(plan_hash)
        return head

    def cell(self, plan_hash: str, number: int) -> CellPlan:
        """One cell of a plan."""
        cell = self._cells.get((plan_hash, number))
        if cell is None:
            raise PlanNotFound(plan_hash)
        return cell

    def has(self, plan_hash: str) -> bool:
        """True when the plan is kept."""
        return plan_hash in self._heads
