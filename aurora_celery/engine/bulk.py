"""Do one operation to many runs, page by page, so that whoever goes on after a crash does nothing twice."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from aurora_celery.engine.engine import Engine
from aurora_celery.engine.operations import Author, Operations
from aurora_celery.errors import AuroraError, BrokerUnavailable, IllegalOperation, NotFound, StoreUnavailable
from aurora_celery.model.bulk import BulkOperation, BulkState, BulkStep, Refusal, Tally
from aurora_celery.model.operation import OperationKind
from aurora_celery.store.filter_text import read_filter

logger = logging.getLogger(__name__)

#: Runs of a page, and seconds that one may take at most before somebody else takes over.
PAGE: Final = 20
LEASE: Final = 30.0
#: Characters of a reason that are kept.
_LONGEST: Final = 500


def drive(engine: Engine, owner: str, *, lease: float = LEASE, stopping: Callable[[], bool] = lambda: False) -> bool:
    """Go on with the oldest bulk operation that nobody drives, to its end or until ``stopping``. False: there is none.

    Raises StoreUnavailable; then somebody goes on later.
    """
    store = engine.store.bulk
    bulk = store.take(owner, seconds=lease)
    if bulk is None:
        return False
    going: BulkOperation | None = bulk
    while going is not None and going.state is BulkState.RUNNING and not stopping():
        going = _advance(engine, going, owner, lease=lease)
    if going is not None:
        store.release(bulk.id, owner)
    return True


def _advance(engine: Engine, bulk: BulkOperation, owner: str, *, lease: float) -> BulkOperation | None:
    """Do it to the runs of the page, then note what became of them together with the next page.

    The runs of a page are kept before anything is done to them: what is done may take them out of the filter.
    """
    tally = Tally()
    for run in bulk.page:
        tally += _operate(engine, bulk, run)
    step = BulkStep(step=bulk.step, tally=tally, done=True)
    if not bulk.last:
        found = engine.store.runs.list(read_filter(bulk.where), limit=PAGE, cursor=bulk.cursor)
        page = tuple(run.id for run in found.items)
        step = BulkStep(step=bulk.step, tally=tally, page=page, cursor=found.cursor, last=found.cursor is None)
    return engine.store.bulk.advance(bulk.id, owner, step, seconds=lease)


def _operate(engine: Engine, bulk: BulkOperation, run: str) -> Tally:
    """One run. The operation has the same id each time, so that the run itself knows whether it was done."""
    author = Author(by=bulk.by, why=bulk.why, id=f"bulk-{bulk.id}")
    try:
        _ACTS[bulk.kind](Operations(engine), run, author, bulk.dry_run)
    except StoreUnavailable:
        raise
    except BrokerUnavailable as error:  # it was accepted; the sweeper rings
        logger.warning("run %s: %s", run, error)
    except (IllegalOperation, NotFound) as error:
        if not _was_done(engine, run, author.id):
            return Tally(matched=1, refused=1, refusals=(_refusal(run, error),))
    except AuroraError as error:
        logger.warning("run %s cannot take the operation %s: %s", run, bulk.kind.value, error)
        return Tally(matched=1, failed=1, refusals=(_refusal(run, error),))
    except Exception:  # a fault of ours in one run must not keep all others, and all bulk operations, from going on
        logger.exception("run %s cannot take the operation %s", run, bulk.kind.value)
        return Tally(matched=1, failed=1, refusals=(Refusal(run, "internal_error", "the log says why"),))
    return Tally(matched=1, done=1)


def _was_done(engine: Engine, run: str, operation: str) -> bool:
    """Whether the run took it before somebody had to begin the page anew."""
    try:
        return operation in {made.id for made in engine.store.runs.view(run).operations}
    except NotFound:
        return False


def _refusal(run: str, error: AuroraError) -> Refusal:
    reason = error.reason if isinstance(error, IllegalOperation) else str(error)
    return Refusal(run, error.code, reason.partition("\n")[0][:_LONGEST])


_ACTS: Final[dict[OperationKind, Callable[[Operations, str, Author, bool], object]]] = {
    OperationKind.CANCEL: lambda ops, run, who, dry: ops.control(run, OperationKind.CANCEL, who, dry=dry),
    OperationKind.PAUSE: lambda ops, run, who, dry: ops.control(run, OperationKind.PAUSE, who, dry=dry),
    OperationKind.RESUME: lambda ops, run, who, dry: ops.control(run, OperationKind.RESUME, who, dry=dry),
    OperationKind.RETRY: lambda ops, run, who, dry: ops.retry(run, who, dry=dry),
    OperationKind.RERUN: lambda ops, run, who, dry: ops.rerun(run, None, who, dry=dry),
    OperationKind.DELETE: lambda ops, run, who, dry: ops.delete(run, who, dry=dry),
}
