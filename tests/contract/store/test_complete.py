"""A result is recorded once, by the holder of the claim, and gives its signals in the same write."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest

from aurora_celery.model.operation import OperationKind
from aurora_celery.model.run import Failure
from aurora_celery.model.states import NodeState, RunState
from aurora_celery.store.ports import Accepted, Began, CellRef, Claim, Finish, Output, Progress, Store, Take
from tests.contract.store.runs import BROKEN, cell_of, claimed, done, holder, operate, slot_of, submitted

ONE = Output("1", size=1)


@pytest.mark.parametrize("output", [Output("null", size=4), Output(ref="run/0/t", size=9_000_000), Output("", size=0)])
def test_the_output_is_recorded_as_it_was_given(store: Store, output: Output) -> None:
    ref = submitted(store)
    claimed(store, ref, 0)
    assert store.runs.complete(ref, 0, token="t", output=output) == Progress((), (), 1, True)
    node = slot_of(store, ref, 0)
    assert (node.state, node.output) == (NodeState.SUCCEEDED, output)
    assert node.started is not None
    assert node.finished is not None
    assert node.started <= node.finished


def test_a_completion_tells_which_signalled_nodes_are_ready_now(store: Store) -> None:
    ref = submitted(store, cell_of(0, 0, 1, 2, 1))
    assert done(store, ref, 0, slots=[2, 3]) == Progress((2,), (), 1, True)
    assert done(store, ref, 1, slots=[3, 4]) == Progress((3, 4), (), 2, True)


def test_a_completion_tells_which_signalled_gates_are_open_now(store: Store) -> None:
    ref = submitted(store, cell_of(0, 0, gates={3: 2, 8: 1}))
    assert done(store, ref, 0, gates=[3]) == Progress((), (), 1, True)
    assert done(store, ref, 1, gates=[3, 8]) == Progress((), (3, 8), 2, True)


def test_a_completion_is_refused_without_the_token(store: Store) -> None:
    ref = submitted(store, cell_of(0, 1))
    claimed(store, ref, 0, token="mine")
    assert store.runs.complete(ref, 0, token="other", output=ONE, slots=[1]) is None
    assert slot_of(store, ref, 0).state is NodeState.RUNNING
    assert slot_of(store, ref, 1).waits == 1


def test_a_zombie_cannot_complete_what_was_given_to_another(store: Store) -> None:
    ref = submitted(store)
    claimed(store, ref, 0, token="zombie")
    store.runs.retry(ref, 0, token="zombie", failure=BROKEN, delay=0.0, crashed=True)
    assert store.runs.complete(ref, 0, token="zombie", output=ONE) is None
    claimed(store, ref, 0, token="heir")
    assert store.runs.complete(ref, 0, token="zombie", output=ONE) is None
    assert store.runs.complete(ref, 0, token="heir", output=Output("2", size=1)) is not None
    assert slot_of(store, ref, 0).output == Output("2", size=1)


def test_completing_again_changes_nothing(store: Store) -> None:
    ref = submitted(store, cell_of(0, 2))
    done(store, ref, 0, slots=[1])
    assert store.runs.complete(ref, 0, token="t", output=Output("other", size=5), slots=[1]) is None
    assert slot_of(store, ref, 1).waits == 1
    assert slot_of(store, ref, 0).output == ONE


def test_a_node_that_was_never_claimed_cannot_be_completed(store: Store) -> None:
    ref = submitted(store)
    assert store.runs.complete(ref, 0, token="t", output=ONE) is None


@pytest.mark.parametrize("ref", [CellRef("nobody", 0, 0), CellRef("nobody", 0, 1)])
def test_nothing_can_be_completed_in_a_run_that_is_not_there(store: Store, ref: CellRef) -> None:
    assert store.runs.complete(ref, 0, token="t", output=ONE) is None


def test_a_completion_of_another_epoch_is_refused(store: Store) -> None:
    ref = submitted(store)
    claimed(store, ref, 0)
    assert store.runs.complete(CellRef(ref.run, 1, 0), 0, token="t", output=ONE) is None


def test_a_later_cell_moves_as_the_first_does(store: Store) -> None:
    first = submitted(store, cell_of(0), cell_of(0, 1, number=1, gates={4: 1}))
    ref = CellRef(first.run, 0, 1)
    assert done(store, ref, 0, slots=[1], gates=[4]) == Progress((1,), (4,), 1, True)
    assert [cell.done for cell in store.runs.cells(ref.run)] == [0, 1]


def test_the_last_completion_may_end_the_run(store: Store) -> None:
    ref = submitted(store, cell_of(0, 1))
    done(store, ref, 0, slots=[1])
    claimed(store, ref, 1)
    finish = Finish(state=RunState.SUCCEEDED, outputs=Output('{"a":1}', size=7))
    progress = store.runs.complete(ref, 1, token="t", output=ONE, finish=finish)
    view = store.runs.view(ref.run)
    assert progress == Progress((), (), 2, True, began=Began(view.created))
    assert (view.state, view.outputs, view.error, view.closed) == (RunState.SUCCEEDED, finish.outputs, None, 1)
    assert view.finished is not None
    cell = store.runs.cell(ref)
    assert cell is not None
    assert not cell.live


def test_the_completion_that_ends_a_run_tells_when_that_began_and_who_wanted_it(store: Store) -> None:
    ref = submitted(store, traceparent="00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
    claimed(store, ref, 0)
    progress = store.runs.complete(ref, 0, token="t", output=ONE, finish=Finish(state=RunState.SUCCEEDED))
    view = store.runs.view(ref.run)
    assert progress is not None
    assert progress.began == Began(view.created, view.traceparent)
    assert view.traceparent == "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def test_the_last_completion_may_end_the_run_as_failed(store: Store) -> None:
    ref = submitted(store)
    claimed(store, ref, 0)
    error = Failure(reason="expression_error", message="outputs: $no such")
    assert store.runs.complete(ref, 0, token="t", output=ONE, finish=Finish(state=RunState.FAILED, error=error))
    view = store.runs.view(ref.run)
    assert (view.state, view.error) == (RunState.FAILED, error)


def test_a_completion_does_not_end_a_run_that_has_ended(store: Store) -> None:
    ref = submitted(store)
    claimed(store, ref, 0)
    store.runs.finish(ref.run, 0, Finish(state=RunState.CANCELLED))
    assert store.runs.complete(ref, 0, token="t", output=ONE, finish=Finish(state=RunState.SUCCEEDED)) is None
    assert store.runs.view(ref.run).state is RunState.CANCELLED


def test_a_completion_does_not_end_a_run_that_was_cancelled(store: Store) -> None:
    ref = submitted(store)
    claimed(store, ref, 0)
    assert operate(store, ref, OperationKind.CANCEL) is Accepted.NOW
    assert store.runs.complete(ref, 0, token="t", output=ONE, finish=Finish(state=RunState.SUCCEEDED)) is None
    assert store.runs.complete(ref, 0, token="t", output=ONE) is not None
    assert not store.runs.view(ref.run).state.is_terminal


def test_a_completion_does_not_end_a_run_in_which_a_node_has_failed(store: Store) -> None:
    ref = submitted(store, cell_of(0, 0))
    claimed(store, ref, 0)
    assert store.runs.fail(ref, 0, token="t", failure=BROKEN)
    claimed(store, ref, 1)
    finish = Finish(state=RunState.SUCCEEDED, after=1)
    assert store.runs.complete(ref, 1, token="t", output=ONE, finish=finish) is None
    assert store.runs.complete(ref, 1, token="t", output=ONE) is not None
    assert not store.runs.view(ref.run).state.is_terminal


def test_the_completion_that_ends_a_run_tells_whether_it_goes_on_elsewhere(store: Store) -> None:
    alone, followed = submitted(store), submitted(store, continuation="{}")
    assert not done(store, alone, 0).continues
    assert done(store, followed, 0).continues


def test_nothing_is_to_be_published_in_a_cancelled_run(store: Store) -> None:
    ref = submitted(store, cell_of(0, 1))
    claimed(store, ref, 0)
    operate(store, ref, OperationKind.CANCEL)
    progress = store.runs.complete(ref, 0, token="t", output=ONE, slots=[1])
    assert progress is not None
    assert not progress.go


@pytest.mark.parametrize("width", [2, 20])
def test_of_all_predecessors_at_once_exactly_one_sees_the_join_become_ready(store: Store, width: int) -> None:
    ref = submitted(store, cell_of(*[0] * width, width, gates={0: width}))
    for slot in range(width):
        claimed(store, ref, slot, token=f"{slot}")

    def complete(slot: int) -> Progress | None:
        return store.runs.complete(ref, slot, token=f"{slot}", output=ONE, slots=[width], gates=[0])

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(complete, range(width)))
    assert sorted(answer.done for answer in answers if answer) == list(range(1, width + 1))
    assert [answer.ready for answer in answers if answer and answer.ready] == [(width,)]
    assert [answer.opened for answer in answers if answer and answer.opened] == [(0,)]


def test_of_many_completions_of_one_node_exactly_one_counts(store: Store) -> None:
    ref = submitted(store, cell_of(0, 3))
    claimed(store, ref, 0)
    with ThreadPoolExecutor(8) as threads:
        answers = list(
            threads.map(lambda n: store.runs.complete(ref, 0, token="t", output=Output(str(n)), slots=[1]), range(8))
        )
    assert sum(answer is not None for answer in answers) == 1
    assert slot_of(store, ref, 1).waits == 2
    assert slot_of(store, ref, 0).output == Output(str(next(n for n, answer in enumerate(answers) if answer)))


def test_a_claim_after_a_completion_sees_its_output(store: Store) -> None:
    ref = submitted(store, cell_of(0, 1))
    done(store, ref, 0, slots=[1], value='{"$set":{"a.b":"\\ud800"}}')
    claim = store.runs.claim(ref, 1, holder=holder("b"), reads=[0])
    assert claim is not None
    assert claim.outputs[0].text == '{"$set":{"a.b":"\\ud800"}}'


def at_once(one: datetime | None, other: datetime | None) -> bool:
    """Whether one write may have set both times. MongoDB looks at its clock for each of them."""
    return one is not None and other is not None and abs(one - other) < timedelta(minutes=1)


def take(slot: int, *, token: str = "next", **options: Any) -> Take:
    """Claim one more node in the same write."""
    return Take(slot=slot, holder=holder(token), **options)


def test_a_completion_takes_the_node_that_waited_for_it_alone(store: Store) -> None:
    ref = submitted(store, cell_of(0, 1, 1, 2))
    claimed(store, ref, 0)
    progress = store.runs.complete(ref, 0, token="t", output=ONE, slots=[1, 2, 3], take=take(1, reads=(0,)))
    assert progress == Progress((2,), (), 1, True, claim=Claim(1, 0, {0: ONE}, None))
    before, node = slot_of(store, ref, 0), slot_of(store, ref, 1)
    assert (node.state, node.token, node.worker, node.pid) == (NodeState.RUNNING, "next", "worker@host", 42)
    assert at_once(node.started, before.finished)
    assert store.runs.claim(ref, 1, holder=holder("stranger")) is None
    assert store.runs.complete(ref, 1, token="next", output=ONE) == Progress((), (), 2, True)


def test_a_claim_tells_how_many_signals_its_successors_miss(store: Store) -> None:
    ref = submitted(store, cell_of(0, 1, 3, 1))
    first = store.runs.claim(ref, 0, holder=holder(), signals=[1, 2])
    assert first == Claim(1, 0, {}, None, {1: 1, 2: 3})
    more = take(1, signals=(2, 3))
    progress = store.runs.complete(ref, 0, token="t", output=ONE, slots=[1, 2], take=more)
    assert progress == Progress((), (), 1, True, claim=Claim(1, 0, {}, None, {2: 2, 3: 1}))


def test_a_completion_takes_another_ready_node_with_the_inputs(store: Store) -> None:
    ref = submitted(store, cell_of(0, 0), inputs=Output('{"a":1}', size=7))
    claimed(store, ref, 0)
    progress = store.runs.complete(ref, 0, token="t", output=ONE, take=take(1, inputs=True))
    assert progress == Progress((), (), 1, True, claim=Claim(1, 0, {}, Output('{"a":1}', size=7)))


def test_nothing_is_written_when_the_node_to_take_is_not_to_be_had(store: Store) -> None:
    ref = submitted(store, cell_of(0, 0, 2, 0))
    claimed(store, ref, 0)
    claimed(store, ref, 1, token="stranger")
    claimed(store, ref, 3, token="tried")
    store.runs.retry(ref, 3, token="tried", failure=BROKEN, delay=0.0)
    for slot, slots in ((1, ()), (2, ()), (2, (2,)), (3, ())):
        assert store.runs.complete(ref, 0, token="t", output=ONE, slots=slots, take=take(slot)) is None
    assert slot_of(store, ref, 0).state is NodeState.RUNNING
    assert slot_of(store, ref, 2).waits == 2
    assert store.runs.complete(ref, 0, token="t", output=ONE) == Progress((), (), 1, True)


def test_a_node_is_taken_by_the_holder_of_the_claim_only(store: Store) -> None:
    ref = submitted(store, cell_of(0, 1))
    claimed(store, ref, 0)
    assert store.runs.complete(ref, 0, token="other", output=ONE, slots=[1], take=take(1)) is None
    assert slot_of(store, ref, 1).state is NodeState.PENDING


def test_a_node_that_was_taken_is_claimed_again_by_its_token(store: Store) -> None:
    ref = submitted(store, cell_of(0, 1))
    claimed(store, ref, 0)
    store.runs.complete(ref, 0, token="t", output=ONE, slots=[1], take=take(1))
    assert store.runs.claim(ref, 1, holder=holder("next"), reads=[0]) == Claim(1, 0, {0: ONE}, None)


def test_the_completion_that_makes_a_node_ready_takes_it(store: Store) -> None:
    ref = submitted(store, cell_of(0, 0, 2, 1, gates={4: 2}))
    maybe = take(2, certain=False, reads=(0, 1), signals=(3,), inputs=True)
    for slot in (0, 1):
        claimed(store, ref, slot)
    dollar = Output('"$size"', size=7)
    first = store.runs.complete(ref, 0, token="t", output=dollar, slots=[2], gates=[4], take=maybe)
    assert first == Progress((), (), 1, True)
    assert slot_of(store, ref, 2).state is NodeState.PENDING
    second = store.runs.complete(ref, 1, token="t", output=ONE, slots=[2], gates=[4], take=maybe)
    inputs = Output('{"url":"x"}', size=11)
    assert second == Progress((), (4,), 2, True, claim=Claim(1, 0, {0: dollar, 1: ONE}, inputs, {3: 1}))
    before, node = slot_of(store, ref, 1), slot_of(store, ref, 2)
    assert (node.state, node.token, node.attempt, node.waits) == (NodeState.RUNNING, "next", 1, 0)
    assert at_once(node.started, before.finished)
    assert before.output == ONE


@pytest.mark.parametrize("why", ["running", "succeeded", "retrying", "waiting"])
def test_a_completion_is_recorded_whether_or_not_the_other_node_is_to_be_had(store: Store, why: str) -> None:
    ref = submitted(store, cell_of(0, 1 if why == "waiting" else 0))
    claimed(store, ref, 0)
    if why != "waiting":
        claimed(store, ref, 1, token="stranger")
    if why == "succeeded":
        store.runs.complete(ref, 1, token="stranger", output=ONE)
    if why == "retrying":
        store.runs.retry(ref, 1, token="stranger", failure=BROKEN, delay=0.0)
    before = slot_of(store, ref, 1)
    progress = store.runs.complete(ref, 0, token="t", output=ONE, take=take(1, certain=False))
    assert progress is not None
    assert progress.claim is None
    assert slot_of(store, ref, 0).state is NodeState.SUCCEEDED
    assert slot_of(store, ref, 1) == before


def test_a_completion_of_another_holder_takes_nothing(store: Store) -> None:
    ref = submitted(store, cell_of(0, 0))
    claimed(store, ref, 0)
    assert store.runs.complete(ref, 0, token="other", output=ONE, take=take(1, certain=False)) is None
    assert slot_of(store, ref, 1).state is NodeState.PENDING
