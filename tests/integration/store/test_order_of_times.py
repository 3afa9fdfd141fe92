"""A node that is claimed by the write that makes it ready does not seem to begin before what it waited for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from pymongo import MongoClient

from aurora_celery.store.ports import Store
from tests.contract.store.runs import cell_of, claimed, slot_of, submitted
from tests.contract.store.test_complete import ONE, take


def test_a_write_that_waited_for_others_does_not_predate_them(store: Store, mongo_url: str) -> None:
    ref = submitted(store, cell_of(0, 0, 2))
    claimed(store, ref, 0)
    claimed(store, ref, 1)
    store.runs.complete(ref, 0, token="t", output=ONE, slots=[2])
    # As if the other completion had been recorded after the server received the one that takes the node.
    later = store.now() + timedelta(hours=1)
    with MongoClient[dict[str, Any]](mongo_url, tz_aware=True) as client:
        client.get_default_database()["aurora_runs"].update_one({"_id": ref.run}, {"$set": {"n.0.f": later}})
    progress = store.runs.complete(ref, 1, token="t", output=ONE, slots=[2], take=take(2, certain=False))
    assert progress is not None
    assert progress.claim is not None
    assert slot_of(store, ref, 2).started == slot_of(store, ref, 0).finished
