"""Single workers over HTTP: how they stand, and what they do when they are told. On both brokers, with real workers."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aurora_celery import Aurora
from aurora_celery.errors import BrokerUnavailable
from aurora_celery.model.access import Role
from tests.conftest import WorkerFactory
from tests.integration.conftest import configuration
from tests.integration.web.conftest import Caller
from tests.servers.valkey import ValkeyServer
from tests.servers.worker import CeleryWorker

Program = Callable[..., Caller]
StartWorker = Callable[..., CeleryWorker]

WORK = {"aurora": 1, "name": "long", "nodes": {"küche": {"handler": "tests.integration.engine.shop.work"}}}


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """The file in which handlers note their calls."""
    path = tmp_path / "calls.log"
    path.touch()
    return path


@pytest.fixture
def web_settings(broker_url: str, mongo_url: str, log: Path) -> Mapping[str, str]:
    """The configuration of the API and of its workers, which tell often how they stand."""
    return {**configuration(broker_url, mongo_url, log), "AURORA_WEB__PRODUCTION": "false"}


@pytest.fixture
def start_worker(celery_worker_process: WorkerFactory, web_settings: Mapping[str, str]) -> StartWorker:
    """Start a worker; options as for ``CeleryWorker``."""

    def start(**options: object) -> CeleryWorker:
        return celery_worker_process("aurora_celery", env=web_settings, **options)

    return start


@pytest.fixture
def admin(program: Program) -> Caller:
    """Somebody who may do everything."""
    return program(Role.ADMIN)


def workers(caller: Caller) -> list[dict[str, Any]]:
    """Those that live, by their pids."""
    return sorted(caller.get("/workers").get_json()["items"], key=lambda each: int(each["pid"]))


def worker_of(caller: Caller, process: CeleryWorker) -> str:
    """The id of a worker, once it can be told something: on Valkey what is said before it listens is lost."""
    worker = next(str(each["id"]) for each in workers(caller) if each["pid"] == process.pid)
    eventually(lambda: order(caller, worker, "ping")[0] == 200)
    return worker


def eventually(look: Callable[[], bool]) -> None:
    """Return once it is so."""
    deadline = time.monotonic() + 60
    while not look():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.05)


def order(caller: Caller, worker: str, kind: str, **given: Any) -> tuple[int, Any]:
    """Tell a worker something."""
    answer = caller.post(f"/workers/{worker}/orders", {"kind": kind, **given})
    return answer.status_code, answer.get_json(force=True)


def busy(aurora: Aurora, log: Path, *, seconds: float, queue: str | None = None) -> Any:
    """A run whose one node is with a worker."""
    node = {"handler": "tests.integration.engine.shop.work", "with": {"name": "a", "seconds": seconds}}
    nodes = {"küche": {**node, "queue": queue} if queue else node}
    run = aurora.submit(aurora.read({"aurora": 1, "name": "long", "nodes": nodes}))
    eventually(lambda: "begin a" in log.read_text())
    return run


def test_a_worker_says_which_nodes_it_has_taken(
    aurora: Aurora, admin: Caller, start_worker: StartWorker, log: Path
) -> None:
    worker = worker_of(admin, start_worker(concurrency=2))
    run = busy(aurora, log, seconds=2.0)
    seen = admin.get(f"/workers/{worker}").get_json()
    assert (seen["id"], seen["live"]["processes"], seen["live"]["queues"]) == (worker, 2, ["aurora"])
    assert "tests.integration.engine.shop.work" in seen["live"]["registered"]
    (task,) = seen["live"]["active"]
    assert (task["run"], task["node"], task["handler"]) == (run.id, "küche", "tests.integration.engine.shop.work")
    assert task["pid"] is not None
    assert task["seconds"] >= 0
    assert "args" not in task
    assert admin.get(f"/workers/{worker}?live=false").get_json()["live"] is None
    run.wait(timeout=90)


def test_an_order_goes_to_the_one_that_it_names(admin: Caller, start_worker: StartWorker) -> None:
    one, other = (worker_of(admin, start_worker(concurrency=1)) for _ in range(2))
    assert order(admin, one, "ping") == (200, {"worker": one, "kind": "ping", "answer": "pong"})
    assert order(admin, one, "pool_grow", n=2)[0] == 200
    sizes = {name: admin.get(f"/workers/{name}").get_json()["live"]["processes"] for name in (one, other)}
    assert sizes == {one: 3, other: 1}
    eventually(lambda: {each["id"]: each["concurrency"] for each in workers(admin)} == {one: 3, other: 1})


@pytest.mark.parametrize("broker_url", ["valkey"], indirect=True)
def test_a_pool_keeps_one_process(admin: Caller, start_worker: StartWorker) -> None:
    worker = worker_of(admin, start_worker(concurrency=2))
    assert order(admin, worker, "pool_shrink")[0] == 200
    status, problem = order(admin, worker, "pool_shrink")
    assert (status, problem["code"]) == (409, "order_refused")
    assert "has to keep one" in problem["detail"]


@pytest.mark.parametrize("broker_url", ["valkey"], indirect=True)
def test_a_pool_whose_processes_are_all_at_work_is_not_shrunk(
    aurora: Aurora, admin: Caller, start_worker: StartWorker, log: Path
) -> None:
    worker = worker_of(admin, start_worker(concurrency=1))
    assert order(admin, worker, "pool_grow")[0] == 200
    node = {"handler": "tests.integration.engine.shop.work"}
    nodes = {name: {**node, "with": {"name": name, "seconds": 3.0}} for name in ("a", "b")}
    run = aurora.submit(aurora.read({"aurora": 1, "name": "long", "nodes": nodes}))
    eventually(lambda: log.read_text().count("begin") == 2)
    status, problem = order(admin, worker, "pool_shrink")
    assert (status, problem["code"]) == (409, "order_refused")
    assert "busy" in problem["detail"]
    run.wait(timeout=90)


@pytest.mark.parametrize("broker_url", ["valkey"], indirect=True)
def test_a_pool_of_threads_has_a_fixed_size(admin: Caller, start_worker: StartWorker) -> None:
    worker = worker_of(admin, start_worker(pool="threads", concurrency=1))
    status, problem = order(admin, worker, "pool_grow")
    assert (status, problem["detail"].endswith("its pool has a fixed size")) == (409, True)


@pytest.mark.parametrize("broker_url", ["valkey"], indirect=True)
def test_a_pool_that_is_scaled_by_itself_is_left_alone(admin: Caller, start_worker: StartWorker) -> None:
    worker = worker_of(admin, start_worker(arguments=["--autoscale=3,1"]))
    assert order(admin, worker, "pool_grow")[0] == 409


def test_a_worker_takes_up_a_queue_and_leaves_it(
    aurora: Aurora, admin: Caller, start_worker: StartWorker, log: Path
) -> None:
    worker = worker_of(admin, start_worker())
    assert order(admin, worker, "add_consumer", queue="late")[0] == 200
    busy(aurora, log, seconds=0.0, queue="late").wait(timeout=90)
    eventually(lambda: workers(admin)[0]["queues"] == ["aurora", "late"])
    assert order(admin, worker, "add_consumer", queue="late")[1]["answer"] == "it consumes late already"
    assert order(admin, worker, "cancel_consumer", queue="late")[0] == 200
    eventually(lambda: workers(admin)[0]["queues"] == ["aurora"])
    assert order(admin, worker, "cancel_consumer", queue="late")[0] == 409


def test_a_limited_handler_begins_no_more_than_so_often_and_rides_with_nobody(
    aurora: Aurora, admin: Caller, start_worker: StartWorker, log: Path
) -> None:
    process = start_worker(concurrency=1)
    worker, handler = worker_of(admin, process), "tests.integration.engine.shop.work"
    busy(aurora, log, seconds=0.0).wait(timeout=90)
    assert order(admin, worker, "rate_limit", handler=handler, rate="10/m")[0] == 200
    chain = {
        str(n): {"handler": handler, "with": {"name": str(n)}, "needs": [str(n - 1)] if n else []} for n in range(4)
    }
    run = aurora.submit(aurora.read({"aurora": 1, "name": "chain", "nodes": chain}))
    eventually(lambda: "end 0" in log.read_text())
    process.wait_for(r"shop\.work\[.*\] received", count=3)
    assert "begin 1" not in log.read_text()
    assert admin.get(f"/workers/{worker}").get_json()["live"]["limits"][handler]["rate"] == "10/m"
    assert order(admin, worker, "rate_limit", handler=handler, rate=None)[0] == 200
    run.wait(timeout=60)


@pytest.mark.parametrize("broker_url", ["valkey"], indirect=True)
def test_a_time_limit_ends_what_takes_longer(
    aurora: Aurora, admin: Caller, start_worker: StartWorker, log: Path
) -> None:
    worker = worker_of(admin, start_worker(concurrency=1))
    handler = "tests.integration.engine.shop.work"
    assert order(admin, worker, "time_limit", handler=handler, soft=2.0, hard=10.0)[0] == 200
    run = busy(aurora, log, seconds=30.0).wait(timeout=90)
    assert run.error.reason == "timeout"


@pytest.mark.parametrize("broker_url", ["valkey"], indirect=True)
@pytest.mark.parametrize("kind", ["rate_limit", "time_limit"])
def test_a_handler_that_a_worker_does_not_have_is_not_limited(
    admin: Caller, start_worker: StartWorker, kind: str
) -> None:
    worker = worker_of(admin, start_worker(concurrency=1))
    given = {"rate": "1/s"} if kind == "rate_limit" else {"soft": 1.0}
    status, problem = order(admin, worker, kind, handler="nobody.knows", **given)
    assert (status, problem["detail"].endswith("unknown task")) == (409, True)


def test_a_drained_worker_ends_when_its_handlers_have_ended(
    aurora: Aurora, admin: Caller, start_worker: StartWorker, log: Path
) -> None:
    process = start_worker(concurrency=1)
    worker = worker_of(admin, process)
    run = busy(aurora, log, seconds=2.0)
    assert order(admin, worker, "drain", why="a new machine")[0] == 200
    eventually(lambda: workers(admin)[0]["draining"])
    run.wait(timeout=90)
    eventually(lambda: not process.alive)
    assert run.view().nodes[0].attempts == 1
    assert order(admin, worker, "ping")[0] == 404
    (entry,) = admin.get("/audit?action=workers.WorkerOrders&limit=2").get_json()["items"][1:]
    assert entry["target"].endswith(f"{worker}/orders")
    assert (entry["detail"]["kind"], entry["detail"]["why"]) == ("drain", "a new machine")


def test_a_worker_that_is_shut_down_hands_its_nodes_back(
    aurora: Aurora, admin: Caller, start_worker: StartWorker, log: Path
) -> None:
    process = start_worker(concurrency=1)
    worker = worker_of(admin, process)
    run = busy(aurora, log, seconds=60.0)
    assert order(admin, worker, "shutdown")[0] == 200
    eventually(lambda: not process.alive)
    assert run.view().nodes[0].history[0].failure.reason == "worker_stopped"
    run.cancel()


@pytest.mark.parametrize("broker_url", ["valkey"], indirect=True)
def test_a_worker_that_does_not_answer_is_504(admin: Caller, start_worker: StartWorker, aurora: Aurora) -> None:
    process = start_worker(concurrency=1, arguments=["--without-mingle"])
    worker = worker_of(admin, process)
    beat = aurora.workers.find(worker)
    process.kill9()
    aurora.store.workers.beat(beat)
    answer = admin.get(f"/workers/{worker}")
    assert (answer.status_code, answer.get_json(force=True)["code"]) == (504, "worker_silent")


@pytest.mark.parametrize("broker_url", ["valkey"], indirect=True)
def test_a_process_that_took_over_the_name_of_another_is_left_alone(
    admin: Caller, start_worker: StartWorker, aurora: Aurora
) -> None:
    process = start_worker(concurrency=1)
    beat = aurora.workers.find(worker_of(admin, process))
    before = f"{beat.hostname}:1:00000000"
    aurora.store.workers.beat(replace(beat, id=before))
    assert order(admin, before, "shutdown")[0] == 504
    assert order(admin, beat.id, "ping")[0] == 200


@pytest.mark.parametrize("broker_url", ["valkey"], indirect=True)
@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"kind": "explode"}, ""),
        ({"kind": "pool_grow", "n": 0}, "pool_grow.n"),
        ({"kind": "pool_grow", "n": 100_000}, "pool_grow.n"),
        ({"kind": "add_consumer", "queue": "a\nb"}, "add_consumer.queue"),
        ({"kind": "rate_limit", "handler": "a", "rate": "often"}, "rate_limit.rate"),
        ({"kind": "time_limit", "handler": "a", "soft": -1}, "time_limit.soft"),
    ],
)
def test_an_order_that_is_wrong_is_refused_with_its_place(admin: Caller, body: dict[str, Any], path: str) -> None:
    answer = admin.post("/workers/x/orders", body)
    assert answer.status_code == 422
    assert [each["path"] for each in answer.get_json(force=True)["errors"]] == [path]


@pytest.mark.parametrize("broker_url", ["valkey"], indirect=True)
@pytest.mark.parametrize(("role", "looks", "orders"), [(Role.VIEWER, 404, 403), (Role.EDITOR, 404, 403)])
def test_only_admins_give_orders(program: Program, role: Role, looks: int, orders: int) -> None:
    caller = program(role)
    assert caller.get("/workers/x").status_code == looks
    assert order(caller, "x", "ping")[0] == orders
    assert program(role, "shop").get("/workers/x").status_code == 403


@pytest.mark.parametrize("broker_url", ["valkey"], indirect=True)
def test_a_broker_that_is_away_is_503_within_its_time(
    aurora: Aurora, admin: Caller, start_worker: StartWorker, valkey_server: ValkeyServer
) -> None:
    process = start_worker(concurrency=1)
    worker = worker_of(admin, process)
    valkey_server.kill9()
    answer = admin.post(f"/workers/{worker}/orders", {"kind": "ping"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    with pytest.raises(BrokerUnavailable):
        aurora.workers.look(worker)
