"""What a process does next, given all that it was answered so far: the engine's own code, run from its beginning.

Python cannot copy a process that stands in the middle of a call. But the engine is a function of what the store, the
broker and its handlers answer: a process is its errand and those answers. To learn what it asks next, its code is
run anew, is given the answers again, and is thrown out of its next question. Each answer of this file is
remembered, so that all worlds in which a process stands at the same point share one such run.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from unittest.mock import patch

from aurora_celery.engine.doorbell import Address, Doorbell
from aurora_celery.engine.engine import Engine
from aurora_celery.engine.execution import RetryRequested, execute
from aurora_celery.engine.held import Held, Next
from aurora_celery.engine.liveness import Liveness
from aurora_celery.engine.operations import Author, Operations
from aurora_celery.engine.patience import patiently
from aurora_celery.engine.sweeper import Patience, Sweeper
from aurora_celery.errors import IllegalOperation
from aurora_celery.model.operation import OperationKind
from aurora_celery.model.plan import PlanHead, PlanNode
from aurora_celery.store.memory.store import MemoryStore
from aurora_celery.store.ports import CellRef, Holder, WorkerBeat

#: The clock of this world stands still; what grows old is made so by whoever starts a sweep.
NOW = datetime(2026, 1, 1, tzinfo=UTC)
LONG_AGO = NOW - timedelta(hours=1)
_HANDLED: dict[str, float] = {"again": 0.0, "later": 2.0}


@dataclass(frozen=True, slots=True)
class Errand:
    """Why a process runs: ``serve`` a message, ``sweep`` a cell, ``mend`` a run, or an operation by its name.

    ``token`` and ``pid`` tell apart those that serve; for operations ``token`` is the operation's id.
    """

    kind: str
    index: int = 0
    epoch: int = 0
    token: str = ""
    pid: int = 0

    @property
    def serves(self) -> bool:
        """Whether it may hold nodes."""
        return self.kind == "serve"

    @property
    def sweeps(self) -> bool:
        """Whether it is the sweeper's."""
        return self.kind in ("sweep", "mend")

    @property
    def operates(self) -> bool:
        """Whether it is somebody's who does something."""
        return not (self.serves or self.sweeps)

    def __str__(self) -> str:
        return f"{self.kind} {self.index}.{self.epoch} {self.token}".strip()


@dataclass(frozen=True, slots=True)
class Call:
    """What a process asks: a method of the run store, or ``ring``, ``handle``, ``choose``, ``alive``."""

    name: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]

    def __str__(self) -> str:
        told = [*map(repr, self.args), *(f"{name}={value!r}" for name, value in self.kwargs.items())]
        return f"{self.name}({', '.join(told)})"


@dataclass(frozen=True, slots=True)
class Raised:
    """The answer is an exception."""

    error: Exception


@dataclass(frozen=True, slots=True)
class Ended:
    """The process has come to its end. ``done`` is False for an operation that was refused."""

    done: bool = True


class _Asked(SystemExit):
    """Nobody has answered this yet."""

    def __init__(self, call: Call) -> None:
        self.call = call


class _Teller:
    """Gives the answers that are known, in turn, and breaks off at the first question without one."""

    def __init__(self, answers: Sequence[Any]) -> None:
        self._answers = iter(answers)
        self.asked: list[Call] = []

    def ask(self, name: str, *args: Any, **kwargs: Any) -> Any:
        self.asked.append(Call(name, args, kwargs))
        try:
            answer = next(self._answers)
        except StopIteration:
            raise _Asked(self.asked[-1]) from None
        if isinstance(answer, Raised):
            raise answer.error.with_traceback(None)
        return answer


class _Runs:
    """The run store, as a process sees it that attends to one cell, or to operations, or serves."""

    def __init__(self, errand: Errand, ask: Callable[..., Any]) -> None:
        self._errand, self._ask = errand, ask

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return lambda *args, **kwargs: self._ask(name, *args, **kwargs)

    def due(self, *, limit: int) -> tuple[Any, ...]:
        """Cells are swept one by one: which one is part of the search."""
        return tuple(self._ask("due_cell", self._errand.index)) if self._errand.kind == "sweep" else ()

    def unsettled(self, *, older: float, limit: int) -> Any:
        return self._ask("unsettled", older=older) if self._errand.kind == "mend" else ()

    def overtime(self, *, limit: int) -> Any:
        return self._ask("overtime") if self._errand.kind == "mend" else ()

    def unfinished(self, **_: Any) -> tuple[Any, ...]:
        """No run of this world stands in a canvas."""
        return ()


