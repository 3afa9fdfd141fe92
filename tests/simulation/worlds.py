"""All worlds of one small graph, and what may happen next in each of them.

A world is the store's state, the processes that are at work and the weather, each of them a number: worlds are
compared exactly, and take little room. One process goes on at a time, for as long as one call takes. What only the
process itself can see (its handler, the choice of its next node) and what does no harm if it comes early (sending a
message, which may lie with the broker) happens at once: every other order leads to a world that is looked at too.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from typing import NamedTuple
from unittest.mock import patch

from aurora_celery.compiler import compile_graph
from aurora_celery.engine.engine import Engine
from aurora_celery.engine.plans import PlanCache
from aurora_celery.engine.submitting import Order, submit
from aurora_celery.errors import StoreUnavailable
from aurora_celery.model.graph import Graph
from aurora_celery.model.plan import Plan
from aurora_celery.model.states import NodeState, RunState
from aurora_celery.store.memory.store import MemoryStore
from tests.simulation.casting import Casting, Numbers, Process
from tests.simulation.invariants import Invariants
from tests.simulation.judge import Judge
from tests.simulation.ledger import Ledger
from tests.simulation.script import NOW, Call, Errand, Outside, Raised, Scripts
from tests.simulation.weather import Bounds, Message, Weather

_RUN = "0" * 32
#: Processes there can be: some turns for each node.
_TURNS, _PIDS = 100, 400
_WRITES = frozenset({"claim", "complete", "retry", "fail", "abandon", "arrive", "arrive_dead", "close", "finish"})
_READS = frozenset({"view", "cells", "cell", "undelivered", "outputs"})
_LOCAL = frozenset({"ring", "handle", "choose"})
_FATES = (("ok", None), ("fail", "fail"), ("again", "again"), ("later", "again"))
_SILENCES = {"cancel": "was cancelled", "pause": "is paused"}
#: What can be done to a run that goes on and to one that has ended, and which of it is about one node.
_LIVE, _ENDED = ("cancel", "pause", "deadline", "skip", "fail", "succeed"), ("retry", "rerun", "redo", "succeed")
_OF_A_NODE = frozenset({"skip", "fail", "succeed", "rerun", "redo"})
#: All that somebody may do.
OPERATIONS = frozenset({*_LIVE, *_ENDED})
_LOST = Raised(StoreUnavailable("no answer"))

#: The numbers of the store's state, of the weather, and of each process.
State = tuple[int, ...]


class Move(NamedTuple):
    """What may happen next, the fault that it is if it is one, and the world after it."""

    label: str
    fault: str | None
    state: State


class Worlds:
    """The worlds of one graph in cells of one size. Whatever is wrong with a step raises Wrong."""

    def __init__(self, graph: Graph, *, cell_size: int, bounds: Bounds) -> None:
        self._bounds, plan = bounds, compile_graph(graph, cell_size=cell_size)
        self._names = [node.id for node in plan.nodes()]
        store = MemoryStore(attention=0.0, clock=lambda: NOW)
        messages = _submit(store, plan)
        self._ledger = Ledger(store, _RUN)
        self._casting = Casting(Scripts(store, _RUN, plan.head, self._names))
        invariants = Invariants(graph, PlanCache(store.plans))
        self.judge = Judge(self._ledger, invariants, self._names, cell_size)
        self._weathers = Numbers()
        self._tokens: dict[int, frozenset[str]] = {}
        self._living: dict[frozenset[int], int] = {}
        self.first = self._state(0, Weather().rung(messages), ())

    def is_goal(self, state: State) -> bool:
        """Whether the run has ended, nobody is at work on it, and all is well."""
        return len(state) == 2 and self.judge.is_goal(state[0])

    def moves(self, state: State) -> Iterator[Move]:
        """All that may happen next."""
        store, weather, processes = state[0], self._weather(state), state[2:]
        for number in processes:
            process = self._casting[number]
            if process.call is not None and process.call.name in _LOCAL:
                others = _without(processes, number)
                yield from self._local(store, weather, others, number=number, call=process.call)
                return
        for number in dict.fromkeys(processes):
            yield from self._goes_on(store, weather, _without(processes, number), number=number)
        yield from self._begins(store, weather, processes)

    def _local(self, store: int, weather: Weather, others: State, *, number: int, call: Call) -> Iterator[Move]:
        """What the process does without the store."""
        errand = self._casting[number].errand
        options: list[tuple[object, str | None, Weather]] = []
        if call.name == "ring":
            sent: tuple[Message, ...] = call.args[0]
            options = [(None, None, weather.rung(sent))]
            options += [(None, "loss", weather.rung([other for other in sent if other != one])) for one in sent]
        elif call.name == "handle":
            options = [(fate, fault, weather) for fate, fault in _FATES]
        else:
            options = [(None, None, weather), *((option, "follow", weather) for option in call.args[0])]
        for answer, fault, after in options:
            if self._may(weather, fault):
                on = self._casting.answered(number, self._casting.answer(answer))
                label = f"{errand}: {call.name} {answer or ''}"
                yield Move(label, fault, self._state(store, after.spend(fault), others, on))
        if call.name == "ring" and self._may(weather, "crash"):
            yield self._crash(store, weather, others, errand=errand)

    def _goes_on(self, store: int, weather: Weather, others: State, *, number: int) -> Iterator[Move]:
        """A process asks the store, or dies before it does."""
        process = self._casting[number]
        yield self._asks(store, weather, others, number=number)
        errand = process.errand
        if (
            process.call is not None
            and process.call.name in _WRITES
            and errand.serves
            and self._may(weather, "silence")
        ):
            yield self._asks(store, weather, others, number=number, fault="silence")
        if self._may(weather, "crash"):
            yield self._crash(store, weather, others, errand=errand)
        if errand.serves and errand.pid not in weather.gone and self._may(weather, "expiry"):
            after = weather.lost(frozenset({errand.pid})).spend("expiry")
            yield Move(f"{errand}: seems dead", "expiry", self._state(store, after, others, number))

    def _crash(self, store: int, weather: Weather, others: State, *, errand: Errand) -> Move:
        after = weather.lost(frozenset({errand.pid} if errand.serves else ())).spend("crash")
        return Move(f"{errand}: dies", "crash", self._state(store, after, others))

    def _asks(self, store: int, weather: Weather, others: State, *, number: int, fault: str | None = None) -> Move:
        """A process is answered once; somebody who does something looks at several things in one instant."""
        process, lost = self._casting[number], fault == "silence"
        label = f"{process.errand}: {process.call.name if process.call else 'nothing to do'}{' (no answer)' * lost}"
        store, number = self._answer(store, weather, number, lost=lost)
        while process.errand.operates and self._looks(process) and self._looks(self._casting[number]):
            store, number = self._answer(store, weather, number)
        return Move(label, fault, self._state(store, weather.spend(fault), others, number))

    def _answer(self, store: int, weather: Weather, number: int, *, lost: bool = False) -> tuple[int, int]:
        """The store's state, and where the process stands, after the call that it is about to make."""
        process, casting = self._casting[number], self._casting
        if process.call is None:
            return store, number
        if process.call.name == "alive":
            return store, casting.answered(number, self._alive(weather.gone))
        after, answer = self._ledger.perform(store, process.call, process.call_number, casting.answer)
        self.judge.check_step(store, after, weather.silent)
        return after, casting.answered(number, casting.answer(_LOST) if lost else answer)

    @staticmethod
    def _looks(process: Process) -> bool:
        return process.call is not None and process.call.name in _READS

    def _alive(self, gone: frozenset[int]) -> int:
        """The answer to whoever asks which processes live."""
        if gone not in self._living:
            self._living[gone] = self._casting.answer(tuple(pid for pid in range(_PIDS) if pid not in gone))
        return self._living[gone]

    def _begins(self, store: int, weather: Weather, processes: State) -> Iterator[Move]:
        """Somebody begins: a message is delivered, a sweep starts, somebody does something."""
        errands = [self._casting[number].errand for number in processes]
        if sum(errand.serves for errand in errands) < self._bounds.workers:
            for message in weather.messages:
                errand = self._serving(store, errands, message)
                yield self._begin(store, _received(weather, message), processes, errand=errand)
                if self._may(weather, "copy"):
                    yield self._begin(store, weather, processes, errand=errand, fault="copy")
        yield from self._astray(store, weather, processes)
        if not any(errand.sweeps for errand in errands):
            yield from self._sweeps(store, weather, processes)
        if not any(errand.operates for errand in errands):
            yield from self._operations(store, weather, processes)

    def _astray(self, store: int, weather: Weather, processes: State) -> Iterator[Move]:
        """A message comes that nobody sent, or one of those of the submit is lost."""
        epoch = self._ledger.record(store).epoch
        if self._may(weather, "stray"):
            for message in itertools.product(range(len(self._names)), {epoch, max(0, epoch - 1)}):
                after = weather.rung([message]).spend("stray")
                yield Move(f"a message {message} from nowhere", "stray", self._state(store, after, processes))
        if store == 0 and self._may(weather, "loss"):
            for message in weather.messages:
                after = _received(weather, message).spend("loss")
                yield Move(f"the message {message} is lost", "loss", self._state(store, after, processes))

    def _sweeps(self, store: int, weather: Weather, processes: State) -> Iterator[Move]:
        """The sweeper sets out: because all others have come to rest, to a cell that a dead process holds, or early."""
        aged, record = self._ledger.age(store), self._ledger.record(store)
        rest = not (processes or weather.messages)
        for cell in record.cells:
            orphan = any(slot.state is NodeState.RUNNING and slot.pid in weather.gone for slot in cell.slots)
            fault = None if rest or orphan else "sweep"
            if cell.live and self._may(weather, fault):
                yield self._begin(aged, weather, processes, errand=Errand("sweep", cell.number), fault=fault)
        overdue = record.live and record.deadline is not None and record.deadline <= NOW
        fault = None if rest else "sweep"
        if (record.pending is not None or overdue) and self._may(weather, fault):
            yield self._begin(aged, weather, processes, errand=Errand("mend"), fault=fault)

    def _operations(self, store: int, weather: Weather, processes: State) -> Iterator[Move]:
        """Somebody does something; a paused run may always be resumed."""
        record = self._ledger.record(store)
        token = f"op{len(record.operations)}"
        if record.state is RunState.PAUSED:
            yield self._begin(store, weather._replace(silent=""), processes, errand=Errand("resume", token=token))
        if not self._may(weather, "operate"):
            return
        for kind in _LIVE if record.live else _ENDED:
            if kind not in self._bounds.operations:
                continue
            if kind == "deadline":
                after = self._state(self._ledger.expire(store), weather.spend("operate"), processes)
                yield Move("the time of the run is over", "operate", after)
                continue
            now = weather if kind in _SILENCES else weather._replace(silent="")
            for index in range(len(self._names) if kind in _OF_A_NODE else 1):
                yield self._begin(store, now, processes, errand=Errand(kind, index, token=token), fault="operate")

    def _begin(
        self, store: int, weather: Weather, processes: State, *, errand: Errand, fault: str | None = None
    ) -> Move:
        """A process begins and asks its first question."""
        move = self._asks(store, weather.spend(fault), processes, number=self._casting.begun(errand))
        return move._replace(fault=fault)

    def _serving(self, store: int, errands: list[Errand], message: Message) -> Errand:
        """A process for a message, under the first name of its node that is in use nowhere."""
        if store not in self._tokens:
            cells = self._ledger.record(store).cells
            self._tokens[store] = frozenset(
                (slot.token or "").partition("+")[0] for cell in cells for slot in cell.slots
            )
        index, epoch = message
        used = self._tokens[store].union(errand.token for errand in errands)
        turn = next(turn for turn in range(_TURNS) if f"{index}.{turn}" not in used)
        return Errand("serve", index, epoch, token=f"{index}.{turn}", pid=index * _TURNS + turn)

    def _may(self, weather: Weather, fault: str | None) -> bool:
        return fault is None or self._bounds.allow(weather.used, fault)

    def _weather(self, state: State) -> Weather:
        weather: Weather = self._weathers.things[state[1]]
        return weather

    def _state(self, store: int, weather: Weather, processes: State, process: int | None = None) -> State:
        """A world. Of the dead only those count that hold something or still seem to be at work."""
        if process is not None:
            ended = self._casting[process].ended
            if ended is None:
                processes = tuple(sorted((*processes, process)))
            elif ended.done and (silent := _SILENCES.get(self._casting[process].errand.kind)):
                weather = weather._replace(silent=silent)
        if weather.gone:
            slots = (slot for cell in self._ledger.record(store).cells for slot in cell.slots)
            held = {slot.pid for slot in slots if slot.state is NodeState.RUNNING}
            held.update(self._casting[number].errand.pid for number in processes if self._casting[number].errand.serves)
            weather = weather._replace(gone=weather.gone & held)
        return (store, self._weathers.of(weather, weather), *processes)


def _submit(store: MemoryStore, plan: Plan) -> list[Message]:
    """Accept the run; the messages that are sent for it."""
    sent: list[Message] = []
    outside = Outside(lambda _, messages: sent.extend(messages))
    engine = Engine(store, outside, inline_limit=1024, poison_after=10**9, rng=random.Random(0))
    with patch("aurora_celery.engine.submitting.new_run_id", lambda: _RUN):
        submit(engine, plan, Order(inputs={}, deadline=3600.0), attention=0.0)
    return sent


def _received(weather: Weather, message: Message) -> Weather:
    return weather._replace(messages=weather.messages - {message})


def _without(processes: State, number: int) -> State:
    """The others, of which some may stand at the same point."""
    index = processes.index(number)
    return (*processes[:index], *processes[index + 1 :])
