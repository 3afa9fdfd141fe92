"""The real engine in a made-up world: a store in memory, a clock that is set, a broker that cannot be trusted.

Every random choice comes from one seed. A crash is an exception that no code of ours keeps; it is thrown
just before or just after a call of the store or the broker, which is where a process can be killed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime, timedelta
from typing import Any

from aurora_celery.compiler import compile_graph
from aurora_celery.engine.doorbell import Address, Doorbell, read_message
from aurora_celery.engine.engine import Engine
from aurora_celery.engine.execution import execute
from aurora_celery.engine.held import Held, Next
from aurora_celery.engine.liveness import Liveness
from aurora_celery.engine.submitting import Order, submit
from aurora_celery.engine.sweeper import Patience, Sweeper
from aurora_celery.model.graph import Graph
from aurora_celery.model.plan import PlanHead, PlanNode
from aurora_celery.model.states import NodeState
from aurora_celery.store.memory.store import MemoryStore
from aurora_celery.store.ports import CellRef, Holder, WorkerBeat

START = datetime(2026, 1, 1, tzinfo=UTC)


class Crash(SystemExit):
    """The process is killed here; to the engine it looks like a pool that stops its process, not like a failure."""


class Faulty:
    """Calls another object's methods, and now and then kills the process before or after a call."""

    def __init__(self, target: Any, strike: Callable[[str], None]) -> None:
        self._target, self._strike = target, strike

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._target, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            self._strike(f"{name}.before")
            answer = method(*args, **kwargs)
            self._strike(f"{name}.after")
            return answer

        return call