class Outside:
    """The broker and, for the process that goes on, the choice of its next node."""

    def __init__(self, ask: Callable[..., Any]) -> None:
        self._ask = ask
        self.early: list[Held] = []

    def ring(self, doorbells: Sequence[Doorbell]) -> None:
        self._ask("ring", tuple((bell.node.index, bell.epoch) for bell in doorbells))

    def queue(self, node: PlanNode) -> str:
        return "celery"

    def waiting(self, queue: str) -> int:
        return 0

    def resume(self, continuation: str, run: str) -> None:
        raise NotImplementedError

    def choose(self, held: Held) -> Next | None:
        """What the node makes ready for certain, what it may make ready, or any other node of the cell."""
        waits = held.claim.waits
        others = [slot for slot in range(len(held.part.nodes)) if slot not in waits and slot != held.slot]
        options = [*((slot, missing == 1) for slot, missing in waits.items()), *((slot, False) for slot in others)]
        chosen = self._ask("choose", tuple(options)) if options else None
        return None if chosen is None else Next(held.part.nodes[chosen[0]], certain=chosen[1])

    def choose_among(self, ref: CellRef, head: PlanHead, nodes: Sequence[PlanNode]) -> PlanNode | None:
        """A node that a gate signals."""
        if not nodes or self.early:
            return None
        chosen = self._ask("choose", tuple((place, False) for place in range(len(nodes))))
        return None if chosen is None else nodes[chosen[0]]

    def take(self, held: Held) -> None:
        """One at a time, as in the rounds of a worker."""
        self.early = [held]

    def handling(self) -> AbstractContextManager[None]:
        return nullcontext()


class Scripts:
    """All processes of one run."""

    def __init__(self, store: MemoryStore, run: str, plan: PlanHead, names: Sequence[str]) -> None:
        self._store, self._run, self._plan, self._names = store, run, plan, names

    def next(self, errand: Errand, answers: Sequence[Any]) -> tuple[list[Call], Ended | None]:
        """All that the process asks, the last of it without an answer unless it has ended."""
        teller, waits = _Teller(answers), cast("dict[str, Any]", patiently.__kwdefaults__)
        try:
            with (
                patch("aurora_celery.engine.onward.new_token", lambda: f"{errand.token}+{len(teller.asked)}"),
                patch.dict(waits, {"sleep": lambda _: None}),
            ):
                return teller.asked, Ended(self._act(errand, teller.ask))
        except _Asked:
            return teller.asked, None

    def _act(self, errand: Errand, ask: Callable[..., Any]) -> bool:
        store: Any = MemoryStore.__new__(MemoryStore)
        store.__dict__.update(self._store.__dict__, runs=_Runs(errand, ask))
        bus = Outside(ask)
        engine = Engine(store, bus, inline_limit=1024, poison_after=10**9, rng=random.Random(0))
        if errand.serves:
            self._serve(engine, bus, errand, ask)
        elif errand.sweeps:
            patience = Patience(attention=0, republish=0, republish_max=0)
            Sweeper(engine, patience=patience).sweep(lambda: _liveness(errand, ask))
        else:
            return self._operate(Operations(engine), errand)
        return True

    def _serve(self, engine: Engine, bus: Outside, errand: Errand, ask: Callable[..., Any]) -> None:
        address = Address(self._run, errand.epoch, errand.index, self._plan.hash)
        held = engine.claim(address, Holder(token=errand.token, worker="w", pid=errand.pid))
        while held is not None:
            execute(engine, held, _handler(held, ask), follow=bus)
            held = engine.equip(bus.early.pop()) if bus.early else None

    def _operate(self, operations: Operations, errand: Errand) -> bool:
        author, run, node = Author(by="ann", id=errand.token), self._run, self._names[errand.index]
        kinds: dict[str, Callable[[], object]] = {
            "cancel": lambda: operations.control(run, OperationKind.CANCEL, author),
            "pause": lambda: operations.control(run, OperationKind.PAUSE, author),
            "resume": lambda: operations.control(run, OperationKind.RESUME, author),
            "retry": lambda: operations.retry(run, author),
            "rerun": lambda: operations.rerun(run, node, author),
            "redo": lambda: operations.rerun(run, node, author, descend=False),
            "skip": lambda: operations.skip(run, node, author),
            "fail": lambda: operations.mark_failed(run, node, author),
            "succeed": lambda: operations.mark_succeeded(run, node, author, result=1),
        }
        try:
            kinds[errand.kind]()
        except IllegalOperation:
            return False
        return True


def _handler(held: Held, ask: Callable[..., Any]) -> Callable[..., str]:
    def handle() -> str:
        fate = cast("str", ask("handle", held.node.index))
        if fate == "fail":
            raise ValueError("it broke")
        if fate in _HANDLED:
            raise RetryRequested(None, delay=_HANDLED[fate], limit=None)
        return held.token

    return handle


def _liveness(errand: Errand, ask: Callable[..., Any]) -> Liveness:
    """Every process lives that is not known to be dead. The one beat is of a time after every claim."""
    pids = tuple(ask("alive")) if errand.kind == "sweep" else ()
    soon = NOW + timedelta(hours=1)
    beat = WorkerBeat(id="w", host="h", pid=1, birth=1, boot="", namespace="", pids=pids, beat=soon)
    return Liveness([beat])
