"""Plans in memory."""

from __future__ import annotations

from aurora_celery.errors import PlanNotFound
from aurora_celery.model.plan import CellPlan, Plan, PlanHead


class MemoryPlans:
    """``PlanStore`` in memory. Plans are immutable, so they are kept as they are."""

    def __init__(self) -> None:
        self._plans: dict[str, Plan] = {}

    def put(self, plan: Plan) -> None:
        """Keep a plan."""
        self._plans.setdefault(plan.hash, plan)

    def head(self, plan_hash: str) -> PlanHead:
        """The head of a plan."""
        return self._plan(plan_hash).head

    def cell(self, plan_hash: str, number: int) -> CellPlan:
        """One cell of a plan."""
        cells = self._plan(plan_hash).cells
        if not 0 <= number < len(cells):
            raise PlanNotFound(plan_hash)
        return cells[number]

    def has(self, plan_hash: str) -> bool:
        """True when the plan is kept."""
        return plan_hash in self._plans

    def _plan(self, plan_hash: str) -> Plan:
        plan = self._plans.get(plan_hash)
        if plan is None:
            raise PlanNotFound(plan_hash)
        return plan
