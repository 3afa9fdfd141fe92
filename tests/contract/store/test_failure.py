"""A node is given back, or fails for good and takes along what can never run."""

from __future__ import annotations

from datetime import timedelta

import pytest

from aurora_celery.model.run import Failure
from aurora_celery.model.states import NodeState, RunState
from aurora_celery.store.failures import HISTORY_LIMIT, MESSAGE_LIMIT, TRACEBACK_LIMIT
from aurora_celery.store.ports import CellRef, Finish, Progress, Store
from tests.contract.store.runs import BROKEN, cell_of, claimed, done, holder, slot_of, submitted

HOSTILE = Failure(reason="exception", type="$$NOW", message="$n.0.s", traceback="{$where: 1}", node="a.$b")


def test_a_node_that_is_given_back_forgets_its_holder(store: Store) -> None:
    ref = submitted(store)
    claimed(store, ref, 0)
    assert store.runs.retry(ref, 0, token="t", failure=BROKEN, delay=10.0)
    node = slot_of(store, ref, 0)
    assert (node.state, node.token, node.worker, node.pid, node.started) == (
        NodeState.RETRYING, None, None, None, None,
    )  # fmt: skip
    assert (node.attempt, node.retries, node.crashes) == (1, 1, 0)


def test_the_delay_of_a_retry_counts_from_the_stores_own_now(store: Store) -> None:
    ref = submitted(store)
    claimed(store, ref, 0)
    store.runs.retry(ref, 0, token="t", failure=BROKEN, delay=10.0)
    node = slot_of(store, ref, 0)
    assert node.not_before is not None
    assert node.history[0].finished is not None
    assert node.not_before - node.history[0].finished == timedelta(seconds=10)


def test_crashes_are_counted_apart_from_retries(store: Store) -> None:
    ref = submitted(store)
    for crashed in (True, False, True):
        claimed(store, ref, 0)
        store.runs.retry(ref, 0, token="t", failure=BROKEN, delay=0.0, crashed=crashed)
    claim = claimed(store, ref, 0)
    assert (claim.attempt, claim.crashes) == (4, 2)
    assert slot_of(store, ref, 0).retries == 1


def test_every_attempt_that_failed_is_kept(store: Store) -> None:
    ref = submitted(store)
    for _ in range(2):
        claimed(store, ref, 0)
        store.runs.retry(ref, 0, token="t", failure=HOSTILE, delay=0.0)
    claimed(store, ref, 0)
    store.runs.fail(ref, 0, token="t", failure=BROKEN)
    history = slot_of(store, ref, 0).history
    assert [(attempt.number, attempt.failure, attempt.worker) for attempt in history] == [
        (1, HOSTILE, "worker@host"),
        (2, HOSTILE, "worker@host"),
        (3, BROKEN, "worker@host"),
    ]
    assert all(a.started and a.finished and a.started <= a.finished for a in history)


def test_of_very_many_attempts_the_last_are_kept(store: Store) -> None:
    ref = submitted(store)
    for _ in range(HISTORY_LIMIT + 3):
        claimed(store, ref, 0)
        store.runs.retry(ref, 0, token="t", failure=BROKEN, delay=0.0)
    history = slot_of(store, ref, 0).history
    assert [attempt.number for attempt in history] == list(range(4, HISTORY_LIMIT + 4))


def test_only_the_holder_can_give_a_node_back(store: Store) -> None:
    ref = submitted(store)
    claimed(store, ref, 0)
    assert not store.runs.retry(ref, 0, token="other", failure=BROKEN, delay=0.0)
    assert store.runs.retry(ref, 0, token="t", failure=BROKEN, delay=0.0)
    assert not store.runs.retry(ref, 0, token="t", failure=BROKEN, delay=0.0)
    assert slot_of(store, ref, 0).retries == 1


def test_a_node_that_is_handed_back_has_used_up_nothing(store: Store) -> None:
    ref = submitted(store)
    for token, how in (("a", {"counted": False}), ("b", {}), ("c", {"crashed": True, "counted": False})):
        claimed(store, ref, 0, token=token)
        assert store.runs.retry(ref, 0, token=token, failure=BROKEN, delay=0.0, **how)
    node = slot_of(store, ref, 0)
    assert (node.attempt, node.retries, node.crashes, len(node.history)) == (3, 1, 0, 3)
    claim = claimed(store, ref, 0, token="d")
    assert (claim.attempt, claim.retries, claim.crashes) == (4, 1, 0)


def test_a_failure_is_recorded_on_the_node_and_on_the_run(store: Store) -> None:
    ref = submitted(store)
    claimed(store, ref, 0)
    assert store.runs.fail(ref, 0, token="t", failure=HOSTILE) == Progress((), (), 1, True)
    node = slot_of(store, ref, 0)
    assert (node.state, node.failure) == (NodeState.FAILED, HOSTILE)
    assert node.finished is not None
    assert store.runs.view(ref.run).error == HOSTILE


