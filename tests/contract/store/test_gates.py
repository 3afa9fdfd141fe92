"""What passes between cells arrives once, be it the opening of a gate or that it can never open."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from aurora_celery.model.states import NodeState, RunState
from aurora_celery.store.ports import CellRef, Claim, Finish, Output, Progress, Store, Take
from tests.contract.store.runs import cell_of, claimed, done, holder, slot_of, submitted


@pytest.fixture(params=[0, 1])
def ref(request: pytest.FixtureRequest, store: Store) -> CellRef:
    """The first cell of a run, or the second, both alike."""
    seeds = [cell_of(0, 1, 2, number=number, gates={7: 2}) for number in range(2)]
    return CellRef(submitted(store, *seeds).run, 0, request.param)


def test_an_arrival_gives_its_signals(store: Store, ref: CellRef) -> None:
    assert store.runs.arrive(ref, 3, slots=[1, 2], gates=[7]) == Progress((1,), (), 0, True)
    assert store.runs.arrive(ref, 4, slots=[2], gates=[7]) == Progress((2,), (7,), 0, True)


def test_an_arrival_is_dated(store: Store, ref: CellRef) -> None:
    store.runs.arrive(ref, 3, slots=[1])
    cell = store.runs.cell(ref)
    assert cell is not None
    assert list(cell.arrived) == [3]
    assert cell.created <= cell.arrived[3] <= cell.now


def test_a_gate_arrives_once(store: Store, ref: CellRef) -> None:
    assert store.runs.arrive(ref, 3, slots=[2]) is not None
    assert store.runs.arrive(ref, 3, slots=[2]) is None
    assert slot_of(store, ref, 2).waits == 1


def test_a_gate_that_signals_nothing_arrives_too(store: Store, ref: CellRef) -> None:
    assert store.runs.arrive(ref, 3) == Progress((), (), 0, True)


def test_nothing_arrives_in_another_epoch(store: Store, ref: CellRef) -> None:
    assert store.runs.arrive(CellRef(ref.run, 1, ref.cell), 3, slots=[1]) is None
    assert store.runs.arrive_dead(CellRef(ref.run, 1, ref.cell), 3, cause=9, skips=[1]) is None


def test_many_arrivals_at_once_count_once_each(store: Store) -> None:
    ref = submitted(store, cell_of(5))
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda n: store.runs.arrive(ref, n % 5, slots=[0]), range(20)))
    assert sum(answer is not None for answer in answers) == 5
    assert [answer.ready for answer in answers if answer and answer.ready] == [(0,)]


def test_a_dead_gate_skips_what_waited_for_it(store: Store, ref: CellRef) -> None:
    assert store.runs.arrive_dead(ref, 3, cause=55, skips=[1, 2]) == Progress((), (), 2, True)
    assert [(slot_of(store, ref, n).state, slot_of(store, ref, n).cause) for n in (1, 2)] == [
        (NodeState.SKIPPED, 55)
    ] * 2
    cell = store.runs.cell(ref)
    assert cell is not None
    assert (dict(cell.dead), dict(cell.arrived)) == ({3: 55}, {})


def test_the_gates_that_fall_with_a_dead_gate_are_noted_in_the_same_write(store: Store, ref: CellRef) -> None:
    store.runs.arrive_dead(ref, 3, cause=55, gates=[7])
    cell = store.runs.cell(ref)
    assert cell is not None
    assert dict(cell.dead) == {3: 55, 7: 55}


def test_the_news_of_a_dead_gate_comes_once(store: Store, ref: CellRef) -> None:
    assert store.runs.arrive_dead(ref, 3, cause=1, gates=[7]) is not None
    assert store.runs.arrive_dead(ref, 3, cause=2) is None
    assert store.runs.arrive_dead(ref, 7, cause=2) is None
    assert store.runs.arrive_dead(ref, 4, cause=2, gates=[7]) is not None
    cell = store.runs.cell(ref)
    assert cell is not None
    assert dict(cell.dead) == {3: 1, 4: 2, 7: 1}


def test_nothing_is_written_when_a_node_to_be_skipped_has_moved(store: Store, ref: CellRef) -> None:
    claimed(store, ref, 0)
    assert store.runs.arrive_dead(ref, 3, cause=1, skips=[0, 1]) is None
    assert slot_of(store, ref, 1).state is NodeState.PENDING
    assert store.runs.undelivered(ref.run, 0, {ref.cell: [3]}) == {ref.cell: (3,)}


def test_undelivered_gates_are_those_of_which_no_news_has_come(store: Store) -> None:
    seeds = [cell_of(1, 1, number=number) for number in range(4)]
    run = submitted(store, *seeds).run
    store.runs.arrive(CellRef(run, 0, 0), 1, slots=[0])
    store.runs.arrive(CellRef(run, 0, 2), 1, slots=[0])
    store.runs.arrive_dead(CellRef(run, 0, 2), 2, cause=0)
    asked = {0: [1, 2], 1: [1, 2], 2: [1, 2]}
    assert store.runs.undelivered(run, 0, asked) == {0: (2,), 1: (1, 2)}
    assert store.runs.undelivered(run, 0, {1: [2], 3: [9]}) == {1: (2,), 3: (9,)}
    assert store.runs.undelivered(run, 0, {0: [1]}) == {}
    assert store.runs.undelivered(run, 0, {0: [2]}) == {0: (2,)}
    assert store.runs.undelivered(run, 0, {}) == {}
    assert store.runs.undelivered(run, 1, asked) == {}
    assert store.runs.undelivered("nobody", 0, asked) == {}


def test_outputs_are_found_in_any_cell(store: Store) -> None:
    seeds = [cell_of(0, 0, number=number) for number in range(3)]
    run = submitted(store, *seeds).run
    done(store, CellRef(run, 0, 0), 1, value='"a"')
    done(store, CellRef(run, 0, 2), 0, value='"b"')
    a, b = Output('"a"', size=3), Output('"b"', size=3)
    assert store.runs.outputs(run, {0: [0, 1], 1: [0], 2: [0, 1]}) == {(0, 1): a, (2, 0): b}
    assert store.runs.outputs(run, {2: [0]}) == {(2, 0): b}
    assert store.runs.outputs(run, {0: [1]}) == {(0, 1): a}
    assert store.runs.outputs(run, {}) == {}
    assert store.runs.outputs("nobody", {0: [0], 1: [0]}) == {}


def test_an_output_that_nobody_asked_for_is_not_given(store: Store) -> None:
    run = submitted(store, cell_of(0, 0), cell_of(0, 0, number=1)).run
    for cell in (0, 1):
        for slot in (0, 1):
            done(store, CellRef(run, 0, cell), slot)
    assert store.runs.outputs(run, {0: [0], 1: [1]}).keys() == {(0, 0), (1, 1)}


def test_a_closed_cell_is_live_again_when_one_of_its_gates_moves(store: Store) -> None:
    ref = CellRef(submitted(store, cell_of(0), cell_of(0, number=1, gates={7: 1})).run, 0, 1)
    store.runs.close(ref)
    store.runs.arrive(ref, 3, gates=[7])
    cell = store.runs.cell(ref)
    assert cell is not None
    assert cell.live


def test_a_cell_of_an_ended_run_is_not_live(store: Store) -> None:
    ref = CellRef(submitted(store, cell_of(0), cell_of(0, number=1)).run, 0, 1)
    store.runs.finish(ref.run, 0, Finish(state=RunState.FAILED))
    cell = store.runs.cell(ref)
    assert cell is not None
    assert not cell.live


def test_the_arrival_that_makes_a_node_ready_takes_it(store: Store, ref: CellRef) -> None:
    take = Take(slot=2, holder=holder("next"), certain=False, signals=(1,))
    assert store.runs.arrive(ref, 3, slots=[2], take=take) == Progress((), (), 0, True)
    assert slot_of(store, ref, 2).state is NodeState.PENDING
    progress = store.runs.arrive(ref, 4, slots=[1, 2], gates=[7], take=take)
    assert progress == Progress((1,), (), 0, True, claim=Claim(1, 0, {}, None, {1: 0}))
    assert (slot_of(store, ref, 2).state, slot_of(store, ref, 2).token) == (NodeState.RUNNING, "next")
    assert store.runs.arrive(ref, 4, slots=[1, 2], gates=[7], take=take) is None


def test_an_arrival_that_signals_nothing_may_take_a_ready_node(store: Store, ref: CellRef) -> None:
    take = Take(slot=0, holder=holder("next"), certain=False)
    assert store.runs.arrive(ref, 3, take=take) == Progress((), (), 0, True, claim=Claim(1, 0, {}, None))
