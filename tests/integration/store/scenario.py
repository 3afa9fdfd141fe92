"""Every call of a store once, on runs of several cells; for tests that look at what each call sends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial

from aurora_celery.model.glance import Stretch
from aurora_celery.model.log import LogLevel
from aurora_celery.model.operation import Operation, OperationKind
from aurora_celery.model.states import RunState
from aurora_celery.store.log_ports import LogFilter
from aurora_celery.store.ports import CellRef, CellSeed, Finish, Output, RunFilter, Store, WorkerBeat
from tests.contract.store.runs import BROKEN, cell_of, holder, operate, run_of, submitted
from tests.contract.store.test_logs import batch, line
from tests.contract.store.test_plans import plan_of

Call = Callable[[], object]


def every_call(store: Store) -> Iterator[tuple[str, Call]]:
    """Names of calls, and the calls, in an order in which each finds something to do."""
    yield from run_calls(store)
    yield from operation_calls(store)
    yield from listing_calls(store)
    yield from glance_calls(store)
    yield from other_calls(store)
    yield from log_calls(store)


def run_calls(store: Store) -> Iterator[tuple[str, Call]]:
    """What moves runs."""
    runs = store.runs
    ref = submitted(store, cell_of(0, 1, 0), cell_of(1, number=1, gates={4: 1}), attention=-5.0, continuation="{}")
    later = CellRef(ref.run, 0, 1)
    yield "submit", lambda: runs.submit(run_of(key="k1"))
    yield "submit large", lambda: runs.submit(run_of(cell_of(0), cell_of(0, number=1), key="k2"))
    yield "claim", lambda: runs.claim(ref, 0, holder=holder(), inputs=True, root=True)
    yield "claim refused", lambda: runs.claim(ref, 0, holder=holder("other"))
    yield "complete", lambda: runs.complete(ref, 0, token="t", output=Output("1"), slots=[1])
    runs.claim(ref, 1, holder=holder())
    yield "retry", lambda: runs.retry(ref, 1, token="t", failure=BROKEN, delay=0.0)
    yield "claim again", lambda: runs.claim(ref, 1, holder=holder(), reads=[0])
    yield "fail", lambda: runs.fail(ref, 1, token="t", failure=BROKEN, skips=[2])
    yield "arrive", lambda: runs.arrive(later, 3, slots=[0], gates=[4])
    yield "arrive dead", lambda: runs.arrive_dead(later, 5, cause=1)
    yield "undelivered", lambda: runs.undelivered(ref.run, 0, {0: [1], 1: [3, 6]})
    yield "outputs", lambda: runs.outputs(ref.run, {0: [0], 1: [0]})
    yield "cell", lambda: runs.cell(later)
    yield "cells", lambda: list(runs.cells(ref.run))
    yield "due", runs.due
    yield "attend", lambda: [runs.attend(cell, seconds=60.0, rang=True) for cell in runs.due()]
    yield "close", lambda: runs.close(later)
    yield "note failure", lambda: runs.note_failure(ref.run, 0, BROKEN)
    yield "finish", lambda: runs.finish(ref.run, 0, Finish(state=RunState.FAILED))
    yield "unfinished", runs.unfinished
    yield "continued", lambda: runs.continued(ref.run)
    yield "view", lambda: runs.view(ref.run)
    yield "wait", lambda: runs.wait(ref.run, timeout=0.0)
    yield "find key", lambda: runs.find_key("k1")
    yield "purge", runs.purge


def operation_calls(store: Store) -> Iterator[tuple[str, Call]]:
    """What people do to runs, and what the sweeper does to many of them."""
    runs = store.runs
    yield "postpone", lambda: runs.postpone(runs.due(), first=1.0, longest=9.0)
    ref = submitted(store, cell_of(0, 0, 1), cell_of(0, number=1), deadline=0.0, key="o1", window=0.0)
    later, skip = CellRef(ref.run, 0, 1), OperationKind.SKIP
    yield "key set free", lambda: runs.submit(run_of(key="o1"))
    yield "overtime", runs.overtime
    yield "operate", lambda: operate(store, ref, skip, lasting=True, id="o")
    yield "operate refused", lambda: operate(store, ref, skip)
    yield "unsettled", lambda: runs.unsettled(older=0.0)
    yield "settle", lambda: runs.settle(ref.run, "o")
    yield "skip", lambda: runs.skip(ref, 1, skips=[2])
    yield "complete by word", lambda: runs.complete(later, 0, token=None, output=Output("1"))
    runs.claim(ref, 0, holder=holder())
    yield "cancel", lambda: operate(store, ref, OperationKind.CANCEL, lasting=True)
    yield "align", lambda: runs.align(ref.run)
    yield "stopping", runs.stopping
    yield "wanted", lambda: runs.wanted(ref, 0, token="t")
    yield "abandon", lambda: runs.abandon(ref, 0, token="t")
    runs.finish(ref.run, 0, Finish(state=RunState.CANCELLED))
    operate(store, ref, OperationKind.RERUN, lasting=True, nodes=(0,))
    yield "rewrite", lambda: runs.rewrite(later, CellSeed(number=1, size=1, slots={}, settled=True), [])
    yield "restart", lambda: runs.restart(ref, CellSeed(number=0, size=3, slots={}), [0], settled=[1])
    runs.finish(ref.run, 1, Finish(state=RunState.FAILED))
    shared = run_of(cell_of(0), origin=ref.run, shares=(ref.run,))
    yield "submit shared", lambda: runs.submit(shared)
    yield "delete", lambda: runs.delete(ref.run, Operation(id="d", kind=OperationKind.DELETE, by="ann"))


def listing_calls(store: Store) -> Iterator[tuple[str, Call]]:
    """Every way of listing runs."""
    for number in range(4):
        submitted(store, graph="g", labels={"team": "a"}, key=f"list{number}")
    cursor = store.runs.list(RunFilter(), limit=1).cursor
    hour, now = timedelta(hours=1), store.now()
    filters = {
        "all": RunFilter(),
        "state": RunFilter(states=(RunState.PENDING,)),
        "states": RunFilter(states=(RunState.PENDING, RunState.RUNNING)),
        "graph": RunFilter(graph="g"),
        "labels": RunFilter(labels={"team": "a"}),
        "facts": RunFilter(facts={"city": '"Rome"'}),
        "text": RunFilter(text="g a"),
        "beginning of an id": RunFilter(text="0a1b2c"),
        "time": RunFilter(created_after=now - hour, created_before=now + hour),
        "everything": RunFilter(states=(RunState.PENDING,), graph="g", labels={"team": "a"}, created_after=now - hour),
    }
    for name, where in filters.items():
        yield f"list by {name}", partial(store.runs.list, where)
        yield f"next page by {name}", partial(store.runs.list, where, cursor=cursor)


def glance_calls(store: Store) -> Iterator[tuple[str, Call]]:
    """Every look over many runs."""
    runs, now = [submitted(store, cell_of(0), cell_of(1, number=1)).run for _ in range(2)], store.now()
    day = Stretch(since=now - timedelta(days=1), until=now, step=timedelta(hours=1))
    yield "glance at nodes", lambda: store.glances.nodes(runs)
    yield "glance at recent runs", lambda: store.glances.recent(["g", "h"], each=3)
    yield "history", lambda: store.glances.history(day, failing=3)
    yield "history of a project", lambda: store.glances.history(replace(day, projects=("default",)), failing=3)
    yield "what goes on", lambda: store.glances.going_on(projects=("default",))


def other_calls(store: Store) -> Iterator[tuple[str, Call]]:
    """Graphs, plans, results and workers."""
    yield "put graph", lambda: store.graphs.put(name="g", definition="{}", plan="p")
    yield "get graph", lambda: store.graphs.get("g")
    yield "get version", lambda: store.graphs.get("g", 1)
    yield "versions", lambda: store.graphs.versions("g")
    yield "names", store.graphs.names
    yield "put plan", lambda: store.plans.put(plan_of(2))
    yield "has plan", lambda: store.plans.has("g-2")
    yield "head", lambda: store.plans.head("g-2")
    yield "plan cell", lambda: store.plans.cell("g-2", 1)
    yield "put result", lambda: store.results.put("r/0/t", "1", run="r")
    yield "put large result", lambda: store.results.put("r/1/t", "x" * 300_000, run="r")
    yield "get results", lambda: store.results.get_many(["r/0/t", "r/1/t"])
    beat = WorkerBeat(id="w", host="h", pid=1, birth=1, boot="b", namespace="n", pids=(2,))
    yield "beat", lambda: store.workers.beat(beat)
    yield "workers", lambda: store.workers.workers(within=60.0)
    yield "lead", lambda: store.workers.lead("sweeper", "w", seconds=60.0)
    yield "resign", lambda: store.workers.resign("sweeper", "w")
    yield "leave", lambda: store.workers.leave("w")


def log_calls(store: Store) -> Iterator[tuple[str, Call]]:
    """What handlers say."""
    said = batch(line("a"))
    yield "append lines", lambda: store.logs.append([said], keep=60.0)
    cursor = store.logs.read(LogFilter(), limit=1).cursor
    hour, now = timedelta(hours=1), said.first
    filters = {
        "all": LogFilter(),
        "run": LogFilter(run="r"),
        "node": LogFilter(run="r", node=0, attempt=1),
        "time": LogFilter(since=now - hour, until=now + hour),
        "everything": LogFilter(run="r", node=0, level=LogLevel.INFO, contains="a", projects=("shop",), since=now),
    }
    for name, where in filters.items():
        yield f"lines by {name}", partial(store.logs.read, where)
        yield f"newest lines by {name}", partial(store.logs.read, where, cursor=cursor, newest=True)
    yield "batches", lambda: list(store.logs.batches("r"))
