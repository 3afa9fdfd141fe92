"""The sweeper finds the cells that want attention, and postpones them without losing a race."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from aurora_celery.model.states import RunState
from aurora_celery.store.ports import CellRef, CellSeed, CellView, Finish, Output, Store
from tests.contract.conftest import MakeStore
from tests.contract.store.runs import BROKEN, cell_of, claimed, done, submitted

OVERDUE = -5.0


def due(store: Store, **options: int) -> list[CellRef]:
    """Which cells are due."""
    return [cell.ref for cell in store.runs.due(**options)]


def seen(store: Store, ref: CellRef) -> CellView:
    """A cell as it stands."""
    cell = store.runs.cell(ref)
    assert cell is not None
    return cell


def test_a_cell_is_due_when_its_time_has_come(store: Store) -> None:
    late = submitted(store, attention=OVERDUE)
    submitted(store, attention=60.0)
    assert due(store) == [late]


def test_the_longest_due_come_first_whatever_their_number(store: Store) -> None:
    second = submitted(store, cell_of(0), cell_of(0, number=1), attention=-10.0)
    first = submitted(store, attention=-20.0)
    third = submitted(store, attention=OVERDUE)
    places = due(store)
    assert places[0] == first
    assert set(places[1:3]) == {second, CellRef(second.run, 0, 1)}
    assert places[3] == third
    assert due(store, limit=1) == [first]


def test_a_due_cell_is_shown_as_it_stands(store: Store) -> None:
    ref = submitted(store, cell_of(0, 1, gates={2: 1}), attention=OVERDUE)
    done(store, ref, 0, slots=[1], gates=[2])
    (cell,) = store.runs.due()
    alone = seen(store, ref)
    assert (cell.slots, cell.gates, cell.due, cell.done) == (alone.slots, alone.gates, alone.due, 1)
    assert cell.due is not None
    assert cell.due <= cell.now


@pytest.mark.parametrize("number", [0, 1])
def test_no_cell_of_an_ended_run_is_due(store: Store, number: int) -> None:
    ref = submitted(store, *(cell_of(0, number=n) for n in range(number + 1)), attention=OVERDUE)
    store.runs.finish(ref.run, 0, Finish(state=RunState.FAILED))
    assert due(store) == []


def test_a_late_arrival_in_an_ended_run_makes_no_cell_due(store: Store) -> None:
    ref = submitted(store, cell_of(0), cell_of(0, number=1, gates={7: 1}), attention=OVERDUE)
    store.runs.finish(ref.run, 0, Finish(state=RunState.FAILED))
    store.runs.arrive(CellRef(ref.run, 0, 1), 3, gates=[7])
    assert due(store) == []
    assert due(store) == []


def test_a_closed_cell_is_not_due_but_the_first_is_until_the_run_has_ended(store: Store) -> None:
    ref = submitted(store, cell_of(0), cell_of(0, number=1), attention=OVERDUE)
    store.runs.close(ref)
    store.runs.close(CellRef(ref.run, 0, 1))
    assert due(store) == [ref]


@pytest.mark.parametrize("number", [0, 1])
def test_a_cell_that_was_attended_to_is_due_again_later(store: Store, number: int) -> None:
    run = submitted(store, cell_of(0), cell_of(0, number=1), attention=OVERDUE).run
    view = seen(store, CellRef(run, 0, number))
    assert store.runs.attend(view, seconds=60.0)
    assert due(store) == [CellRef(run, 0, 1 - number)]
    after = seen(store, view.ref)
    assert after.due is not None
    assert timedelta(seconds=55) < after.due - view.now < timedelta(seconds=65)
    assert store.runs.attend(after, seconds=OVERDUE)
    assert len(due(store)) == 2


def test_of_two_sweepers_one_attends(store: Store) -> None:
    ref = submitted(store, attention=OVERDUE)
    view = seen(store, ref)
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda n: store.runs.attend(view, seconds=60.0 + n), range(8)))
    assert sum(answers) == 1


def test_rounds_are_counted_until_a_node_is_done(store: Store) -> None:
    ref = submitted(store, cell_of(0, 0, 0), attention=OVERDUE)
    for expected in (1, 2):
        assert store.runs.attend(seen(store, ref), seconds=OVERDUE, rang=True)
        assert seen(store, ref).rounds == expected
    assert store.runs.attend(seen(store, ref), seconds=OVERDUE)
    assert seen(store, ref).rounds == 2
    done(store, ref, 0)
    assert seen(store, ref).rounds == 0
    store.runs.attend(seen(store, ref), seconds=OVERDUE, rang=True)
    claimed(store, ref, 1)
    store.runs.fail(ref, 1, token="t", failure=BROKEN)
    assert seen(store, ref).rounds == 0


def test_a_cell_of_an_ended_run_cannot_be_attended_to(store: Store) -> None:
    ref = submitted(store, attention=OVERDUE)
    view = seen(store, ref)
    store.runs.finish(ref.run, 0, Finish(state=RunState.FAILED))
    assert not store.runs.attend(view, seconds=60.0)


def test_a_node_that_waits_to_be_retried_makes_its_cell_due_in_time(store: Store) -> None:
    ref = submitted(store, cell_of(0), attention=600.0)
    claimed(store, ref, 0)
    store.runs.retry(ref, 0, token="t", failure=BROKEN, delay=OVERDUE)
    assert due(store) == [ref]


@pytest.mark.parametrize("move", ["claim", "complete", "fail", "arrive", "arrive_dead"])
def test_whatever_moves_in_a_cell_makes_the_sweeper_look_soon(make_store: MakeStore, move: str) -> None:
    store = make_store(attention=OVERDUE)
    ref = submitted(store, cell_of(0), attention=600.0)
    if move in ("complete", "fail"):
        claimed(store, ref, 0)
        assert store.runs.attend(seen(store, ref), seconds=600.0)
    assert due(store) == []
    if move == "claim":
        claimed(store, ref, 0)
    elif move == "complete":
        store.runs.complete(ref, 0, token="t", output=Output("1"))
    elif move == "fail":
        store.runs.fail(ref, 0, token="t", failure=BROKEN)
    elif move == "arrive":
        store.runs.arrive(ref, 1)
    else:
        store.runs.arrive_dead(ref, 1, cause=0)
    assert due(store) == [ref]


def test_cells_in_which_nothing_has_happened_are_put_off_together(store: Store) -> None:
    waiting, begun, later = (submitted(store, cell_of(0), cell_of(0, number=1), attention=-1.0) for _ in range(3))
    views = store.runs.due()
    assert len(views) == 6
    claimed(store, begun, 0)
    claimed(store, CellRef(later.run, 0, 1), 0)
    store.runs.postpone(views, first=60.0, longest=90.0)
    due = {view.ref for view in store.runs.due()}
    assert due == {begun, CellRef(later.run, 0, 1)}
    view = store.runs.cell(waiting)
    assert view is not None
    assert view.due is not None
    assert view.rounds == 1
    assert 50 < (view.due - view.now).total_seconds() <= 60
    store.runs.postpone([view], first=60.0, longest=90.0)
    again = store.runs.cell(waiting)
    assert again is not None
    assert again.due is not None
    assert 80 < (again.due - again.now).total_seconds() <= 90


def test_a_run_that_is_reopened_before_anything_of_it_began_is_postponed_too(store: Store) -> None:
    ref = submitted(store, cell_of(0))
    store.runs.finish(ref.run, 0, Finish(state=RunState.CANCELLED))
    assert store.runs.restart(ref, CellSeed(number=0, size=1, slots={}), [0], settled=[])
    again = CellRef(ref.run, 1, 0)
    store.runs.postpone([seen(store, again)], first=60.0, longest=90.0)
    assert seen(store, again).rounds == 1
    claimed(store, again, 0)
    store.runs.postpone([seen(store, again)], first=60.0, longest=90.0)
    assert seen(store, again).rounds == 1
