"""What is in the store at last: every run, what an audit says of it, and what remains when all was deleted."""

from __future__ import annotations

from datetime import UTC, datetime

from aurora_celery import Aurora
from aurora_celery.store.ports import RunFilter
from tests.chaos.records import RunRecord, read_run
from tests.chaos.site import DATABASE, AuroraSite

#: What belongs to runs, by collection, with the field that begins with the run's id.
_BELONGINGS = {
    "aurora_cells": "_id",
    "aurora_results": "_id",
    "aurora_blobs.files": "_id",
    "aurora_blobs.chunks": "files_id",
}

_RUNS = "aurora_runs"


def everything(aurora: Aurora) -> list[RunRecord]:
    """The record of every run, also of those that nobody knows of."""
    records: list[RunRecord] = []
    cursor = None
    while True:
        page = aurora.runs(limit=200, cursor=cursor)
        records += [read_run(aurora.run(run.id), aurora) for run in page.items]
        cursor = page.cursor
        if cursor is None:
            return records


def audit(aurora: Aurora) -> list[str]:
    """What Aurora's own audit finds wrong with any run."""
    auditor = aurora.auditor()
    found = (finding for run in auditor.runs(RunFilter()) for finding in auditor.examine(run))
    return [f"run {finding.run}: {finding.violation}" for finding in found]


def deletions(site: AuroraSite) -> list[tuple[str, str]]:
    """The runs that were deleted, and who did it."""
    with site.mongo.client() as client:
        return [(found["run"], found["by"]) for found in client[DATABASE]["aurora_deletions"].find()]


def purge(site: AuroraSite) -> list[str]:
    """Let the retention of every ended run be over, purge them, and tell what was left of them.

    No interface says that retention is over but time itself, so this writes to the database.
    """
    with site.mongo.client() as client:
        database = client[DATABASE]
        over = {"$set": {"expire_at": datetime.now(UTC)}}
        ended = database[_RUNS].update_many({"expire_at": {"$exists": True}}, over).matched_count
        purged = 0
        while count := site.aurora.store.runs.purge():
            purged += count
        assert purged == ended, f"{ended} runs have ended, {purged} were purged"
        kept = {run["_id"] for run in database[_RUNS].find({}, {"_id": True})}
        return [
            f"{collection} {document[field]}"
            for collection, field in _BELONGINGS.items()
            for document in database[collection].find({}, {field: True})
            if str(document[field]).replace(":", "/").partition("/")[0] not in kept
        ]