class World:
    """Runs one graph. ``kills``, ``losses`` and ``copies`` are probabilities for each call or message.

    ``kills_at`` restricts the kills to points with this in their names. ``follows`` is the probability with which
    the process asks to claim a next node together with a completion, be it one that can be had or not.
    """

    def __init__(
        self, seed: int, *, kills: float = 0.0, losses: float = 0.0, copies: float = 0.0, follows: float = 0.0
    ) -> None:
        self.rng = random.Random(seed)
        self.kills, self.losses, self.copies, self.follows = kills, losses, copies, follows
        self.kills_at, self.tells = "", False
        self.early: list[Held] = []
        self.taken = 0
        self.clock = START
        self.store = MemoryStore(clock=lambda: self.clock)
        self.bell: list[Address] = []
        self.calls: list[str] = []
        self.crashes = 0
        self.process = 1
        self.safe = self._engine(faulty=False)
        self.engine = self._engine(faulty=True)
        self.sweeper = self._sweeper()
        self.behave: Callable[..., Any] = lambda: None

    def ring(self, doorbells: Sequence[Doorbell]) -> None:
        """The broker: forgets, repeats and shuffles."""
        for doorbell in doorbells:
            (address,) = read_message(doorbell.task_id, doorbell.header())
            for _ in range(2 if self.rng.random() < self.copies else 1):
                if self.rng.random() >= self.losses:
                    self.bell.insert(self.rng.randint(0, len(self.bell)), address)

    def queue(self, node: PlanNode) -> str:
        """All messages go one way."""
        return node.queue or "celery"

    def waiting(self, queue: str) -> int:
        """How many messages wait, if the broker tells."""
        return len(self.bell) if self.tells else 0

    def resume(self, continuation: str, run: str) -> None:
        """Note that an ended run was handed on."""
        self.calls.append(f"resume {run} {continuation}")

    def submit(self, graph: Graph, *, cell_size: int = 128, deadline: float | None = None, **inputs: Any) -> str:
        """Accept a run, without faults."""
        plan = compile_graph(graph, cell_size=cell_size)
        return submit(self.safe, plan, Order(inputs=inputs, deadline=deadline), attention=1.0).run_id

    def run(self, run: str, *, rounds: int = 20_000) -> None:
        """Deliver messages and let time pass until the run has ended. Fails when it never does."""
        for _ in range(rounds):
            if self.store.runs.view(run).state.is_terminal:
                return
            if self.bell:
                self._deliver(self.bell.pop())
            else:
                self.clock += timedelta(seconds=1)
                self._sweep()
        raise AssertionError(f"the run did not end; {self.crashes} crashes")

    def run_on(self, run: str) -> None:
        """The same for a run that has ended, and that an operation will let go on."""
        for _ in range(1000):
            if not self.store.runs.view(run).state.is_terminal:
                break
            self.idle(seconds=1)
        self.run(run)

    def step(self) -> None:
        """Deliver one message."""
        self._deliver(self.bell.pop())

    def idle(self, *, seconds: int) -> None:
        """Let time pass while no message is delivered."""
        for _ in range(seconds):
            self.clock += timedelta(seconds=1)
            self._sweep()

    def states(self, run: str) -> dict[str, NodeState]:
        """The state of every node by id."""
        plan = self.store.runs.view(run).plan
        return {
            node.id: view.slots[slot].state
            for view in self.store.runs.cells(run)
            for slot, node in enumerate(self.safe.plans.cell(plan, view.ref.cell).nodes)
        }

    def finish_order(self, run: str) -> dict[str, tuple[Any, Any]]:
        """Start and end of every node by id."""
        plan = self.store.runs.view(run).plan
        return {
            node.id: (view.slots[slot].started, view.slots[slot].finished)
            for view in self.store.runs.cells(run)
            for slot, node in enumerate(self.safe.plans.cell(plan, view.ref.cell).nodes)
        }

    def _deliver(self, address: Address) -> None:
        self.clock += timedelta(milliseconds=self.rng.randint(1, 20))
        holder = Holder(token=f"t{self.rng.getrandbits(60):x}", worker="w", pid=self.process)
        try:
            held = self.engine.claim(address, holder)
            while held is not None:
                self.calls.append(held.node.id)
                execute(self.engine, held, self.behave, follow=self)
                held = self.engine.equip(self.early.pop()) if self.early else None
        except Crash:
            self._die()

    def choose(self, held: Held) -> Next | None:
        """Some node of the cell: what this one makes ready, what it may make ready, or any other."""
        if self.rng.random() >= self.follows:
            return None
        last = [slot for slot, waits in held.claim.waits.items() if waits == 1]
        fate = self.rng.random()
        slots = last if last and fate < 0.6 else list(held.claim.waits) if held.claim.waits and fate < 0.9 else None
        node = held.part.nodes[self.rng.choice(slots or range(len(held.part.nodes)))]
        return Next(node, certain=slots is last or (slots is None and fate < 0.95))

    def choose_among(
        self,
        ref: CellRef,
        head: PlanHead,
        nodes: Sequence[PlanNode],
    ) -> PlanNode | None:
        """Some node that a gate signals, be it made ready or not."""
        wanted = nodes and not self.early and self.rng.random() < self.follows
        return self.rng.choice(nodes) if wanted else None

    def take(self, held: Held) -> None:
        """The node was claimed; it is executed next, and once: whoever asks again after a lost answer is told again."""
        self.taken += 1
        self.early = [other for other in self.early if (other.ref, other.slot) != (held.ref, held.slot)] + [held]

    def handling(self) -> AbstractContextManager[None]:
        """Handlers take no time here."""
        return nullcontext()

    def _sweep(self) -> None:
        beat = WorkerBeat(
            id="w", host="h", pid=1, birth=1, boot="", namespace="", pids=(self.process,), beat=self.clock
        )
        try:
            self.sweeper.sweep(lambda: Liveness([beat]))
        except Crash:
            self._die()

    def _die(self) -> None:
        self.crashes += 1
        self.process += 1
        self.early.clear()
        self.clock += timedelta(seconds=5)
        self.engine = self._engine(faulty=True)
        self.sweeper = self._sweeper()

    def _sweeper(self) -> Sweeper:
        return Sweeper(self.engine, patience=Patience(attention=1, republish=2, republish_max=8))

    def _strike(self, point: str) -> None:
        if self.rng.random() < self.kills and self.kills_at in point:
            raise Crash(point)

    def _engine(self, *, faulty: bool) -> Engine:
        options: dict[str, Any] = {"inline_limit": 1024, "poison_after": 10**9, "rng": self.rng}
        if not faulty:
            return Engine(self.store, self, **options)
        store: Any = MemoryStore.__new__(MemoryStore)
        store.__dict__.update(self.store.__dict__, runs=Faulty(self.store.runs, self._strike))
        return Engine(store, Faulty(self, self._strike), **options)
