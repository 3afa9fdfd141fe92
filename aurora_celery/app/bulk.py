"""One operation on many runs, which goes on in the background of any process that serves people."""

from __future__ import annotations

import logging
import os
import socket
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from aurora_celery.engine.bulk import LEASE, drive
from aurora_celery.engine.ids import new_run_id
from aurora_celery.errors import StoreError
from aurora_celery.model.bulk import BulkOperation
from aurora_celery.model.operation import OperationKind
from aurora_celery.store.filter_text import write_filter
from aurora_celery.store.ports import Page, RunFilter

if TYPE_CHECKING:
    from aurora_celery.app.runtime import Runtime

logger = logging.getLogger(__name__)

#: Seconds between two looks for one whose process has died.
_PAUSE: Final = 2.0
#: Seconds that the runs at hand may take when the process ends.
_LAST: Final = 10.0


class BulkOperations:
    """All of them. A process that began one drives it; when it dies, the next that is woken goes on.

    ``lease`` is how many seconds a page of runs may take before others think that it has died.
    """

    def __init__(self, runtime: Runtime, *, lease: float = LEASE) -> None:
        self._runtime, self._lease = runtime, lease
        self._owner = f"{socket.gethostname()}:{os.getpid()}:{new_run_id()[:8]}"
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._woken = False
        self._stopping = threading.Event()
        runtime.closing.append(self.stop)

    def start(
        self, kind: OperationKind, where: RunFilter, *, by: str, why: str, dry_run: bool = False
    ) -> BulkOperation:
        """Accept an operation on all runs that a filter finds and that are there now.

        With ``dry_run`` nothing is done, and the counts are what they would be. Raises StoreUnavailable.
        """
        now = self._runtime.store.now()
        until = now if where.created_before is None else min(now, where.created_before)
        text = write_filter(replace(where, created_before=until))
        bulk = BulkOperation(id=new_run_id(), kind=kind, where=text, by=by, why=why, dry_run=dry_run)
        accepted = self._runtime.store.bulk.add(bulk)
        self.wake()
        return accepted

    def get(self, bulk: str) -> BulkOperation:
        """How far one has come. Raises BulkNotFound, StoreUnavailable."""
        return self._runtime.store.bulk.get(bulk)

    def list(self, *, limit: int = 50, cursor: str | None = None) -> Page[BulkOperation]:
        """All of them, newest first. Raises BadCursor, StoreUnavailable."""
        return self._runtime.store.bulk.list(limit=limit, cursor=cursor)

    def cancel(self, bulk: str) -> BulkOperation:
        """Begin no more runs; what has been done is not undone. Raises BulkNotFound, StoreUnavailable."""
        return self._runtime.store.bulk.cancel(bulk)

    def wake(self) -> None:
        """See to it that this process drives whatever nobody drives. Returns at once."""
        with self._lock:
            self._woken = True
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="aurora-bulk", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Drive nothing any more in this process, once the runs at hand are done."""
        self._stopping.set()
        thread = self._thread
        if thread is not None:
            thread.join(_LAST)

    def _run(self) -> None:
        while not self._stopping.is_set() and self._goes_on():
            if not self._drive():
                self._stopping.wait(_PAUSE)

    def _goes_on(self) -> bool:
        """False when nothing is left to do, here or elsewhere; whoever wakes it starts a new thread then."""
        if self._is_wanted():
            return True
        with self._lock:
            woken, self._woken = self._woken, False
            if not woken:
                self._thread = None
            return woken

    def _drive(self) -> bool:
        try:
            return drive(self._runtime.engine(), self._owner, lease=self._lease, stopping=self._stopping.is_set)
        except StoreError as error:
            logger.warning("bulk operations cannot go on now: %s", error)
        except Exception:  # a fault of ours in one pass must not end the thread that others rely on
            logger.exception("bulk operations cannot go on now")
        return False

    def _is_wanted(self) -> bool:
        try:
            return self._runtime.store.bulk.unfinished()
        except StoreError as error:
            logger.warning("whether bulk operations go on cannot be told now: %s", error)
            return True
