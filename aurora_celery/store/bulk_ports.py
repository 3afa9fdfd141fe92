"""What Aurora asks of a store about bulk operations: who drives each, and how far it has come."""

from __future__ import annotations

from typing import Protocol

from aurora_celery.model.bulk import BulkOperation, BulkStep
from aurora_celery.store.values import Page

#: Seconds that an ended bulk operation is kept.
KEPT = 30 * 86_400


class BulkStore(Protocol):
    """Bulk operations: each is driven by one process at a time, and by another one when that has died."""

    def add(self, bulk: BulkOperation) -> BulkOperation:
        """Accept a bulk operation; the store adds the time. Again is harmless: the one that is there is answered."""

    def get(self, bulk: str) -> BulkOperation:
        """Raises BulkNotFound."""

    def list(self, *, limit: int = 50, cursor: str | None = None) -> Page[BulkOperation]:
        """All of them, newest first. Raises BadCursor."""

    def take(self, owner: str, *, seconds: float) -> BulkOperation | None:
        """The oldest that runs and that nobody else drives, for so many seconds; None when there is none.

        Again it may be the same one.
        """

    def advance(self, bulk: str, owner: str, step: BulkStep, *, seconds: float) -> BulkOperation | None:
        """Count what became of a page, and go on with the next, for so many seconds more.

        In one write: a page is counted once, also when this is repeated. None when it is somebody else's by now. One
        that was cancelled in the meantime stays so, and its last page is counted.
        """

    def release(self, bulk: str, owner: str) -> None:
        """Let anybody else drive it at once, if it is ours."""

    def cancel(self, bulk: str) -> BulkOperation:
        """No page is begun any more. One that has ended stays as it is. Raises BulkNotFound."""

    def unfinished(self) -> bool:
        """Whether any of them runs, whoever drives it."""
