"""Plans as a process remembers them: immutable, so that one read of each part is enough."""

from __future__ import annotations

from functools import lru_cache

from aurora_celery.model.plan import CellPlan, Plan, PlanHead, PlanNode
from aurora_celery.store.ports import PlanStore

#: Parts of at most 128 nodes: some tens of megabytes at the most.
_PARTS = 512
_HEADS = 256


class PlanCache:
    """Heads and cells of plans by hash, read from the store when first asked for."""

    def __init__(self, store: PlanStore) -> None:
        self._store = store
        self.head = lru_cache(maxsize=_HEADS)(self._head)
        self.cell = lru_cache(maxsize=_PARTS)(self._cell)
        self._kept: set[str] = set()

    def _head(self, plan_hash: str) -> PlanHead:
        return self._store.head(plan_hash)

    def _cell(self, plan_hash: str, number: int) -> CellPlan:
        return self._store.cell(plan_hash, number)

    def node(self, plan_hash: str, index: int) -> PlanNode:
        """One node of a plan."""
        cell, slot = self.head(plan_hash).locate(index)
        return self.cell(plan_hash, cell).nodes[slot]

    def keep(self, plan: Plan) -> None:
        """Make sure that the store holds a plan; costs nothing from the second time on."""
        if plan.hash not in self._kept:
            if not self._store.has(plan.hash):
                self._store.put(plan)
            self._kept.add(plan.hash)
