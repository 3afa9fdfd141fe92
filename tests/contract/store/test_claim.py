"""A node is taken by one, when it is ready and its run goes on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from aurora_celery.model.states import NodeState, RunState
from aurora_celery.store.ports import CellRef, Claim, Finish, Output, Store
from tests.contract.store.runs import BROKEN, cell_of, claimed, done, holder, slot_of, submitted


def test_a_claim_records_who_holds_the_node_and_since_when(store: Store) -> None:
    ref = submitted(store)
    assert claimed(store, ref, 0) == Claim(1, 0, {}, None)
    node = slot_of(store, ref, 0)
    assert (node.state, node.attempt, node.token, node.worker, node.pid) == (
        NodeState.RUNNING, 1, "t", "worker@host", 42,
    )  # fmt: skip
    assert node.started is not None


def test_a_held_node_is_refused_to_others(store: Store) -> None:
    ref = submitted(store)
    claimed(store, ref, 0, token="first")
    assert store.runs.claim(ref, 0, holder=holder("second")) is None
    assert slot_of(store, ref, 0).token == "first"


def test_the_same_token_gets_the_same_claim_again(store: Store) -> None:
    ref = submitted(store, cell_of(0, 1))
    done(store, ref, 0, slots=[1])
    first = store.runs.claim(ref, 1, holder=holder("a"), reads=[0], inputs=True)
    again = store.runs.claim(ref, 1, holder=holder("a"), reads=[0], inputs=True)
    assert first is not None
    assert first == again
    assert slot_of(store, ref, 1).attempt == 1


def test_a_node_that_still_waits_is_refused(store: Store) -> None:
    ref = submitted(store, cell_of(0, 0, 2))
    assert store.runs.claim(ref, 2, holder=holder()) is None
    done(store, ref, 0, slots=[2])
    assert store.runs.claim(ref, 2, holder=holder()) is None
    done(store, ref, 1, slots=[2])
    assert store.runs.claim(ref, 2, holder=holder()) is not None


def test_a_done_node_is_refused_even_to_who_held_it(store: Store) -> None:
    ref = submitted(store)
    done(store, ref, 0)
    assert store.runs.claim(ref, 0, holder=holder()) is None
    assert store.runs.claim(ref, 0, holder=holder("other")) is None


def test_outputs_of_the_same_cell_come_with_the_claim(store: Store) -> None:
    ref = submitted(store, cell_of(0, 0, 2, 0))
    done(store, ref, 0, slots=[2], value='"a"')
    done(store, ref, 1, slots=[2], value='"b"')
    claim = store.runs.claim(ref, 2, holder=holder(), reads=[0, 1, 3])
    assert claim is not None
    assert claim.outputs == {0: Output('"a"', size=3), 1: Output('"b"', size=3)}
    assert claim.inputs is None


@pytest.mark.parametrize("cell", [0, 1])
def test_the_inputs_of_the_run_come_with_a_claim_in_any_cell(store: Store, cell: int) -> None:
    inputs = Output(ref="somewhere", size=12345)
    ref = submitted(store, cell_of(0), cell_of(0, number=1), inputs=inputs)
    claim = store.runs.claim(CellRef(ref.run, 0, cell), 0, holder=holder(), inputs=True)
    assert claim is not None
    assert claim.inputs == inputs


def test_the_first_root_makes_the_run_running(store: Store) -> None:
    ref = submitted(store, cell_of(0, 0))
    store.runs.claim(ref, 0, holder=holder(), root=True)
    done(store, ref, 1)  # what is durable shows all that came before it
    assert store.runs.view(ref.run).state is RunState.RUNNING


def test_an_ended_run_starts_no_node(store: Store) -> None:
    ref = submitted(store, cell_of(0, 0), cell_of(0, number=1))
    assert store.runs.finish(ref.run, 0, Finish(state=RunState.CANCELLED))
    assert store.runs.claim(ref, 0, holder=holder(), root=True) is None
    assert store.runs.claim(CellRef(ref.run, 0, 1), 0, holder=holder(), root=True) is None
    assert store.runs.view(ref.run).state is RunState.CANCELLED


@pytest.mark.parametrize("ref", [CellRef("nobody", 0, 0), CellRef("nobody", 0, 7)])
def test_a_claim_in_a_run_that_is_not_there_is_refused(store: Store, ref: CellRef) -> None:
    assert store.runs.claim(ref, 0, holder=holder()) is None


@pytest.mark.parametrize("cell", [0, 1])
def test_a_claim_of_another_epoch_is_refused(store: Store, cell: int) -> None:
    ref = submitted(store, cell_of(0), cell_of(0, number=1))
    assert store.runs.claim(CellRef(ref.run, 1, cell), 0, holder=holder()) is None


def test_a_slot_that_the_cell_does_not_have_is_refused(store: Store) -> None:
    ref = submitted(store, cell_of(0, 0))
    assert store.runs.claim(ref, 2, holder=holder()) is None


def test_a_retry_can_be_claimed_once_it_is_due_and_counts_as_another_attempt(store: Store) -> None:
    ref = submitted(store)
    claimed(store, ref, 0, token="a")
    store.runs.retry(ref, 0, token="a", failure=BROKEN, delay=0.0)
    claim = store.runs.claim(ref, 0, holder=holder("b"))
    assert claim is not None
    assert (claim.attempt, claim.crashes) == (2, 0)


def test_a_retry_cannot_be_claimed_before_it_is_due(store: Store) -> None:
    ref = submitted(store)
    claimed(store, ref, 0, token="a")
    store.runs.retry(ref, 0, token="a", failure=BROKEN, delay=3600.0)
    assert store.runs.claim(ref, 0, holder=holder("a")) is None
    assert store.runs.claim(ref, 0, holder=holder("b")) is None


def test_of_many_claims_at_once_exactly_one_gets_the_node(store: Store) -> None:
    ref = submitted(store, cell_of(*[0] * 10))
    with ThreadPoolExecutor(8) as threads:
        for slot in range(10):
            answers = list(
                threads.map(lambda n, slot=slot: store.runs.claim(ref, slot, holder=holder(f"{slot}-{n}")), range(8))
            )
            winners = [f"{slot}-{n}" for n, answer in enumerate(answers) if answer is not None]
            assert winners == [slot_of(store, ref, slot).token]
