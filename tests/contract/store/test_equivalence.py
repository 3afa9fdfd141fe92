"""The same calls, whatever they are, give the same answers from both stores and leave them in the same state.

``EQUIVALENCE_EXAMPLES=200 EQUIVALENCE_STEPS=50`` in the environment lets it look further. The examples are the same
each time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from aurora_celery.errors import AuroraError
from aurora_celery.model.operation import Operation, OperationKind
from aurora_celery.model.run import Failure, NodeProgress
from aurora_celery.model.states import NodeState, RunState
from aurora_celery.store.factory import open_store
from aurora_celery.store.ports import (
    CellRef,
    CellSeed,
    CellView,
    Change,
    Finish,
    Holder,
    Output,
    RunFilter,
    Store,
    Take,
)
from tests.contract.store.material import (
    AIMS,
    CELLS,
    CONTROLS,
    GATES,
    KINDS,
    LIVE,
    LONG,
    MANY,
    SIZE,
    cells,
    failures,
    finishes,
    late,
    maybe_tokens,
    older,
    outputs,
    slots,
    some_gates,
    some_slots,
    states,
    takes,
    tokens,
    waits,
)
from tests.contract.store.outward import outward, seen_from_outside
from tests.contract.store.runs import cell_of, run_of
from tests.simulation.mutants import broken

EXAMPLES, STEPS = int(os.environ.get("EQUIVALENCE_EXAMPLES", "30")), int(os.environ.get("EQUIVALENCE_STEPS", "40"))

#: Those of the store that show soonest in its calls alone.
MUTANTS = ("claim_whatever", "answered_early", "counters_of_yesterday")


class BothStores(RuleBasedStateMachine):
    """Makes every call on both, and compares."""

    stores: tuple[Store, Store]

    def both(self, call: Callable[[Store], Any]) -> Any:
        """Both answers, which have to be equal; the one from memory."""
        memory, mongo = (answer(call, store) for store in self.stores)
        assert memory == mongo
        return memory

    def move(self, name: str, late: int, cell: int, *place: Any, **arguments: Any) -> None:
        """A call about one cell, of this epoch or of the one before. A node is not its own successor."""
        ref = CellRef(self.run, self.epoch - late, cell)
        if name in AIMS:
            place = (self._aim(cell, place[0], AIMS[name]),)
        for others in arguments.keys() & {"slots", "skips"} if name in (*AIMS, "skip") else ():
            arguments[others] = [slot for slot in arguments[others] if slot != place[0]]
        if name == "complete" and (take := arguments.get("take")) is not None and take.slot == place[0]:
            arguments["take"] = None
        self.both(lambda store: getattr(store.runs, name)(ref, *place, **arguments))

    def _aim(self, cell: int, slot: int, state: NodeState) -> int:
        """A node in the state in which the call does something, if there is one, twice out of three times."""
        view = None if self.gone else self.stores[0].runs.cell(CellRef(self.run, self.epoch, cell))
        found = (
            [] if view is None else [at for at, node in view.slots.items() if node.state is state and not node.waits]
        )
        self.turn += 1
        return found[slot % len(found)] if found and self.turn % 3 else slot

    @initialize(
        first=waits,
        second=waits,
        followed=st.booleans(),
        deadline=st.sampled_from([None, 0.0, LONG]),
    )
    def submit(self, first: list[int], second: list[int], followed: bool, deadline: float | None) -> None:
        """A run of two cells."""
        self.new = run_of(
            cell_of(*first, gates=dict.fromkeys(GATES, 2)),
            cell_of(*second, number=1, gates=dict.fromkeys(GATES, 1)),
            continuation="{}" if followed else None,
            deadline=deadline,
            attention=LONG,
        )
        self.run, self.epoch, self.turn, self.gone = self.new.id, 0, 0, False
        self.both(lambda store: store.runs.submit(self.new))

    @invariant()
    def all_is_equal(self) -> None:
        """Whatever can be seen of the run."""
        memory, mongo = (answer(lambda store: seen_from_outside(store, self.run), store) for store in self.stores)
        assert memory == mongo

    @rule()
    def submit_again(self) -> None:
        self.both(lambda store: store.runs.submit(self.new))
        self.gone = False
        self.epoch = self.stores[0].runs.view(self.run).epoch

    @rule(cell=cells, late=late, slot=slots, token=tokens, reads=some_slots, inputs=st.booleans(), root=st.booleans())
    def claim(self, cell: int, late: int, slot: int, token: str, reads: list[int], inputs: bool, root: bool) -> None:
        holder = Holder(token=token, worker="w", pid=1)
        self.move("claim", late, cell, slot, holder=holder, reads=reads, signals=reads, inputs=inputs, root=root)

    @rule(cell=cells, late=late, slot=slots, token=maybe_tokens, output=outputs, slots=some_slots, gates=some_gates,
          take=st.none() | takes)  # fmt: skip
    def complete(self, cell: int, late: int, slot: int, take: Take | None, **told: Any) -> None:
        told |= self._awaited(cell, told["slots"], told["gates"])
        self.move("complete", late, cell, slot, take=self._unheld(cell, take), **told)

    def _unheld(self, cell: int, take: Take | None) -> Take | None:
        """Whoever goes on to another node has a name for that which holds nothing yet."""
        view = None if self.gone else self.stores[0].runs.cell(CellRef(self.run, self.epoch, cell))
        held = take is not None and view is not None and take.holder.token in {at.token for at in view.slots.values()}
        return None if held else take

    def _awaited(self, cell: int, slots: list[int], gates: list[int]) -> dict[str, list[int]]:
        """Those that still wait for a signal: no plan gives more than that, nor any to a run that has ended."""
        view = None if self.gone else self.stores[0].runs.cell(CellRef(self.run, self.epoch, cell))
        if view is None or self.ended():
            return {"slots": [], "gates": []}
        return {
            "slots": [slot for slot in slots if view.slots[slot].waits > 0],
            "gates": [gate for gate in gates if view.gates[gate] > 0],
        }

    @rule(late=late, slot=slots, token=tokens, output=outputs, finish=finishes)
    def complete_and_finish(self, late: int, slot: int, **told: Any) -> None:
        self.move("complete", late, 0, slot, **told)

    @rule(cell=cells, late=late, slot=slots, token=tokens, failure=failures, delay=st.sampled_from([0.0, 0.0, LONG]),
          crashed=st.booleans(), counted=st.booleans())  # fmt: skip
    def retry(self, cell: int, late: int, slot: int, **told: Any) -> None:
        self.move("retry", late, cell, slot, **told)

    @rule(cell=cells, late=late, slot=slots, token=maybe_tokens, failure=failures, skips=some_slots)
    def fail(self, cell: int, late: int, slot: int, **told: Any) -> None:
        self.move("fail", late, cell, slot, **told)

    @rule(cell=cells, late=late, slot=slots, skips=some_slots)
    def skip(self, cell: int, late: int, slot: int, skips: list[int]) -> None:
        self.move("skip", late, cell, slot, skips=skips)

    @rule(cell=cells, late=late, slot=slots, token=tokens)
    def abandon(self, cell: int, late: int, slot: int, token: str) -> None:
        self.move("abandon", late, cell, slot, token=token)

    @rule(cell=cells, late=late, gate=st.integers(0, 3), slots=some_slots, gates=some_gates, take=st.none() | takes)
    def arrive(self, cell: int, late: int, gate: int, take: Take | None, **told: Any) -> None:
        """What goes with an arrival is never certain."""
        take = None if take is None else self._unheld(cell, replace(take, certain=False))
        self.move("arrive", late, cell, gate, take=take, **told | self._awaited(cell, told["slots"], told["gates"]))

    @rule(cell=cells, late=late, gate=st.integers(0, 3), cause=st.integers(0, 5), skips=some_slots, gates=some_gates)
    def arrive_dead(self, cell: int, late: int, gate: int, gates: list[int], **told: Any) -> None:
        """All gates of a run that has ended are dead or open."""
        self.move("arrive_dead", late, cell, gate, gates=[] if self.ended() else gates, **told)

    @rule(cell=cells, late=late)
    def close(self, cell: int, late: int) -> None:
        self.move("close", late, cell)

    @rule(late=late, finish=finishes, soon=st.sampled_from([False, False, True]))
    def finish(self, late: int, finish: Finish, soon: bool) -> None:
        """Not each time: of a run that has ended there is less to see."""
        if soon or self.gone or self.stores[0].runs.view(self.run).operations:
            self.both(lambda store: store.runs.finish(self.run, self.epoch - late, finish))

    @rule(late=late, failure=failures)
    def note_failure(self, late: int, failure: Failure) -> None:
        self.both(lambda store: store.runs.note_failure(self.run, self.epoch - late, failure))

    @rule(cell=cells, late=late, slot=slots, token=tokens, wanted=st.dictionaries(cells, some_slots))
    def look(self, cell: int, late: int, slot: int, token: str, wanted: dict[int, list[int]]) -> None:
        """What only reads."""
        self.move("wanted", late, cell, slot, token=token)
        self.both(lambda store: store.runs.outputs(self.run, wanted))
        self.both(lambda store: store.runs.undelivered(self.run, self.epoch - late, wanted))

    @rule(
        cell=cells,
        late=late,
        slot=slots,
        token=tokens,
        fraction=st.sampled_from([None, 0.5]),
        message=st.sampled_from(["$a", ""]),
    )
    def advance(self, cell: int, late: int, slot: int, token: str, fraction: float | None, message: str) -> None:
        progress = NodeProgress(attempt=1, fraction=fraction, message=message)
        self.move("advance", late, cell, slot, token=token, progress=progress)

    @rule(late=late, kind=st.sampled_from(list(KINDS)), number=st.integers(0, 9), leaves=states, lasting=st.booleans())
    def operate(self, late: int, kind: OperationKind, number: int, leaves: frozenset[RunState], lasting: bool) -> None:
        """An operation that changes nothing but the run's control, or that others have to carry out."""
        made = Operation(id=f"op{number}", kind=kind, by="ann", why="$why", epoch=self.epoch - late, nodes=(0, 1, 2))
        if KINDS[kind] is not None:  # nobody tells the nodes of an ended run what they may do
            leaves &= LIVE
        change = Change(operation=made, leaves=leaves, control=KINDS[kind], lasting=lasting)
        self.both(lambda store: store.runs.operate(self.run, change))

    @rule(kind=st.sampled_from(CONTROLS), number=st.integers(10, 19), lasting=st.booleans(), told=st.booleans())
    def control(self, kind: OperationKind, number: int, lasting: bool, told: bool) -> None:
        """One that can be had, and that every cell may be told of."""
        self.operate(0, kind, number, LIVE, lasting)
        if told:
            self.align()

    @rule()
    def align(self) -> None:
        self.both(lambda store: store.runs.align(self.run))

    @rule(number=st.integers(0, 9), refused=st.booleans())
    def settle(self, number: int, refused: bool) -> None:
        """Mostly what is pending."""
        pending = None if self.gone else self.stores[0].runs.view(self.run).pending
        name = pending.id if pending is not None and number < 7 else f"op{number}"
        self.both(lambda store: store.runs.settle(self.run, name, refused=refused))

    @precondition(lambda self: not self.gone)
    @rule(keeping=st.booleans(), resets=some_slots, kept=some_slots, output=outputs, waits=waits, settled=st.booleans())
    def reopen(self, keeping: bool, resets: list[int], kept: list[int], waits: list[int], **told: Any) -> None:
        """The next epoch, cell by cell, the first one last; what has not succeeded begins anew."""
        self.finish(0, Finish(state=RunState.FAILED, stopped=True), True)
        closed: list[int] = []
        for number in reversed(CELLS):
            ref = CellRef(self.run, self.epoch, number)
            if (view := self.stores[0].runs.cell(ref)) is None:
                return
            anew = sorted({*resets, *(slot for slot, at in view.slots.items() if at.state is not NodeState.SUCCEEDED)})
            seed = _seed(number, anew, kept if keeping else [], waits=waits, **told)
            closed += [number] if seed.settled else []
            self._begin_anew(ref, seed, anew, closed)
        self.epoch += 1

    def _begin_anew(self, ref: CellRef, seed: CellSeed, resets: list[int], closed: list[int]) -> None:
        if ref.cell:
            self.both(lambda store: store.runs.rewrite(ref, seed, resets))
        else:
            self.both(lambda store: store.runs.restart(ref, seed, resets, settled=closed))

    def ended(self) -> bool:
        """Whether the run is there and has ended."""
        return not self.gone and self.stores[0].runs.view(self.run).state.is_terminal

    @rule(older=older, limit=st.just(MANY))
    def ask_for_work(self, older: float, limit: int) -> None:
        """What the sweeper asks: whether this run is among the answers."""
        asks: list[Callable[[Store], Any]] = [
            lambda store: store.runs.unsettled(older=older, limit=limit),
            lambda store: store.runs.unfinished(older=older, limit=limit),
            lambda store: store.runs.overtime(limit=limit),
            lambda store: store.runs.list(RunFilter(states=(RunState.PAUSED, RunState.FAILED)), limit=limit).items,
        ]
        for ask in asks:
            self.both(lambda store, ask=ask: [view.state for view in ask(store) if view.id == self.run])  # type: ignore[misc]
        self.both(lambda store: self._own(store.runs.due(limit=limit)))
        self.both(lambda store: self._own(store.runs.stopping(limit=limit)))

    def _own(self, views: tuple[CellView, ...]) -> set[CellRef]:
        return {view.ref for view in views if view.ref.run == self.run}

    @precondition(lambda self: not self.gone and not self.ended())
    @rule(cell=cells, soon=st.booleans(), rang=st.booleans())
    def attend(self, cell: int, soon: bool, rang: bool) -> None:
        """Each time another due time, as two of the same cannot be told apart."""
        self.turn += 1
        seconds = 0.0 if soon else LONG + self.turn
        ref = CellRef(self.run, self.epoch, cell)
        self.both(lambda store: _attend(store, ref, seconds=seconds, rang=rang))

    @precondition(lambda self: not self.gone and not self.ended())
    @rule(first=st.sampled_from([0.0, 1000.0]))
    def postpone(self, first: float) -> None:
        self.both(lambda store: store.runs.postpone(tuple(store.runs.cells(self.run)), first=first, longest=LONG))

    @rule()
    def continued(self) -> None:
        self.both(lambda store: store.runs.continued(self.run))

    @rule(number=st.integers(0, 3))
    def delete(self, number: int) -> None:
        operation = Operation(id=f"{self.run}-{number}", kind=OperationKind.DELETE, by="ann")
        self.gone = self.both(lambda store: store.runs.delete(self.run, operation)) is True or self.gone


