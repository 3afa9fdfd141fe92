"""Processes that move the nodes of one run at the same time, each with an engine and a store of its own. No broker."""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any, Literal

from aurora_celery.engine.doorbell import Address, Doorbell
from aurora_celery.engine.engine import Engine
from aurora_celery.engine.held import Held
from aurora_celery.engine.ids import new_token
from aurora_celery.model.plan import PlanNode
from aurora_celery.store.factory import open_store
from aurora_celery.store.ports import CellRef, Holder, Output

#: ``signal`` writes what no design can do without: the result, and the news in each other document. ``complete``
#: is all that the engine does, which includes closing cells.
Act = Literal["claim", "signal", "complete"]

# No thread and no socket has been made when they are forked, and forking thirty-two is quick.
_CONTEXT = multiprocessing.get_context("fork")
_NOTHING = Output(text="null", size=4)


@dataclass(frozen=True, slots=True)
class Taken:
    """What an act took: seconds by the wall clock, and round trips of all writers together."""

    seconds: float
    trips: int


class SilentBus:
    """Rings for nobody: the writers know what to do."""

    def ring(self, doorbells: Sequence[Doorbell]) -> None:
        """Nobody waits."""

    def queue(self, node: PlanNode) -> str:  # noqa: ARG002 - the port's signature
        """There is one."""
        return "celery"

    def waiting(self, queue: str) -> int:  # noqa: ARG002 - the port's signature
        """Nothing ever does."""
        return 0

    def resume(self, continuation: str, run: str) -> None:
        """Nobody waits."""


def silent_engine(url: str) -> Engine:
    """An engine whose messages go nowhere."""
    return Engine(open_store(url), SilentBus(), inline_limit=1024, poison_after=3, rng=random.Random(0))


@dataclass(slots=True)
class _Writer:
    """What one process does, and what it holds between its claims and its completions."""

    engine: Engine
    held: list[Held] = field(default_factory=list)

    def claim(self, addresses: Sequence[Address]) -> None:
        for address in addresses:
            holder = Holder(token=new_token(), worker="bench", pid=os.getpid())
            held = self.engine.claim(address, holder)
            assert held is not None, "each node is offered to one writer only"
            self.held.append(held)

    def complete(self, _: Sequence[Address]) -> None:
        while self.held:
            assert self.engine.succeed(self.held.pop(), "null"), "nobody else completes what we hold"

    def signal(self, _: Sequence[Address]) -> None:
        runs = self.engine.store.runs
        while self.held:
            held = self.held.pop()
            ref, node = held.ref, held.node
            progress = runs.complete(
                ref, held.slot, token=held.token, output=_NOTHING, slots=node.slots, gates=node.gates
            )
            assert progress is not None, "nobody else completes what we hold"
            outs = [(gate, out) for gate in progress.opened for out in held.part.gate(gate).outs]
            for gate, out in outs:
                runs.arrive(CellRef(ref.run, ref.epoch, out.cell), gate, slots=out.slots, gates=out.gates)


class Writers:
    """All of them, told what to do by this process."""

    def __init__(self, pipes: Sequence[Connection]) -> None:
        self._pipes = pipes

    def do(self, act: Act, addresses: Sequence[Address] = ()) -> Taken:
        """Share the addresses out and wait until all is done."""
        count, started = len(self._pipes), time.perf_counter()
        for number, pipe in enumerate(self._pipes):
            pipe.send((act, addresses[number::count]))
        trips = sum(pipe.recv() for pipe in self._pipes)
        return Taken(time.perf_counter() - started, trips)


@contextmanager
def writing(url: str, count: int) -> Iterator[Writers]:
    """So many processes, connected and waiting."""
    pipes: list[Any] = []
    processes = []
    for _ in range(count):
        ours, theirs = _CONTEXT.Pipe()
        process = _CONTEXT.Process(target=_serve, args=(url, theirs), daemon=True)
        process.start()
        pipes.append(ours)
        processes.append(process)
    try:
        yield Writers(pipes)
    finally:
        for pipe in pipes:
            pipe.send(None)
        for process in processes:
            process.join()


def _serve(url: str, pipe: Connection) -> None:
    engine = silent_engine(url)
    writer = _Writer(engine)
    while (order := pipe.recv()) is not None:
        act, addresses = order
        before = engine.store.round_trips()
        getattr(writer, act)(addresses)
        pipe.send(engine.store.round_trips() - before)
