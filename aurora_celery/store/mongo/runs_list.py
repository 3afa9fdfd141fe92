"""List runs by page: each page starts where the last one ended, so that a deep page costs what the first does."""

from __future__ import annotations

from dataclasses import replace

from pymongo import ASCENDING, DESCENDING

from aurora_celery.store.cursor import read_cursor, write_cursor
from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.errors import answered
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.legible import only_legible
from aurora_celery.store.mongo.part import RunPart
from aurora_celery.store.mongo.run_documents import WITHOUT_NODES, label, run_from_document
from aurora_celery.store.ports import Page, RunFilter, RunView
from aurora_celery.store.words import id_prefix, words_of

_WANTED: Document = {**WITHOUT_NODES, f.OPERATIONS: False}


class Listing(RunPart):
    """``RunStore.list``."""

    @answered
    def list(
        self, where: RunFilter, *, limit: int = 50, cursor: str | None = None, oldest: bool = False
    ) -> Page[RunView]:
        """One round trip, two for a text that may be an id. Raises BadCursor for a cursor that no page gave."""
        if (prefix := id_prefix(where.text or "")) and cursor is None and (named := self._named(where, prefix, limit)):
            return Page(named, None)
        query = listed(where, cursor=cursor)
        found = self._handles.runs.find(
            query,
            _WANTED,
            sort=OLDEST_FIRST if oldest else NEWEST_FIRST,
            limit=limit + 1,
        )
        documents = list(found)
        page, more = documents[:limit], len(documents) > limit and not oldest
        cursor = write_cursor(page[-1][f.CREATED], page[-1][f.ID]) if more and page else None
        return Page(tuple(only_legible(run_from_document, page)), cursor)

    def _named(self, where: RunFilter, prefix: str, limit: int) -> tuple[RunView, ...]:
        """The few runs whose ids begin so."""
        query = listed(replace(where, text=None), cursor=None)
        query[f.ID] = {"$gte": prefix, "$lt": f"{prefix}g"}
        found = self._handles.runs.find(query, _WANTED, sort=NEWEST_FIRST, limit=limit, hint=[(f.ID, ASCENDING)])
        return tuple(only_legible(run_from_document, found))


NEWEST_FIRST = [(f.CREATED, DESCENDING), (f.ID, DESCENDING)]
OLDEST_FIRST = [(f.CREATED, ASCENDING), (f.ID, ASCENDING)]


def listed(where: RunFilter, *, cursor: str | None) -> Document:
    """The query of one page."""
    query: Document = {f.DYING: None}
    if where.states:
        query[f.RUN_STATE] = {"$in": [state.value for state in where.states]}
    if where.graph is not None:
        query[f.GRAPH] = where.graph
    if where.projects is not None:
        query[f.PROJECT] = {"$in": [*where.projects]}
    for field, pairs in ((f.LABELS, where.labels), (f.FACTS, where.facts)):
        if pairs:
            query[field] = {"$all": [label(name, value) for name, value in pairs.items()]}
    if where.text is not None:
        query[f.WORDS] = {"$all": [*words_of(where.text)]}  # of no words at all, the server finds no run
    created = _between(where)
    if cursor is not None:
        created["$lte"], last = read_cursor(cursor)
        query["$or"] = [{f.CREATED: {"$lt": created["$lte"]}}, {f.ID: {"$lt": last}}]
    return query | ({f.CREATED: created} if created else {})


def _between(where: RunFilter) -> Document:
    bounds = {"$gte": where.created_after, "$lt": where.created_before}
    return {operator: moment for operator, moment in bounds.items() if moment is not None}