def test_the_run_keeps_its_first_failure(store: Store) -> None:
    ref = submitted(store, cell_of(0, 0))
    for slot, failure in enumerate([HOSTILE, BROKEN]):
        claimed(store, ref, slot)
        store.runs.fail(ref, slot, token="t", failure=failure)
    store.runs.note_failure(ref.run, 0, BROKEN)
    store.runs.finish(ref.run, 0, Finish(state=RunState.FAILED, error=BROKEN))
    assert store.runs.view(ref.run).error == HOSTILE


def test_what_can_never_run_is_skipped_in_the_same_write(store: Store) -> None:
    ref = submitted(store, cell_of(0, 1, 1, 0))
    claimed(store, ref, 0)
    assert store.runs.fail(ref, 0, token="t", failure=BROKEN, skips=[1, 2]) == Progress((), (), 3, True)
    for slot in (1, 2):
        node = slot_of(store, ref, slot)
        assert (node.state, node.cause) == (NodeState.SKIPPED, 0)
        assert node.finished is not None
    assert slot_of(store, ref, 3).state is NodeState.PENDING


def test_the_cause_of_a_skip_is_the_index_of_the_failed_node_in_the_plan(store: Store) -> None:
    first = submitted(store, cell_of(0, 0, 0), cell_of(0, number=1), cell_of(0, 0, 1, number=2))
    ref = CellRef(first.run, 0, 2)
    claimed(store, ref, 1)
    store.runs.fail(ref, 1, token="t", failure=BROKEN, skips=[2])
    assert slot_of(store, ref, 2).cause == 5


def test_a_failure_in_a_later_cell_is_noted_on_the_run_by_itself(store: Store) -> None:
    first = submitted(store, cell_of(0), cell_of(0, number=1))
    ref = CellRef(first.run, 0, 1)
    claimed(store, ref, 0)
    store.runs.fail(ref, 0, token="t", failure=BROKEN)
    assert store.runs.view(ref.run).error is None
    store.runs.note_failure(ref.run, 1, HOSTILE)
    assert store.runs.view(ref.run).error is None
    store.runs.note_failure(ref.run, 0, BROKEN)
    store.runs.note_failure(ref.run, 0, HOSTILE)
    assert store.runs.view(ref.run).error == BROKEN


@pytest.mark.parametrize("moved", ["claimed", "done", "skipped"])
def test_nothing_is_written_when_one_of_the_skips_has_moved(store: Store, moved: str) -> None:
    ref = submitted(store, cell_of(0, 0, 0))
    claimed(store, ref, 0)
    if moved == "skipped":
        claimed(store, ref, 1, token="u")
        store.runs.fail(ref, 1, token="u", failure=BROKEN, skips=[2])
    else:
        (claimed if moved == "claimed" else done)(store, ref, 2, token="u")
    before = store.runs.cell(ref)
    assert store.runs.fail(ref, 0, token="t", failure=BROKEN, skips=[1, 2] if moved != "skipped" else [2]) is None
    after = store.runs.cell(ref)
    assert before is not None
    assert after is not None
    assert (before.slots, before.done) == (after.slots, after.done)


def test_only_the_holder_can_fail_a_node_and_only_once(store: Store) -> None:
    ref = submitted(store)
    assert store.runs.fail(ref, 0, token="t", failure=BROKEN) is None
    claimed(store, ref, 0)
    assert store.runs.fail(ref, 0, token="other", failure=BROKEN) is None
    assert store.runs.fail(ref, 0, token="t", failure=BROKEN) is not None
    assert store.runs.fail(ref, 0, token="t", failure=HOSTILE) is None
    assert slot_of(store, ref, 0).failure == BROKEN


def test_a_skipped_node_cannot_be_claimed(store: Store) -> None:
    ref = submitted(store, cell_of(0, 0))
    claimed(store, ref, 0)
    store.runs.fail(ref, 0, token="t", failure=BROKEN, skips=[1])
    assert store.runs.claim(ref, 1, holder=holder()) is None


def test_long_texts_of_a_failure_are_cut(store: Store) -> None:
    ref = submitted(store)
    claimed(store, ref, 0)
    huge = Failure(reason="exception", type="T" * 9_000, message="m" * 99_999, traceback="\n" + "t" * 10**6 + "end")
    store.runs.fail(ref, 0, token="t", failure=huge)
    kept = slot_of(store, ref, 0).failure
    assert kept is not None
    assert len(kept.message) <= MESSAGE_LIMIT
    assert len(kept.traceback) <= TRACEBACK_LIMIT
    assert kept.traceback.endswith("end")


def test_a_lone_surrogate_in_a_message_is_spelt_out(store: Store) -> None:
    ref = submitted(store)
    claimed(store, ref, 0)
    store.runs.fail(ref, 0, token="t", failure=Failure(reason="exception", message="no file \udcff"))
    kept = slot_of(store, ref, 0).failure
    assert kept is not None
    assert kept.message == "no file \\udcff"
