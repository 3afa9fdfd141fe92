"""What every store of saved groups keeps to."""

from __future__ import annotations

from typing import Any

import pytest
from pymongo.database import Database

from aurora_celery.store.task_ports import TaskStore


@pytest.mark.parametrize("result", ['[["g", null], []]', b"\x80\x00", "x" * 20 * 2**20])
def test_a_group_comes_back_as_it_was_saved(store: TaskStore, result: str | bytes) -> None:
    store.groups.save("$g", result, expires=60)
    found = store.groups.get("$g")
    assert found is not None
    assert (found.id, found.result) == ("$g", result)
    assert found.saved.tzinfo is not None


def test_a_later_group_replaces_an_earlier_one_and_its_pieces(store: TaskStore, database: Database[Any]) -> None:
    store.groups.save("g", "x" * 2 * 2**20, expires=60)
    store.groups.save("g", "small", expires=None)
    found = store.groups.get("g")
    assert found is not None
    assert found.result == "small"
    assert database["aurora_taskblobs"].count_documents({}) == 0


def test_a_deleted_group_is_gone(store: TaskStore, database: Database[Any]) -> None:
    store.groups.save("g", "x" * 2 * 2**20, expires=60)
    store.groups.delete("g")
    store.groups.delete("g")
    assert store.groups.get("g") is None
    assert database["aurora_taskblobs"].count_documents({}) == 0
