"""The address of a plan: the digest of all its parts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from aurora_celery.model.plan import CellPlan, PlanHead
from aurora_celery.model.plan_codec import canonical_cell, canonical_head

#: Hex digits of SHA-256 that address a plan: 128 bits, so no two plans meet by chance.
HASH_LENGTH = 32


class PlanHash:
    """The address of a plan whose cells come one after the other."""

    def __init__(self, head: PlanHead) -> None:
        self._digest = hashlib.sha256(canonical_head(head).encode("ascii"))

    def add(self, cell: CellPlan) -> None:
        """The next cell."""
        self._digest.update(b"\n")
        self._digest.update(canonical_cell(cell).encode("ascii"))

    @property
    def text(self) -> str:
        """The address, once all cells were added."""
        return self._digest.hexdigest()[:HASH_LENGTH]


def plan_hash(head: PlanHead, cells: Iterable[CellPlan]) -> str:
    """Address of a plan: digest of the canonical JSON of all its parts, without the hash itself."""
    digest = PlanHash(head)
    for cell in cells:
        digest.add(cell)
    return digest.text
