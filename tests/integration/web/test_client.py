"""The client, blocking and awaited, over HTTP against an API with a real store, broker and worker."""

from __future__ import annotations

import asyncio
import inspect
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from flask import Flask

from aurora_celery import Aurora, Graph, RunFilter, RunState
from aurora_celery.client import AsyncClient, AsyncRun, Client, ClientRun, Refused, ServerUnavailable, calls
from aurora_celery.errors import (
    Conflict,
    GraphChanged,
    GraphNotFound,
    IllegalOperation,
    InvalidGraph,
    InvalidInputs,
    NodeNotFound,
    RunFailed,
    RunNotFound,
    StoreUnavailable,
    WaitTimeout,
)
from aurora_celery.model.access import Role
from aurora_celery.model.event import EventKind
from tests.conftest import WorkerFactory
from tests.integration.engine.graphs import SHOP, independent_work
from tests.integration.web.conftest import Served
from tests.servers.mongo import MongoServer
from tests.servers.worker import CeleryWorker

Token = Callable[..., str]

#: Nobody is served by workers here: the node waits for one.
WAITING = Graph.from_dict({"aurora": 1, "name": "waiting", "nodes": {"only": {"handler": "aurora.noop"}}})
SUM = Graph.from_dict(
    {
        "aurora": 1,
        "name": "sum",
        "inputs": {"left": {"type": "integer"}},
        "nodes": {"added": {"handler": f"{SHOP}.add", "with": {"left": "${{ inputs.left }}", "right": 2}}},
        "outputs": {"sum": "${{ nodes.added }}"},
    }
)
FAILING = Graph.from_dict({"aurora": 1, "name": "failing", "nodes": {"bad": {"handler": "aurora.fail"}}})


@pytest.fixture
def client(served: Served, token: Token) -> Iterator[Client]:
    """A program of an admin's."""
    with Client(served.url, token=token(Role.ADMIN)) as made:
        yield made


@pytest.fixture
def worker(celery_worker_process: WorkerFactory, web_settings: Mapping[str, str]) -> CeleryWorker:
    """One that serves the handlers of the shop."""
    return celery_worker_process("aurora_celery", env=dict(web_settings))


def test_a_graph_is_stored_run_and_read(client: Client, worker: CeleryWorker) -> None:
    stored = client.apply(SUM)
    assert (stored.name, stored.version) == ("sum", 1)
    assert client.apply(SUM).version == 1
    assert [each.name for each in client.stored_graphs()] == ["sum"]
    assert client.stored_graph("sum").definition
    run = client.submit("sum", left=40, labels={"team": "one"})
    assert run.wait(timeout=90).result == {"sum": 42}
    view = run.view()
    assert (view.state, view.graph, view.version, view.inputs) == (RunState.SUCCEEDED, "sum", 1, {"left": 40})
    assert (view.nodes[0].id, view.nodes[0].attempts, run.node_result("added")) == ("added", 1, 42)
    assert run.document()["outputs"] == {"sum": 42}
    assert run.input_schemas == {"left": {"type": "integer"}}
    assert worker.alive


def test_what_is_read_is_what_the_python_interface_reads(client: Client, aurora: Aurora, worker: CeleryWorker) -> None:
    run = client.submit(FAILING)
    run.wait(timeout=90)
    ours = aurora.run(run.id).document()
    ours["outputs"] = run.document()["outputs"]
    assert run.document() == ours
    assert ours["nodes"]["bad"]["error"]["type"]
    with pytest.raises(RunFailed):
        _ = run.result


def test_a_name_ends_where_it_was_written(client: Client) -> None:
    """Whatever else of the API has an address that looks like it."""
    for name in ("sum", "sum/versions", "sum/grid", "/sum", "a//b", "a/"):
        nodes = {node: {"handler": "aurora.noop"} for node in ("only", "only/result", f"/{name}")}
        client.apply(Graph.from_dict({"aurora": 1, "name": name, "nodes": nodes}))
        assert client.stored_graph(name).name == name
        run = client.submit(name)
        for node in nodes:
            run.mark_succeeded(node, node)
            assert run.node_result(node) == node
    client.apply(Graph.from_dict({"aurora": 1, "name": "sum", "nodes": {"other": {"handler": "aurora.noop"}}}))
    assert (client.stored_graph("sum").version, client.stored_graph("sum/versions").version) == (2, 1)


