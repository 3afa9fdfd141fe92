"""What is too large for a document is refused with a typed error, and what was there remains."""

from __future__ import annotations

from typing import Any

import pytest
from pymongo import MongoClient

from aurora_celery.errors import ResultNotFound, StoreTooLarge
from aurora_celery.model.states import NodeState
from aurora_celery.store.ports import Output, Store
from tests.contract.store.runs import cell_of, claimed, done, run_of, slot_of, submitted

HUGE = "x" * (9 * 2**20)


def test_a_run_larger_than_a_document_is_refused(store: Store) -> None:
    with pytest.raises(StoreTooLarge):
        store.runs.submit(run_of(continuation=HUGE * 2))


def test_a_cell_cannot_outgrow_its_document(store: Store) -> None:
    ref = submitted(store, cell_of(0, 0))
    done(store, ref, 0, value=HUGE)
    claimed(store, ref, 1)
    with pytest.raises(StoreTooLarge):
        store.runs.complete(ref, 1, token="t", output=Output(HUGE, size=len(HUGE)))
    assert slot_of(store, ref, 0).state is NodeState.SUCCEEDED
    assert slot_of(store, ref, 1).state is NodeState.RUNNING
    assert store.runs.complete(ref, 1, token="t", output=Output(ref="elsewhere")) is not None


def test_a_value_whose_parts_are_gone_is_not_found(store: Store, mongo_url: str) -> None:
    store.results.put("r/0/t", HUGE, run="r")
    with MongoClient[dict[str, Any]](mongo_url) as client:
        client.get_default_database()["aurora_blobs.chunks"].delete_one({"n": 1})
    with pytest.raises(ResultNotFound):
        store.results.get("r/0/t")
