"""Operators: clients whose runs are paused, cancelled, mended and deleted while they run, by several people at once."""

from __future__ import annotations

import contextlib
import itertools
import random
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from aurora_celery.errors import IllegalOperation, RunNotFound, StoreError, WaitTimeout
from aurora_celery.model.states import RunState
from tests.chaos.acts import CALLS, KINDS, Act
from tests.chaos.client import Clients
from tests.chaos.sightings import Sightings

#: How many people there are who act on the runs of others.
_MEDDLERS = 3

#: Seconds between two tries, two acts of a client, and two of a meddler; for which an answer is waited for.
_PAUSE, _ACT, _MEDDLE, _PATIENCE = 0.2, (0.0, 0.4), (0.02, 0.3), 120.0

#: How often an act that was done is asked for again; a run that has ended is done something to; a run has a deadline.
_AGAIN, _AFTERWARDS, _LATE = 0.25, 0.6, 0.12

#: What is done to runs that have ended, and how many runs may come of one.
_ON_ENDED, _MOST = ("retry", "rerun", "rerun_as_new", "mark_succeeded", "delete"), 4


@dataclass
class Family:
    """A run and those that do it again, with the salt of each. ``closed``: nobody but its owner acts on it."""

    number: int
    salts: dict[str, str] = field(default_factory=dict)
    closed: bool = False
    busy: int = 0


class Operators(Clients):
    """Clients who act on their own runs, and meddlers who act on those of everybody."""

    def __init__(self, *crowd: Any, **options: Any) -> None:
        super().__init__(*crowd, **options)
        self._families: list[Family] = []
        self._ids = itertools.count(1)
        self._sightings = Sightings(self._history)
        self._meddlers = [threading.Thread(target=self._meddle, args=(n,), daemon=True) for n in range(_MEDDLERS)]

    def start(self) -> None:
        """Begin."""
        super().start()
        for meddler in self._meddlers:
            meddler.start()

    def leave(self) -> None:
        """Stop. Raises what went wrong."""
        self.leaving.set()
        for meddler in self._meddlers:
            meddler.join(_PATIENCE)
        super().leave()

    def terms(self, number: int) -> Mapping[str, Any]:
        """Some runs have a deadline."""
        draw = random.Random(f"deadline {self._workload.seed}/{number}")
        return {"deadline": draw.uniform(0.3, 3.0)} if draw.random() < _LATE else {}

    def follow(self, number: int) -> None:
        """One run, with all that comes of it."""
        handle = self._submit(number)
        if handle is None:
            return
        draw = random.Random(f"operate {self._workload.seed}/{number}")
        family = Family(number, {handle.id: self._workload.salt(number)})
        with self.lock:
            self._families.append(family)
        for _ in range(draw.randint(1, 5)):
            self.leaving.wait(draw.uniform(*_ACT))
            self._act(family, draw)
        self._close(family)
        for run in self._growing(family):
            self._bring_to_an_end(family, run, draw)
        with self.lock:
            self.ended += 1

    def _growing(self, family: Family) -> Iterator[str]:
        """All runs of a family, also those that come to it in the meantime."""
        seen = 0
        while seen < len(family.salts):
            yield list(family.salts)[seen]
            seen += 1

    def _bring_to_an_end(self, family: Family, run: str, draw: random.Random) -> None:
        self._await(family, run)
        for _ in range(2):
            if draw.random() < _AFTERWARDS and not self.leaving.is_set():
                self._ask(family, self._drawn(family, draw, run=run, kind=draw.choice(_ON_ENDED)))
                self._await(family, run)

    def _await(self, family: Family, run: str) -> None:
        """Wait for the end of a run that nobody else acts on any more; go on with it where it was paused."""
        while not self.leaving.is_set():
            with contextlib.suppress(WaitTimeout, StoreError):
                state = self._state(run)
                if state is None or state.is_terminal:
                    return
                if state is RunState.PAUSED:
                    self._ask(family, Act(self._id(), run, "resume"))
                self._aurora.run(run).wait(1.0)

    def _state(self, run: str) -> RunState | None:
        try:
            view = self._aurora.store.runs.view(run)
            self._sightings.look(self._aurora, run)
        except RunNotFound:
            return None
        return view.state

    def _meddle(self, number: int) -> None:
        draw = random.Random(f"meddler {number}")
        try:
            while not self.leaving.is_set():
                self.leaving.wait(draw.uniform(*_MEDDLE))
                with self.lock:
                    family = draw.choice(self._families) if self._families else None
                if family is not None:
                    self._act(family, draw)
        except Exception as error:
            self._errors.append(error)
            raise

    def _act(self, family: Family, draw: random.Random) -> None:
        """Do something to a run of a family, unless that is closed."""
        with self.lock:
            if family.closed:
                return
            family.busy += 1
            run = draw.choice(list(family.salts))
        try:
            self._ask(family, self._drawn(family, draw, run=run))
            with contextlib.suppress(StoreError):
                self._state(run)
        finally:
            with self.lock:
                family.busy -= 1

    def _close(self, family: Family) -> None:
        with self.lock:
            family.closed = True
            self._families.remove(family)
        while family.busy:
            time.sleep(_PAUSE)

    def _id(self) -> str:
        return f"op{next(self._ids)}"

    def _drawn(self, family: Family, draw: random.Random, *, run: str, kind: str | None = None) -> Act:
        chosen = kind or draw.choices(list(KINDS), list(KINDS.values()))[0]
        if chosen == "rerun_as_new" and len(family.salts) >= _MOST:
            chosen = "rerun"
        name, shape, salt = self._id(), self._workload.shape(family.number), family.salts[run]
        edited = f"{salt}+{name}" if chosen == "rerun_as_new" and draw.random() < 0.5 else None
        node = draw.choice(list(shape.by_name))
        again = draw.random() < _AGAIN
        return Act(name, run, chosen, node, draw.random() < 0.7, edited, shape.values(salt)[node], again)

    def _ask(self, family: Family, act: Act) -> None:
        facts = {"op": act.id, "run": act.run, "kind": act.kind, "node": act.node}
        self._history.note("ask", **facts, clock=time.time())
        answer, told = self._answer(act)
        self._history.note("answer", **facts, clock=time.time(), answer=answer, told=told)
        if answer == "ok" and act.kind == "rerun_as_new":
            salt = act.salt or family.salts[act.run]
            self._history.note("accepted", number=family.number, run=told, salt=salt, origin=act.run)
            with self.lock:
                family.salts[told] = salt
        elif answer == "ok" and act.again:
            repeated, told = self._answer(act)
            self._history.note("again", **facts, answer=repeated, told=told)

    def _answer(self, act: Act) -> tuple[str, str]:
        """The answer to an act, and its new run or the reason. Where there is none, the same is asked again.

        Whoever does a run again as a new one and gets no answer does not ask again: that would make another run.
        """
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                return "ok", CALLS[act.kind](self._aurora, act).run or ""
            except IllegalOperation as error:
                return "refused", str(error)
            except RunNotFound as error:
                return "gone", str(error)
            except StoreError as error:
                if act.kind == "rerun_as_new" or self.leaving.is_set() or time.monotonic() > until:
                    return "unknown", str(error)
                self._history.note("unknown", op=act.id, error=str(error))
                time.sleep(_PAUSE)
