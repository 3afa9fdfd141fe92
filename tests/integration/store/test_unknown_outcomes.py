"""The answer to a write is lost: the call may be repeated, and what it does is done once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest

from aurora_celery.errors import StoreUnavailable
from aurora_celery.model.access import ApiKey, Role, Session, User
from aurora_celery.model.operation import Operation, OperationKind
from aurora_celery.model.states import NodeState, RunState
from aurora_celery.store.factory import open_store
from aurora_celery.store.ports import CellRef, Claim, Finish, Output, RunFilter, Store, Submitted, Take, WorkerBeat
from tests.contract.store.runs import BROKEN, cell_of, claimed, holder, run_of, slot_of, submitted
from tests.contract.store.test_plans import plan_of
from tests.integration.store.cutting_proxy import CuttingProxy
from tests.servers.mongo import MongoServer

Repeat = Callable[[bytes, Callable[[], object]], object]


@pytest.fixture
def proxy(mongo_server: MongoServer) -> Iterator[CuttingProxy]:
    made = CuttingProxy(mongo_server.port)
    yield made
    made.close()


@pytest.fixture
def far(proxy: CuttingProxy, mongo_server: MongoServer, mongo_url: str) -> Iterator[Store]:
    """A store behind the proxy."""
    store = open_store(mongo_url.replace(f":{mongo_server.port}/", f":{proxy.port}/"))
    store.prepare()
    store.now()
    yield store
    store.close()


@pytest.fixture
def repeat(proxy: CuttingProxy) -> Repeat:
    """Make a call whose command gets no answer, and make it again; what the second call gives."""

    def act(command: bytes, call: Callable[[], object]) -> object:
        proxy.lose_answer_to(command)
        with pytest.raises(StoreUnavailable):
            call()
        assert proxy.cuts == 1, "no answer was lost"
        return call()

    return act


def test_a_run_is_submitted_once(far: Store, repeat: Repeat) -> None:
    run = run_of(key="k", fingerprint="f")
    assert repeat(b"insert", lambda: far.runs.submit(run)) == Submitted(run.id, True, "f")
    assert [view.id for view in far.runs.list(RunFilter()).items] == [run.id]


def test_a_large_run_is_submitted_once(far: Store, repeat: Repeat) -> None:
    run = run_of(cell_of(0), cell_of(0, number=1), key="k", fingerprint="f")
    assert repeat(b"aurora_cells", lambda: far.runs.submit(run)) == Submitted(run.id, True, "f")
    assert len(list(far.runs.cells(run.id))) == 2


def test_a_claim_counts_once(far: Store, repeat: Repeat) -> None:
    ref = submitted(far)
    assert repeat(b"findAndModify", lambda: far.runs.claim(ref, 0, holder=holder())) == Claim(1, 0, {}, None)


def test_a_completion_gives_its_signals_once(far: Store, repeat: Repeat) -> None:
    ref = submitted(far, cell_of(0, 2, gates={3: 2}))
    claimed(far, ref, 0)
    call = lambda: far.runs.complete(ref, 0, token="t", output=Output("1"), slots=[1], gates=[3])  # noqa: E731
    assert repeat(b"findAndModify", call) is None
    cell = far.runs.cell(ref)
    assert cell is not None
    assert (cell.done, cell.slots[0].state, cell.slots[1].waits, cell.gates[3]) == (1, NodeState.SUCCEEDED, 1, 1)


def test_a_completion_takes_a_node_once(far: Store, repeat: Repeat) -> None:
    ref, take = submitted(far, cell_of(0, 1)), Take(slot=1, holder=holder("next"))
    claimed(far, ref, 0)
    call = lambda: far.runs.complete(ref, 0, token="t", output=Output("1"), slots=[1], take=take)  # noqa: E731
    assert repeat(b"findAndModify", call) is None
    node = slot_of(far, ref, 1)
    assert (node.state, node.attempt, node.token) == (NodeState.RUNNING, 1, "next")


def test_a_node_is_given_back_once(far: Store, repeat: Repeat) -> None:
    ref = submitted(far)
    claimed(far, ref, 0)
    assert repeat(b"update", lambda: far.runs.retry(ref, 0, token="t", failure=BROKEN, delay=0.0)) is False
    assert (slot_of(far, ref, 0).state, slot_of(far, ref, 0).retries) == (NodeState.RETRYING, 1)


def test_a_node_fails_once(far: Store, repeat: Repeat) -> None:
    ref = submitted(far, cell_of(0, 1))
    claimed(far, ref, 0)
    assert repeat(b"findAndModify", lambda: far.runs.fail(ref, 0, token="t", failure=BROKEN, skips=[1])) is None
    cell = far.runs.cell(ref)
    assert cell is not None
    assert (cell.done, len(cell.slots[0].history)) == (2, 1)


@pytest.mark.parametrize("number", [0, 1])
def test_a_gate_arrives_once(far: Store, repeat: Repeat, number: int) -> None:
    ref = CellRef(submitted(far, cell_of(2), cell_of(2, number=1)).run, 0, number)
    assert repeat(b"findAndModify", lambda: far.runs.arrive(ref, 5, slots=[0])) is None
    assert slot_of(far, ref, 0).waits == 1


def test_the_news_of_a_dead_gate_comes_once(far: Store, repeat: Repeat) -> None:
    ref = submitted(far, cell_of(1))
    assert repeat(b"findAndModify", lambda: far.runs.arrive_dead(ref, 5, cause=9, skips=[0])) is None
    cell = far.runs.cell(ref)
    assert cell is not None
    assert (cell.done, dict(cell.dead)) == (1, {5: 9})


def test_a_cell_is_closed_once(far: Store, repeat: Repeat) -> None:
    run = submitted(far, cell_of(0), cell_of(0, number=1)).run
    assert repeat(b"findAndModify", lambda: far.runs.close(CellRef(run, 0, 1))) == 1


def test_a_run_ends_once(far: Store, repeat: Repeat) -> None:
    run = submitted(far).run
    assert repeat(b"findAndModify", lambda: far.runs.finish(run, 0, Finish(state=RunState.FAILED))) is False
    assert far.runs.view(run).state is RunState.FAILED


def test_rounds_are_counted_once(far: Store, repeat: Repeat) -> None:
    ref = submitted(far, attention=-5.0)
    (cell,) = far.runs.due()
    assert repeat(b"update", lambda: far.runs.attend(cell, seconds=60.0, rang=True)) is False
    seen = far.runs.cell(ref)
    assert seen is not None
    assert seen.rounds == 1


@pytest.mark.parametrize(("command", "size"), [(b"aurora_results", 10), (b"aurora_blobs.chunks", 600_000)])
def test_a_value_is_kept_once(far: Store, repeat: Repeat, command: bytes, size: int) -> None:
    put = repeat(command, lambda: far.results.put("r/0/t", "x" * size, run="r"))
    assert put == Output(ref="r/0/t", size=size)
    assert far.results.get("r/0/t") == "x" * size


def test_a_plan_is_kept_whole(far: Store, repeat: Repeat) -> None:
    plan = plan_of(3)
    repeat(b"insert", lambda: far.plans.put(plan))
    assert [far.plans.cell(plan.hash, number) for number in range(3)] == list(plan.cells)
    assert far.plans.head(plan.hash) == plan.head


def test_a_definition_gets_one_version(far: Store, repeat: Repeat) -> None:
    repeat(b"insert", lambda: far.graphs.put(name="g", definition="{}", plan="p"))
    assert [graph.version for graph in far.graphs.versions("g")] == [1]


def test_a_lease_is_taken_by_who_asked(far: Store, repeat: Repeat) -> None:
    assert repeat(b"findAndModify", lambda: far.workers.lead("sweeper", "a", seconds=60.0)) is True


def test_a_beat_is_one_worker(far: Store, repeat: Repeat) -> None:
    beat = WorkerBeat(id="w", host="h", pid=1, birth=1, boot="b", namespace="n", pids=(2,))
    repeat(b"update", lambda: far.workers.beat(beat))
    assert len(far.workers.workers(within=60.0)) == 1


@pytest.mark.parametrize(("command", "known"), [(b"aurora_keys", True), (b"aurora_users", False)])
def test_a_user_goes_with_all_that_is_theirs(far: Store, repeat: Repeat, command: bytes, *, known: bool) -> None:
    access = far.access
    access.users.add(User(name="ann"))
    access.sessions.add(Session(id="s", user="ann", csrf="c"), lifetime=60.0)
    access.keys.add(ApiKey(id="k", digest="d", owner="ann", title="t", role=Role.VIEWER), lifetime=None)
    assert repeat(command, lambda: access.users.remove("ann")) is known
    assert (access.users.get("ann"), access.sessions.of("ann"), access.keys.find("d")) == (None, (), None)


def test_a_session_is_made_once(far: Store, repeat: Repeat) -> None:
    session = Session(id="s", user="ann", csrf="c")
    made = repeat(b"findAndModify", lambda: far.access.sessions.add(session, lifetime=60.0))
    assert far.access.sessions.of("ann") == (made,)


def test_a_key_is_made_once(far: Store, repeat: Repeat) -> None:
    key = ApiKey(id="k", digest="d", owner="ann", title="t", role=Role.VIEWER)
    made = repeat(b"findAndModify", lambda: far.access.keys.add(key, lifetime=60.0))
    assert far.access.keys.list().items == (made,)


@pytest.mark.parametrize("command", [b"insert", b"findAndModify"])
def test_the_audit_log_stays_sound_and_has_rather_two_entries_than_none(
    far: Store, repeat: Repeat, command: bytes
) -> None:
    audit = far.access.audit
    repeat(command, lambda: audit.append(actor="ann", action="a", target="t", outcome="done"))
    assert [entry.number for entry in audit.list().items] == [2, 1]
    assert audit.verify() is None


def test_a_lost_answer_to_a_read_is_asked_for_again_by_the_driver(far: Store, proxy: CuttingProxy) -> None:
    ref = submitted(far)
    proxy.lose_answer_to(b"find")
    assert far.runs.view(ref.run).id == ref.run
    assert proxy.cuts == 1


def test_a_deletion_is_noted_once(far: Store, repeat: Repeat, mongo_server: MongoServer, mongo_url: str) -> None:
    ref = submitted(far)
    far.runs.finish(ref.run, 0, Finish(state=RunState.SUCCEEDED))
    operation = Operation(id="d", kind=OperationKind.DELETE, by="ann")
    assert repeat(b"aurora_deletions", lambda: far.runs.delete(ref.run, operation)) is True
    with mongo_server.client() as client:
        notes = client[urlsplit(mongo_url).path.lstrip("/")]["aurora_deletions"]
        assert [note["_id"] for note in notes.find()] == ["d"]
