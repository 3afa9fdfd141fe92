"""What every part of the run store works with: the collections, the clock, and the times it was opened with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from pymongo.collection import Collection

from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.client import Connection, Handles
from aurora_celery.store.mongo.clock import ServerClock
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.ports import CellRef


@dataclass(frozen=True, slots=True)
class Terms:
    """How long an ended run is kept (None: for ever), and how soon the sweeper looks at what has moved."""

    retention: float | None
    attention: float


class RunPart:
    """Base of the parts of ``MongoRuns``."""

    def __init__(self, connection: Connection, clock: ServerClock, *, terms: Terms) -> None:
        self._connection = connection
        self._clock = clock
        self._terms = terms

    @property
    def _handles(self) -> Handles:
        return self._connection.handles()

    def _collection(self, ref: CellRef) -> Collection[Document]:
        return self._handles.cells if ref.cell else self._handles.runs

    def _light_collection(self, ref: CellRef) -> Collection[Document]:
        return self._handles.light_cells if ref.cell else self._handles.light_runs

    def _attention(self) -> Document:
        """Update that lets the sweeper look at a cell soon, if it would not do so anyway."""
        return {f.DUE: self._clock.now() + timedelta(seconds=self._terms.attention)}

    def _expiry(self) -> datetime | None:
        """When a run that ends now may be deleted."""
        kept = self._terms.retention
        return None if kept is None else self._clock.now() + timedelta(seconds=kept)


def at(ref: CellRef) -> Document:
    """Filter for a cell in its epoch."""
    return {f.ID: f.cell_id(ref.run, ref.cell), f.EPOCH: ref.epoch}


def milliseconds(seconds: float) -> int:
    """Seconds as the server adds them to a date."""
    return round(seconds * 1000)
