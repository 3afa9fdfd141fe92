"""Plans in MongoDB: the head with the first cell in one document, each further cell in one of its own."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import Any, Final

from bson.binary import Binary
from pymongo.errors import BulkWriteError, DuplicateKeyError

from aurora_celery.errors import FormatUnknown, PlanNotFound
from aurora_celery.model.plan import CellPlan, Plan, PlanHead
from aurora_celery.model.plan_codec import cell_from_dict, cell_text, head_from_dict, head_text
from aurora_celery.store.mongo.client import Connection
from aurora_celery.store.mongo.errors import answered, only_duplicates
from aurora_celery.store.mongo.fields import Document

_HEAD: Final = "head"
_CELL: Final = "cell"
_BATCH: Final = 200
#: Little is gained beyond the first level, and it is the fastest.
_LEVEL: Final = 1
#: JSON for the first cell of a plan without nodes.
_NO_CELL: Final = "null"


class MongoPlans:
    """``PlanStore`` in MongoDB. JSON text is kept compressed, so that no key of a plan is a field."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @answered
    def put(self, plan: Plan) -> None:
        """One round trip for a plan of one cell, or one that is there."""
        if len(plan.cells) > 1:
            if self.has(plan.hash):
                return
            self._put_later_cells(plan)
        self._put_head(plan.head, cell_text(plan.cells[0]) if plan.cells else _NO_CELL)

    @answered
    def put_part(self, plan_hash: str, cell: CellPlan) -> None:
        """One round trip."""
        self._insert(_part(plan_hash, cell))

    @answered
    def put_head(self, head: PlanHead, first: CellPlan) -> None:
        """One round trip."""
        self._put_head(head, cell_text(first))

    @answered
    def head(self, plan_hash: str) -> PlanHead:
        """One round trip. Raises FormatUnknown for the plan of a newer version."""
        try:
            return head_from_dict(self._part(plan_hash, _HEAD, of=plan_hash))
        except ValueError as error:
            raise FormatUnknown(f"the plan {plan_hash}", str(error)) from error

    @answered
    def cell(self, plan_hash: str, number: int) -> CellPlan:
        """One round trip."""
        part = _part_id(plan_hash, number)
        return cell_from_dict(self._part(part, _CELL, of=plan_hash))

    @answered
    def has(self, plan_hash: str) -> bool:
        """One round trip."""
        return self._connection.handles().plans.count_documents(_whole(plan_hash), limit=1) == 1

    def _part(self, part: str, name: str, *, of: str) -> dict[str, Any]:
        document = self._connection.handles().plans.find_one({"_id": part}, {name: True})
        values = _unpack(document[name]) if document and name in document else None
        if values is None:
            raise PlanNotFound(of)
        return values

    def _put_head(self, head: PlanHead, first: str) -> None:
        self._insert({"_id": head.hash, _HEAD: _pack(head_text(head)), _CELL: _pack(first)})

    def _insert(self, document: Document) -> None:
        try:
            self._connection.handles().plans.insert_one(document)
        except DuplicateKeyError:
            return

    def _put_later_cells(self, plan: Plan) -> None:
        documents = _later_cells(plan)
        while batch := [document for document, _ in zip(documents, range(_BATCH), strict=False)]:
            try:
                self._connection.handles().plans.insert_many(batch, ordered=False)
            except BulkWriteError as error:
                if not only_duplicates(error):
                    raise


def _later_cells(plan: Plan) -> Iterator[Document]:
    for cell in plan.cells[1:]:
        yield _part(plan.hash, cell)


def _part(plan_hash: str, cell: CellPlan) -> Document:
    return {"_id": _part_id(plan_hash, cell.number), _CELL: _pack(cell_text(cell))}


def _whole(plan_hash: str) -> Document:
    """Filter for the document that is written last."""
    return {"_id": plan_hash, _HEAD: {"$exists": True}}


def _part_id(plan_hash: str, number: int) -> str:
    return f"{plan_hash}:{number:d}" if number else plan_hash


def _pack(text: str) -> Binary:
    return Binary(zlib.compress(text.encode(), level=_LEVEL))


def _unpack(packed: bytes) -> dict[str, Any] | None:
    values: dict[str, Any] | None = json.loads(zlib.decompress(packed))
    return values
