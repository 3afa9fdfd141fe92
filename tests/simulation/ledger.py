"""The states of one run in the store in memory, numbered, and what each call makes of them.

The store's own code makes every step, on a copy of the run's record; a step that was made before is looked up.
Two states have the same number if they are equal in all that a call can see, but for when the sweeper looks at a cell
next and how often it rang: in this world it may look at any time.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, cast

from aurora_celery.errors import AuroraError
from aurora_celery.store.memory.records import CellRecord, RunRecord, SlotRecord
from aurora_celery.store.memory.runs import MemoryRuns
from aurora_celery.store.memory.store import MemoryStore
from aurora_celery.store.ports import CellView, RunView
from tests.simulation.script import LONG_AGO, NOW, Call, Raised

_RUN = tuple(field.name for field in fields(RunRecord) if field.name not in ("new", "cells", "closed"))
_CELL = tuple(
    field.name
    for field in fields(CellRecord)
    if field.name not in ("run", "slots", "gates", "arrived", "dead", "due", "rounds")
)
_SLOT = tuple(field.name for field in fields(SlotRecord))


class Ledger:
    """Every state of a run that was come to, from 0 for the first."""

    def __init__(self, store: MemoryStore, run: str) -> None:
        self._run, self._runs = run, cast("MemoryRuns", store.runs)
        self._state = self._runs._state
        self._records: list[RunRecord] = []
        self._numbers: dict[Any, int] = {}
        self._steps: dict[tuple[int, int], tuple[int, int]] = {}
        self._aged: dict[int, int] = {}
        self._number(self._state.runs[run])

    def __len__(self) -> int:
        return len(self._records)

    def record(self, number: int) -> RunRecord:
        """The run in a state; not to be changed."""
        return self._records[number]

    def look(self, number: int) -> tuple[RunView, list[CellView]]:
        """What a state looks like from outside."""
        record = self._records[number]
        return record.view(), [cell.view(NOW) for cell in record.cells]

    def perform(
        self, number: int, call: Call, call_number: int, answer_number: Callable[[object], int]
    ) -> tuple[int, int]:
        """The state after a call, and the number of the answer."""
        key = number, call_number
        if key not in self._steps:
            record = self._state.runs[self._run] = _copied(self._records[number])
            answer = self._answer(call)
            self._steps[key] = self._number(record), answer_number(answer)
        return self._steps[key]

    def age(self, number: int) -> int:
        """So much time passes that whatever waits for a time has waited long enough."""
        if number not in self._aged:
            record = _copied(self._records[number])
            if record.pending is not None:
                record.pending = replace(record.pending, at=LONG_AGO)
            for cell in record.cells:
                cell.cancelled = cell.cancelled and LONG_AGO
                for slot in cell.slots:
                    slot.not_before = slot.not_before and NOW
            self._aged[number] = self._number(record)
        return self._aged[number]

    def expire(self, number: int) -> int:
        """The time that the whole run may take is over."""
        record = _copied(self._records[number])
        record.deadline = NOW
        return self._number(record)

    def _answer(self, call: Call) -> Any:
        try:
            if call.name == "due_cell":
                return tuple(view for view in self._runs.due() if view.ref.cell == call.args[0])
            answer = getattr(self._runs, call.name)(*call.args, **call.kwargs)
            return tuple(answer) if call.name == "cells" else answer
        except AuroraError as error:
            return Raised(error)

    def _number(self, record: RunRecord) -> int:
        for cell in record.cells:
            cell.due, cell.rounds = NOW, 0
        key = _key(record)
        number = self._numbers.setdefault(key, len(self._records))
        if number == len(self._records):
            self._records.append(record)
        return number


def _key(record: RunRecord) -> Any:
    cells = tuple(
        (
            *(getattr(cell, name) for name in _CELL),
            tuple(cell.gates.items()),
            tuple(sorted(cell.arrived.items())),
            tuple(sorted(cell.dead.items())),
            tuple(tuple(getattr(slot, name) for name in _SLOT) for slot in cell.slots),
        )
        for cell in record.cells
    )
    return (*(getattr(record, name) for name in _RUN), frozenset(record.closed), cells)


def _copied(record: RunRecord) -> RunRecord:
    """The same in new records; what they hold cannot be changed, and is shared."""
    new = copy.copy(record)
    new.closed, new.cells = set(record.closed), [copy.copy(cell) for cell in record.cells]
    for cell in new.cells:
        cell.run, cell.slots = new, [copy.copy(slot) for slot in cell.slots]
        cell.gates, cell.arrived, cell.dead = dict(cell.gates), dict(cell.arrived), dict(cell.dead)
    return new