def _seed(
    number: int, resets: list[int], kept: list[int], *, waits: list[int], output: Output, settled: bool
) -> CellSeed:
    return CellSeed(
        number=number,
        size=SIZE,
        slots=dict(enumerate(waits)),
        gates=dict.fromkeys(GATES, 1),
        kept=dict.fromkeys(set(kept) & set(resets), output),
        arrived=(3,) if kept else (),
        settled=settled and set(resets) <= set(kept),
    )


def _attend(store: Store, ref: CellRef, *, seconds: float, rang: bool) -> bool:
    view = store.runs.cell(ref)
    return view is not None and store.runs.attend(view, seconds=seconds, rang=rang)


def answer(call: Callable[[Store], Any], store: Store) -> Any:
    """What a store answers, be it an error."""
    try:
        return outward(call(store))
    except AuroraError as error:
        return type(error), str(error)


@pytest.fixture
def both(empty_mongo: str) -> Iterator[tuple[Store, Store]]:
    """The store in memory and the one in MongoDB."""
    memory, mongo = open_store("memory://"), open_store(empty_mongo)
    mongo.prepare()
    yield memory, mongo
    mongo.close()


def compare(stores: tuple[Store, Store]) -> None:
    """Make many calls on both; raises AssertionError for the first difference."""
    machine = type("Both", (BothStores,), {"stores": stores})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            # A shrunk example would be shorter, but every step of the search for it asks a real server.
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
        ),
    )


def test_the_same_calls_give_the_same_answers_and_the_same_state(both: tuple[Store, Store]) -> None:
    compare(both)


@pytest.mark.parametrize("name", MUTANTS)
def test_a_store_that_is_broken_is_told_from_one_that_is_not(both: tuple[Store, Store], name: str) -> None:
    with broken(name), pytest.raises(AssertionError):
        compare(both)