def test_runs_are_found_by_every_filter(client: Client, aurora: Aurora) -> None:
    client.apply(SUM)
    wanted = client.submit("sum", left=1, labels={"team": "a b=c", "x=y": "z=1"}).id
    client.submit("sum", left=2)
    client.submit(WAITING)

    def found(**where: object) -> list[str]:
        return [run.id for run in client.runs(RunFilter(**where)).items]  # type: ignore[arg-type]

    assert found(labels={"team": "a b=c"}) == [wanted]
    assert found(labels={"x=y": "z=1"}) == [wanted]
    assert found(labels={"x": "y=z=1"}) == []
    assert found(facts=aurora.facts({"left": 1})) == [wanted]
    assert len(found(graph="sum", states=(RunState.PENDING, RunState.RUNNING))) == 2
    assert found(states=(RunState.FAILED,)) == []
    first = client.runs(limit=2)
    rest = client.runs(limit=2, cursor=first.cursor)
    assert (len(first.items), len(rest.items), rest.cursor) == (2, 1, None)


def test_operations_say_what_they_do(client: Client) -> None:
    run = client.submit(WAITING)
    assert [touched.node for touched in run.pause(dry_run=True).nodes] == ["only"]
    run.pause(why="lunch")
    run.resume()
    run.skip("only")
    assert run.wait(timeout=90).state is RunState.SUCCEEDED
    again = run.rerun_as_new().run
    assert again not in (None, run.id)
    assert run.delete(dry_run=True).run == run.id
    run.delete(why="of no use")
    with pytest.raises(RunNotFound):
        run.view()
    marked = client.run(str(again))
    marked.mark_succeeded("only", {"by": "hand"})
    assert marked.node_result("only") == {"by": "hand"}
    failed = client.submit(WAITING)
    failed.mark_failed("only", "broken")
    assert failed.wait(timeout=90).state is RunState.FAILED
    failed.retry()
    assert failed.state is RunState.RUNNING
    failed.cancel()
    assert failed.wait(timeout=90).state is RunState.CANCELLED
    failed.rerun("only", descendants=False)
    assert failed.view().epoch == 2


def test_refusals_are_the_exceptions_of_the_python_interface(client: Client, served: Served, token: Token) -> None:
    client.apply(SUM)
    run = client.submit(WAITING)
    with pytest.raises(RunNotFound) as missing:
        client.run("0" * 32).view()
    assert isinstance(missing.value, Refused)
    assert (missing.value.status, missing.value.code, len(missing.value.trace_id)) == (404, "run_not_found", 32)
    with pytest.raises(GraphNotFound):
        client.submit("nothing")
    with pytest.raises(InvalidInputs) as invalid:
        client.submit("sum", left="no number")
    assert invalid.value.diagnostics
    with pytest.raises(InvalidGraph):
        client.submit(
            Graph.from_dict(
                {"aurora": 1, "name": "bad", "nodes": {"a": {"handler": "aurora.sleep", "with": {"no": 1}}}}
            )
        )
    with pytest.raises(NodeNotFound):
        run.skip("nobody")
    with pytest.raises(IllegalOperation):
        run.retry()
    with pytest.raises(GraphChanged):
        client.apply(FAILING, expected=7)
    client.submit("sum", left=1, key="once")
    with pytest.raises(Conflict):
        client.submit("sum", left=2, key="once")
    with Client(served.url, token="aur_wrong") as stranger, pytest.raises(Refused) as refused:
        stranger.runs()
    assert (refused.value.status, refused.value.code) == (401, "unauthenticated")
    with Client(served.url, token=token(Role.OPERATOR)) as operator:
        assert operator.submit("sum", left=3).state is RunState.PENDING
        with pytest.raises(Refused) as forbidden:
            operator.submit(WAITING)
    assert forbidden.value.status == 403


def test_waiting_ends_with_its_time(client: Client) -> None:
    run = client.submit(WAITING)
    with pytest.raises(WaitTimeout):
        run.wait(timeout=1.5)
    with pytest.raises(WaitTimeout):
        _ = run.result
    with pytest.raises(WaitTimeout):
        list(run.events(timeout=1.0))


def test_events_are_told_from_how_the_run_stands_to_its_end(client: Client, worker: CeleryWorker) -> None:
    run = client.submit(independent_work(3, seconds=0.3))
    events = list(run.events(timeout=30))
    assert events[0].kind is EventKind.SNAPSHOT
    assert events[0].view is not None
    ended = {event.node for event in events if event.kind is EventKind.NODE and event.state is not None}
    assert ended >= {"n0", "n1", "n2"} - {node.id for node in events[0].view.nodes if node.state.is_terminal}
    assert (events[-1].kind, events[-1].state) == (EventKind.RUN, RunState.SUCCEEDED)
    cursor = next(event.cursor for event in events if event.cursor)
    resumed = list(run.events(after=cursor, timeout=30))
    assert resumed[-1].state is RunState.SUCCEEDED
    assert list(run.events(after=events[-1].cursor, timeout=30)) == []


