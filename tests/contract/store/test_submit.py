"""A run is accepted whole, once, and by one run for each key."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from aurora_celery.errors import ResultNotFound, RunNotFound, Unserialisable
from aurora_celery.model.states import NodeState, RunState
from aurora_celery.store.ports import CellRef, Output, RunFilter, Store, Submitted
from tests.contract.store.runs import cell_of, done, run_of, slot_of


def test_a_submitted_run_can_be_seen_with_all_that_was_given(store: Store) -> None:
    run = run_of(
        cell_of(0, 1),
        graph="shop",
        version=None,
        plan="hash",
        inputs=Output("[1]", size=3),
        labels={"team": "a"},
        key="k",
        fingerprint="f",
        continuation='{"id":1}',
    )
    submitted = store.runs.submit(run)
    assert submitted == Submitted(run.id, True, "f")
    view = store.runs.view(run.id)
    assert submitted.view == view
    assert (view.graph, view.version, view.plan, view.key) == ("shop", None, "hash", "k")
    assert (view.inputs, view.labels, view.continuation) == (Output("[1]", size=3), {"team": "a"}, '{"id":1}')
    assert (view.state, view.epoch, view.cells, view.closed) == (RunState.PENDING, 0, 1, 0)
    assert (view.finished, view.outputs, view.error, view.continued) == (None, None, None, False)


def test_every_cell_begins_as_its_seed_says(store: Store) -> None:
    run = run_of(cell_of(0, 2, gates={0: 3}), cell_of(1, 0, number=1), cell_of(4, number=2, gates={5: 1}))
    store.runs.submit(run)
    cells = list(store.runs.cells(run.id))
    assert [cell.ref for cell in cells] == [CellRef(run.id, 0, number) for number in range(3)]
    assert [[slot.waits for slot in cell.slots.values()] for cell in cells] == [[0, 2], [1, 0], [4]]
    assert [dict(cell.gates) for cell in cells] == [{0: 3}, {}, {5: 1}]
    assert {slot.state for cell in cells for slot in cell.slots.values()} == {NodeState.PENDING}
    assert all(cell.live and cell.go and cell.done == cell.rounds == 0 and cell.plan == "p" for cell in cells)
    assert [cell.size for cell in cells] == [2, 2, 1]


def test_cells_come_in_the_order_of_their_numbers(store: Store) -> None:
    run = run_of(*(cell_of(0, number=number) for number in range(45)))
    store.runs.submit(run)
    assert [cell.ref.cell for cell in store.runs.cells(run.id)] == list(range(45))


def test_the_sweeper_looks_first_after_the_time_of_attention(store: Store) -> None:
    run = run_of(cell_of(0), cell_of(0, number=1), attention=15.0)
    store.runs.submit(run)
    for cell in store.runs.cells(run.id):
        assert cell.due is not None
        assert cell.due - cell.created == timedelta(seconds=15)


def test_submitting_again_is_the_same_run(store: Store) -> None:
    run = run_of(cell_of(0), cell_of(0, number=1), key="k")
    assert store.runs.submit(run).created
    assert store.runs.submit(run) == Submitted(run.id, True, "")
    assert len(store.runs.list(RunFilter()).items) == 1


def test_submitting_again_does_not_undo_what_has_happened(store: Store) -> None:
    run = run_of(cell_of(0))
    store.runs.submit(run)
    ref = CellRef(run.id, 0, 0)
    done(store, ref, 0)
    store.runs.submit(run)
    assert slot_of(store, ref, 0).state is NodeState.SUCCEEDED


@pytest.mark.parametrize("cells", [1, 3])
def test_a_taken_key_gives_the_run_that_holds_it(store: Store, cells: int) -> None:
    seeds = [cell_of(0, number=number) for number in range(cells)]
    first, second = run_of(*seeds, key="k", fingerprint="one"), run_of(*seeds, key="k", fingerprint="two")
    store.runs.submit(first)
    assert store.runs.submit(second) == Submitted(first.id, False, "one")
    with pytest.raises(RunNotFound):
        store.runs.view(second.id)
    assert list(store.runs.cells(second.id)) == []


def test_the_inputs_of_a_run_that_did_not_get_its_key_are_deleted(store: Store) -> None:
    first, second = (run_of(id=name, key="k", inputs=Output(ref=f"{name}/inputs/t")) for name in ("one", "two"))
    for run in (first, second):
        store.results.put(f"{run.id}/inputs/t", "{}", run=run.id)
        store.runs.submit(run)
    assert store.results.get("one/inputs/t") == "{}"
    with pytest.raises(ResultNotFound):
        store.results.get("two/inputs/t")


def test_runs_without_a_key_never_stand_in_each_others_way(store: Store) -> None:
    assert all(store.runs.submit(run_of()).created for _ in range(3))


def test_of_many_submits_at_once_with_one_key_exactly_one_makes_the_run(store: Store) -> None:
    runs = [run_of(cell_of(0), cell_of(0, number=1), key="same") for _ in range(8)]
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(store.runs.submit, runs))
    assert sum(answer.created for answer in answers) == 1
    assert len({answer.run_id for answer in answers}) == 1
    winner = answers[0].run_id
    assert [run.id for run in runs if list(store.runs.cells(run.id))] == [winner]


def test_the_run_that_holds_a_key_can_be_found(store: Store) -> None:
    run = run_of(key="k")
    store.runs.submit(run)
    found = store.runs.find_key("k")
    assert found is not None
    assert found.id == run.id
    assert store.runs.find_key("other") is None


def test_a_run_that_was_never_submitted_is_not_found(store: Store) -> None:
    with pytest.raises(RunNotFound):
        store.runs.view("nobody")
    assert store.runs.cell(CellRef("nobody", 0, 0)) is None
    assert store.runs.cell(CellRef("nobody", 0, 3)) is None
    assert list(store.runs.cells("nobody")) == []


@pytest.mark.parametrize("text", ["$where", "a.b", "", "nul\0", "ключ", "é", "x" * 10_000])
def test_user_text_is_a_value_wherever_it_stands(store: Store, text: str) -> None:
    run = run_of(graph=text, key=text, fingerprint=text, labels={text: text}, continuation=text)
    store.runs.submit(run)
    view = store.runs.view(run.id)
    assert (view.graph, view.key, dict(view.labels), view.continuation) == (text, text, {text: text}, text)
    found = store.runs.find_key(text)
    assert found is not None
    assert found.id == run.id


@pytest.mark.parametrize("field", [{"key": "\ud800"}, {"graph": "\ud800"}, {"labels": {"\ud800": "v"}}])
def test_text_that_no_store_can_hold_is_refused(store: Store, field: dict[str, object]) -> None:
    with pytest.raises(Unserialisable):
        store.runs.submit(run_of(**field))
