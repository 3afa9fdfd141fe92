"""One client for each process, whatever forks and however many threads there are."""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from aurora_celery.backend import AuroraBackend
from tests.integration.backend.conftest import Shop, backend_of
from tests.integration.backend.shop import make_app


@pytest.fixture
def backend(mongo_url: str, valkey_url: str) -> Any:
    app = make_app(valkey_url, mongo_url, valkey_url)
    yield app.backend
    backend_of(app).store.close()
    app.close()


def in_child(backend: AuroraBackend, pipe: Any) -> None:
    before = backend.store.round_trips()
    backend.store_result("child", os.getpid(), "SUCCESS")
    pipe.send((before, backend.get_result("parent"), backend.get_result("child")))
    backend.store.close()


def test_a_forked_process_has_a_client_of_its_own(backend: AuroraBackend) -> None:
    backend.store_result("parent", 1, "SUCCESS")
    mine, theirs = multiprocessing.Pipe()
    child = multiprocessing.get_context("fork").Process(target=in_child, args=(backend, theirs))
    child.start()
    before, parent, own = mine.recv()
    child.join(20)
    assert (child.exitcode, before, parent, own) == (0, 0, 1, child.pid)
    assert backend.get_result("child") == child.pid


def test_threads_share_the_client(backend: AuroraBackend) -> None:
    def work(number: int) -> Any:
        own = backend.app.backend
        own.store_result(f"t{number}", number, "SUCCESS")
        return own, own.get_result(f"t{number}")

    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(work, range(64)))
    assert [value for _, value in found] == list(range(64))
    assert len({id(own.store) for own, _ in found}) == 1
    clients = backend.store._connection._handles  # type: ignore[attr-defined]
    assert list(clients) == [os.getpid()]


def test_a_closed_store_opens_again(backend: AuroraBackend) -> None:
    backend.store_result("t", 1, "SUCCESS")
    backend.store.close()
    assert backend.get_result("t") == 1


def test_every_pool_process_of_a_worker_looks_after_chords(make_shop: Any) -> None:
    shop: Shop = make_shop()
    worker = shop.worker(concurrency=2)
    body = shop.task("note").s(name="body")
    shop.app.backend.apply_chord(("left behind", []), body.set(task_id="b"))
    shop.app.backend.set_chord_size("left behind", 1)
    request = shop.header_task("left behind", body)
    shop.app.backend.store_result("part", 5, "SUCCESS", request=request)
    shop.wait_for("body")
    shop.settle()
    assert shop.seen("body") == ["ran"]
    assert worker.alive
