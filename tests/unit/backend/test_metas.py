"""Between Celery's metadata and the store's."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from kombu.exceptions import EncodeError

from aurora_celery.backend.metas import from_meta, to_meta


class Json:
    """A serialiser of plain JSON."""

    def encode(self, data: Any) -> str:
        try:
            return json.dumps(data)
        except TypeError as error:
            raise EncodeError(str(error)) from error

    def decode(self, payload: Any) -> Any:
        return None if payload is None else json.loads(payload)


BARE: dict[str, Any] = {
    "status": "SUCCESS",
    "result": {"$a.b": [1, None, "\udc80"]},
    "traceback": None,
    "children": [[["c", None], None]],
    "date_done": datetime(2026, 1, 2, tzinfo=UTC),
}
EXTENDED: dict[str, Any] = {
    "name": "shop.add",
    "args": [1, {"x": 2}],
    "kwargs": {"y": "$z"},
    "worker": "w@h",
    "retries": 2,
    "queue": "celery",
}
PLACE: dict[str, Any] = {"index": None, "body": None, "weight": 1}


def there_and_back(meta: dict[str, Any]) -> dict[str, Any]:
    return from_meta(Json(), to_meta(Json(), "t", celery_meta=meta, **PLACE))


@pytest.mark.parametrize(
    "meta", [BARE, BARE | EXTENDED, BARE | {"group_id": "g", "parent_id": "p"}, BARE | {"children": None}]
)
def test_metadata_comes_back_as_it_went(meta: dict[str, Any]) -> None:
    assert there_and_back(meta) == meta | {"task_id": "t"}


def test_stamps_come_back_whatever_they_are_called() -> None:
    stamps = {"stamped_headers": ["$set", "a.b"], "$set": "x", "a.b": ["y"]}
    found = there_and_back(BARE | EXTENDED | stamps)
    assert {name: found[name] for name in stamps} == stamps


def test_arguments_that_cannot_be_serialised_are_described() -> None:
    found = there_and_back(BARE | EXTENDED | {"args": [{1, 2}], "kwargs": None})
    assert found["args"] == "[{1, 2}]"
    assert found["kwargs"] is None


def test_a_result_that_cannot_be_serialised_is_refused() -> None:
    with pytest.raises(EncodeError):
        there_and_back(BARE | {"result": {1, 2}})


@pytest.mark.parametrize(("index", "kept"), [(3, 3), (0, 0), (None, None), ("+inf", None)])
def test_only_a_number_is_a_place_in_a_group(index: Any, kept: int | None) -> None:
    meta = to_meta(Json(), "t", celery_meta=BARE, index=index, body="b", weight=1)
    assert (meta.index, meta.body) == (kept, "b")
