"""The run store in MongoDB, of its parts."""

from __future__ import annotations

from aurora_celery.store.mongo.runs_claim import Claims
from aurora_celery.store.mongo.runs_complete import Completions
from aurora_celery.store.mongo.runs_fail import Failures
from aurora_celery.store.mongo.runs_finish import Endings
from aurora_celery.store.mongo.runs_list import Listing
from aurora_celery.store.mongo.runs_operate import Operating
from aurora_celery.store.mongo.runs_purge import Purge
from aurora_celery.store.mongo.runs_reopen import Reopening
from aurora_celery.store.mongo.runs_restore import Restoring
from aurora_celery.store.mongo.runs_submit import Submit
from aurora_celery.store.mongo.runs_sweep import Sweeping
from aurora_celery.store.mongo.runs_wait import Waiting


class MongoRuns(
    Submit, Claims, Completions, Failures, Endings, Waiting, Listing, Sweeping, Operating, Reopening, Restoring, Purge
):
    """``RunStore`` in MongoDB. Each method is the part that its base says."""
