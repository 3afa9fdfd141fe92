"""One run of an archive, as its lines come: each is checked against those before it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

from aurora_celery.app.archive_codec import CELL, LOGS, RUN, decoded, referred
from aurora_celery.compiler.plan_hash import PlanHash
from aurora_celery.engine.ids import is_run_id
from aurora_celery.errors import Unserialisable
from aurora_celery.handlers.codec import decode
from aurora_celery.model.log import LogBatch
from aurora_celery.model.plan import CellPlan, PlanHead
from aurora_celery.model.plan_codec import cell_from_dict, head_from_dict
from aurora_celery.store.log_ports import SPAN
from aurora_celery.store.values import CellRef, CellView, RunView


@dataclass(frozen=True, slots=True)
class PlanComes:
    """What all cells of the run's plan have in common."""

    head: PlanHead


@dataclass(frozen=True, slots=True)
class CellComes:
    """One cell, as planned and as it stood."""

    plan: CellPlan
    state: CellView


@dataclass(frozen=True, slots=True)
class ValueComes:
    """A large value of the run, as JSON text."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class LogsCome:
    """What a handler said in one try, or a part of it."""

    batch: LogBatch


#: What it means that a line is not as it should be.
ODD: Final = (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError)

Content: TypeAlias = PlanComes | CellComes | ValueComes | LogsCome

#: The most bytes of what is said in one line of an archive.
_MOST_SAID: Final = 2**20


def kept_view(view: RunView) -> RunView:
    """A run without what it has no use for in another place: its key, its canvas, whose results it shares."""
    return replace(view, key=None, continuation=None, continued=False, shares=(), closed=view.cells)


class ArchivedRun:
    """Checks the lines of one run. Holds of them only what later ones are checked against.

    Its methods raise one of ``ODD`` for what does not belong there.
    """

    def __init__(self, body: dict[str, Any]) -> None:
        (document,) = _only(body, "run")
        self.view = decoded(RUN, document)
        view = self.view
        if not view.state.is_terminal or view.finished is None or view.pending is not None or view != kept_view(view):
            raise ValueError("this is no run that has ended")
        if not is_run_id(view.id):
            raise ValueError(f"{view.id[:80]!r} is no id of a run")
        self._head: PlanHead | None = None
        self._hash: PlanHash | None = None
        self._cells = self._logs = 0
        self._wanted: dict[str, int] = {}
        self._there: set[str] = set()
        self._want(document)
        self._check_json(view.inputs.ref, view.inputs.text)

    def take(self, kind: str, body: dict[str, Any]) -> Content | None:
        """One more line."""
        match kind:
            case "value":
                return self._value(*_only(body, "key", "text"))
            case "graph" if self._head is None:
                _only(body, "name", "version", "definition")
                return None  # for whoever reads the file
            case "plan" if self._head is None:
                return self._plan(*_only(body, "head"))
            case "cell" if self._head is not None:
                return self._cell(*_only(body, "plan", "state"), head=self._head)
            case "logs" if self._head is not None:
                return self._said(*_only(body, "batch"), head=self._head)
        raise ValueError(f"a line of kind {kind[:80]!r} does not belong here")

    def check(self) -> None:
        """Whether all of the run was there."""
        if self._hash is None or self._hash.text != self.view.plan:
            raise ValueError("its plan is not the one that it names")
        if self._cells != self.view.cells:
            raise ValueError(f"{self._cells} of its {self.view.cells} cells are there")
        if self._wanted:
            raise ValueError(f"the value {next(iter(self._wanted))[:80]!r} is missing")

    def counts(self) -> dict[str, Any]:
        """What the closing line says of the run."""
        counts = {"run": self.view.id, "cells": self._cells, "values": len(self._there)}
        return counts | {"logs": self._logs} if self._logs else counts  # the first archives had none

    def _plan(self, document: dict[str, Any]) -> PlanComes:
        head = head_from_dict(document)
        if (head.hash, head.name, head.cells) != (self.view.plan, self.view.graph, self.view.cells):
            raise ValueError("the plan is that of another run")
        self._head, self._hash = head, PlanHash(head)
        return PlanComes(head)

    def _cell(self, planned: dict[str, Any], document: dict[str, Any], *, head: PlanHead) -> CellComes:
        part, state, number = cell_from_dict(planned), decoded(CELL, document), self._cells
        size, offset = len(part.nodes), number * head.cell_size
        if (part.number, part.offset, size) != (number, offset, min(head.cell_size, head.size - offset)):
            raise ValueError(f"this is not cell {number} of the plan")
        if (state.ref, state.plan) != (CellRef(self.view.id, self.view.epoch, number), head.hash):
            raise ValueError(f"this is not cell {number} of the run")
        known = {gate.id for gate in part.gates}
        if state.size != size or [*state.slots] != [*range(size)] or not known.issuperset(state.gates) or state.live:
            raise ValueError("the cell is not as its plan has it")
        if self._hash is not None:
            self._hash.add(part)
        self._cells += 1
        self._want(document)
        return CellComes(part, state)

    def _value(self, key: object, text: object) -> ValueComes:
        if not (isinstance(key, str) and isinstance(text, str)):
            raise ValueError("a value has a key and a text, and one of them is no text")
        size = self._wanted.pop(key, None)
        if size is None:
            raise ValueError(f"the value {key[:80]!r} is nobody's, or there a second time")
        if len(text.encode()) != size:
            raise ValueError(f"the value {key[:80]!r} has not the {size} bytes that it should have")
        self._check_json(key, text)
        self._there.add(key)
        return ValueComes(key, text)

    def _said(self, document: dict[str, Any], *, head: PlanHead) -> LogsCome:
        batch = decoded(LOGS, document)
        source, lines = batch.source, batch.lines
        if (source.run, source.plan, source.graph) != (self.view.id, head.hash, head.name):
            raise ValueError("what was said here was said in another run")
        counted = 0 <= source.epoch <= self.view.epoch and source.attempt >= 0 and batch.number >= 0
        if source.node not in range(head.size) or not counted or not lines:
            raise ValueError("what was said here was said by nobody")
        times = [line.at for line in lines]
        size = sum(len(line.text.encode()) + len(line.logger.encode()) for line in lines)
        if times != sorted(times) or times[-1] - times[0] > SPAN or size > _MOST_SAID:
            raise ValueError("what was said here is too much, or not in order")
        self._logs += 1
        return LogsCome(batch)

    def _want(self, document: dict[str, Any]) -> None:
        for key, size in referred(document).items():
            if not key.startswith(f"{self.view.id}/"):
                raise ValueError(f"the value {key[:80]!r} is not one of this run")
            if key not in self._there:
                self._wanted[key] = size

    def _check_json(self, key: str | None, text: str | None) -> None:
        """Every value is JSON, and the inputs of a run are an object."""
        if text is None:
            return
        try:
            value = decode(text)
        except Unserialisable as error:
            raise ValueError(f"the value {(key or 'inputs')[:80]!r} is not JSON: {error.reason}") from error
        if key == self.view.inputs.ref and not isinstance(value, dict):
            raise ValueError("the inputs of the run are no object")


def _only(body: dict[str, Any], *names: str) -> list[Any]:
    """What stands under these names. Raises ValueError when there is anything else, or less."""
    if odd := body.keys() ^ set(names):
        raise ValueError(f"{sorted(odd)[0][:80]!r} is not known, or missing")
    return [body[name] for name in names]
