"""A world in which everything goes wrong at once: the engine's own code, and a seed that decides what befalls it.

Beside crashes, losses and repetitions answers of the store get lost (the write happened, the caller is told nothing),
and while one handler is at work others are served, time passes, and its process may be taken for dead.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

from aurora_celery.engine.audit import Case, audit
from aurora_celery.engine.doorbell import Address
from aurora_celery.engine.execution import RetryRequested
from aurora_celery.engine.operations import Author, Operations
from aurora_celery.engine.patience import patiently
from aurora_celery.errors import BrokerUnavailable, IllegalOperation, StoreUnavailable
from aurora_celery.model.graph import Graph
from aurora_celery.model.operation import OperationKind
from aurora_celery.model.states import RunState
from aurora_celery.store.changes import Snapshot
from tests.builders import graph_from_pairs
from tests.simulation.invariants import Invariants, Recorded, Wrong
from tests.unit.engine.world import Crash, World

#: How deep handlers may lie in each other: so many are at work at once.
_DEPTH = 3
_NODES = 8


class Violation(AssertionError):
    """The same, with the whole story."""


class Troubled(World):
    """One run of a random graph. ``unknowns`` is the probability that the answer to a call gets lost."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.unknowns, self.depth, self.trace = 0.0, 0, [f"seed {seed}"]
        super().__init__(
            seed,
            kills=self.draw.choice([0.0, 0.01, 0.05]),
            losses=self.draw.choice([0.0, 0.1, 0.5]),
            copies=0.1,
            follows=self.draw.choice([0.0, 0.5]),
        )
        self.unknowns = self.draw.choice([0.0, 0.02])
        self.broken = {f"n{index}" for index in range(_NODES) if self.draw.random() < 0.12}
        self.behave = self._handle
        self.recorded: Recorded = {}
        self.silent = ""

    def begin(self) -> str:
        """Submit a random graph."""
        size = self.draw.randint(1, _NODES)
        pairs = [(s, t) for t in range(size) for s in range(t) if self.draw.random() < 0.3]
        self.graph: Graph = graph_from_pairs(size, pairs)
        self.invariants = Invariants(self.graph, self.safe.plans)
        cell_size = self.draw.choice([1, 2, 3, 128])
        self.say(f"{size} nodes in cells of {cell_size}, edges {pairs}, broken {sorted(self.broken)}")
        deadline = self.draw.choice([None, None, None, 40.0])
        self.run_id = self.submit(self.graph, cell_size=cell_size, deadline=deadline)
        return self.run_id

    def say(self, line: str) -> None:
        """Add to the trace."""
        self.trace.append(f"{'  ' * self.depth}{line}")

    def _handle(self) -> str:
        """What every handler does: it may be long at work, fail, or be at work while its process seems dead."""
        node = self.calls[-1]
        self.say(f"call {node}")
        self.invariants.check_start(node, self.states(self.run_id), silent=self.silent)
        if self.depth < _DEPTH and self.draw.random() < 0.3:
            self.depth += 1
            for _ in range(self.draw.randint(1, 3)):
                self._meanwhile()
            self.depth -= 1
        fate = self.draw.random()
        if node in self.broken and fate < 0.7:
            raise ValueError("it broke")
        if fate > 0.9:
            raise RetryRequested(None, delay=self.draw.choice([0.0, 2.0]), limit=None)
        return f"{node} {len(self.calls)}"

    def _meanwhile(self) -> None:
        fate = self.draw.random()
        if fate < 0.1:
            self.stray()
        if fate < 0.2:
            self.operate()
        elif fate < 0.6 and self.bell:
            self.step()
        elif fate < 0.8:
            self.idle(seconds=self.draw.randint(1, 3))
        else:
            self.say("its process is taken for dead")
            self.process += 1

    def stray(self) -> None:
        """A message that nobody sent now: of any node, of this epoch or another."""
        view = self.store.runs.view(self.run_id)
        epoch, index = view.epoch - self.draw.randint(0, 1), self.draw.randrange(len(self.graph.nodes))
        self.bell.append(Address(self.run_id, max(0, epoch), index, view.plan))

    def observe(self) -> None:
        """Look at every cell."""
        self.invariants.check_cells(self.store.runs.cells(self.run_id), self.recorded)

    def audit(self) -> None:
        """Ask Aurora's own audit, which has to be silent at any instant."""
        view, cells = self.store.runs.view(self.run_id), tuple(self.store.runs.cells(self.run_id))
        parts = [self.safe.plans.cell(view.plan, cell.ref.cell) for cell in cells]
        for violation in audit(Case(Snapshot("", view, cells), parts)):
            raise Wrong(f"the audit finds {violation}")

    def finish(self) -> None:
        """Let the faults stop and everything come to its end; then look at it."""
        self.kills = self.losses = self.copies = self.unknowns = 0.0
        self.depth = _DEPTH
        self.idle(seconds=25)
        if self.store.runs.view(self.run_id).state is RunState.PAUSED:
            self.silent = ""
            Operations(self.safe).control(self.run_id, OperationKind.RESUME, Author(by="ann"))
        self.run(self.run_id)
        self.idle(seconds=5)
        self.observe()
        self.audit()
        self.invariants.check_end(self.store.runs.view(self.run_id), self.store.runs.cells(self.run_id))

    def operate(self) -> None:
        """Some operation by somebody who may die, or not be told how it went."""
        ops, author = Operations(self.engine), Author(by="ann")
        node = f"n{self.draw.randrange(len(self.graph.nodes))}"
        kinds: dict[str, Callable[[], object]] = {
            "cancel": lambda: ops.control(self.run_id, OperationKind.CANCEL, author),
            "pause": lambda: ops.control(self.run_id, OperationKind.PAUSE, author),
            "resume": lambda: ops.control(self.run_id, OperationKind.RESUME, author),
            "retry": lambda: ops.retry(self.run_id, author),
            "rerun": lambda: ops.rerun(self.run_id, node, author, descend=self.draw.random() < 0.5),
            "skip": lambda: ops.skip(self.run_id, node, author),
            "fail": lambda: ops.mark_failed(self.run_id, node, author),
            "succeed": lambda: ops.mark_succeeded(self.run_id, node, author, result=1),
        }
        kind = self.draw.choice(list(kinds))
        try:
            kinds[kind]()
        except IllegalOperation:
            return
        except StoreUnavailable:
            self.say(f"{kind} {node}: no answer")
            self.silent = ""
            return
        except Crash:
            self.crashes += 1
            self.say(f"{kind} {node}: its author dies")
            self.silent = ""
            return
        self.say(f"{kind} {node}")
        self.silent = {"cancel": "was cancelled", "pause": "is paused"}.get(kind, "")

    def _strike(self, point: str) -> None:
        super()._strike(point)
        of_the_store = point.endswith(".after") and not point.startswith(("ring", "resume", "queue", "waiting"))
        if of_the_store and self.rng.random() < self.unknowns:
            self.say(f"the answer to {point.removesuffix('.after')} gets lost")
            raise StoreUnavailable("no answer")

    def _deliver(self, address: Any) -> None:
        try:
            super()._deliver(address)
        except (StoreUnavailable, BrokerUnavailable) as error:
            self.say(f"a worker gives up: {error}")
            self._die()
        self.observe()

    def _sweep(self) -> None:
        try:
            super()._sweep()
        except StoreUnavailable:
            self.say("a sweep breaks off")
        self.observe()

    def _die(self) -> None:
        self.say("a process dies")
        super()._die()


def play(seed: int) -> Troubled:
    """One whole life of a run. Raises Violation, with the trace."""
    world = Troubled(seed)
    waits: dict[str, Any] = patiently.__kwdefaults__ or {}
    try:
        with patch.dict(waits, {"sleep": lambda _: None}):
            _live(world)
    except (Wrong, Exception) as error:
        raise Violation(f"{type(error).__name__}: {error}\n" + "\n".join(world.trace)) from error
    return world


def _live(world: Troubled) -> None:
    draw = world.draw
    world.begin()
    for _ in range(draw.randint(0, 10)):
        for _ in range(draw.randint(0, 4)):
            if world.bell:
                world.step()
        if draw.random() < 0.6:
            world.operate()
        if draw.random() < 0.3:
            world.stray()
        if draw.random() < 0.3:
            world.idle(seconds=draw.randint(1, 20))
        world.audit()
    world.finish()