def test_a_server_that_starts_anew_is_waited_for(client: Client, served: Served, aurora: Aurora) -> None:
    run = client.submit(WAITING)
    told = run.events(timeout=60)
    assert next(told).kind is EventKind.SNAPSHOT
    served.stop()
    threading.Timer(1.5, served.start).start()
    assert run.view().id == run.id
    aurora.run(run.id).skip("only")
    assert list(told)[-1].state is RunState.SUCCEEDED


def test_a_submit_that_has_to_be_repeated_gives_one_run(client: Client, served: Served) -> None:
    served.stop()
    threading.Timer(1.0, served.start).start()
    run = client.submit(WAITING)
    assert [each.id for each in client.runs().items] == [run.id]


def test_a_server_that_stays_away_is_told(client: Client, served: Served) -> None:
    served.stop()
    try:
        with pytest.raises(ServerUnavailable):
            client.runs()
    finally:
        served.start()


def test_a_store_that_stays_away_is_the_stores_fault(client: Client, mongo_server: MongoServer) -> None:
    client.runs()
    mongo_server.kill9()
    try:
        with pytest.raises(StoreUnavailable):
            client.send(replace(calls.run("0" * 32), repeatable=False))
    finally:
        mongo_server.start()


def test_an_answer_that_breaks_off_is_asked_for_again() -> None:
    """A process that is killed after the header of an answer, and the one that answers in its place."""
    with socket.create_server(("127.0.0.1", 0)) as door, ThreadPoolExecutor(1) as pool:
        port = door.getsockname()[1]

        def serve() -> int:
            body = b'{"items": [], "cursor": null}'
            for sent in (b"", body):
                connection, _ = door.accept()
                with connection:
                    connection.recv(65536)
                    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), sent))
            return 2

        served = pool.submit(serve)
        with Client(f"http://127.0.0.1:{port}") as other:
            assert other.runs().items == ()
        assert served.result() == 2


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [(502, b"<html>bad gateway", "unknown_answer"), (200, b"<html>", "unknown_answer"), (200, b"{}", "unknown_answer")],
)
def test_an_answer_that_is_not_auroras_is_told(status: int, body: bytes, code: str) -> None:
    app = Flask(__name__)
    app.add_url_rule(f"/api/v1/runs/{'0' * 32}", view_func=lambda: (body, status))
    other = Served(app)
    try:
        with Client(other.url) as client, pytest.raises(Refused) as refused:
            client.send(replace(calls.run("0" * 32), repeatable=False))
        assert (refused.value.code, refused.value.status) == (code, status)
    finally:
        other.stop()


def test_the_awaited_client_does_the_same(served: Served, token: Token, worker: CeleryWorker) -> None:
    async def main() -> None:
        async with AsyncClient(served.url, token=token(Role.ADMIN)) as client:
            await client.apply(SUM)
            run = await client.submit("sum", left=40)
            events = [event async for event in run.events()]
            assert (events[0].kind, events[-1].state) == (EventKind.SNAPSHOT, RunState.SUCCEEDED)
            assert [event async for event in run.events(after=events[-1].cursor)] == []
            async with asyncio.timeout(30):
                assert await (await run.wait()).result() == {"sum": 42}
            assert (await run.view()).nodes[0].attempts == 1
            assert await run.state() is RunState.SUCCEEDED
            assert await run.node_result("added") == 42
            assert [each.id for each in (await client.runs(RunFilter(graph="sum"))).items] == [run.id]
            assert [each.name for each in await client.stored_graphs()] == ["sum"]
            assert (await client.stored_graph("sum")).version == 1
            assert f"{SHOP}.add" in await client.handlers()
            assert (await client.workers())[0]["concurrency"] == 2
            assert (await run.rerun(dry_run=True)).nodes
            with pytest.raises(RunNotFound):
                await client.run("0" * 32).view()
            served.stop()
            with pytest.raises(ServerUnavailable):
                await client.runs()
            served.start()

    asyncio.run(main())
    assert worker.alive


@pytest.mark.parametrize(("blocking", "awaited"), [(Client, AsyncClient), (ClientRun, AsyncRun)])
def test_both_clients_offer_the_same(blocking: type, awaited: type) -> None:
    def offered(kind: type) -> set[str]:
        return {name for name, _ in inspect.getmembers(kind) if not name.startswith("_")}

    assert offered(blocking) - offered(awaited) <= {"document", "input_schemas"}
    assert offered(awaited) <= offered(blocking)
