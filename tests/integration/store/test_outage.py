"""mongod is killed: every call says that the store is unavailable, and nothing acknowledged is lost."""

from __future__ import annotations

import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from aurora_celery.errors import StoreUnavailable
from aurora_celery.model.states import NodeState, RunState
from aurora_celery.store.factory import open_store
from aurora_celery.store.ports import Finish, RunView
from tests.contract.store.runs import cell_of, done, slot_of, submitted
from tests.integration.store.scenario import Call, every_call
from tests.servers.mongo import MongoServer


def test_every_call_says_that_the_store_does_not_answer(mongo_server: MongoServer, mongo_url: str) -> None:
    store = open_store(f"{mongo_url}&serverSelectionTimeoutMS=100")
    store.prepare()
    store.now()
    calls = []
    for name, call in every_call(store):
        call()
        calls.append((name, call))
    mongo_server.kill9()
    with ThreadPoolExecutor(len(calls)) as threads:
        answers = threads.map(lambda pair: (pair[0], _outcome(pair[1])), calls)
    assert [name for name, answer in answers if answer != "unavailable"] == []
    store.close()


def _outcome(call: Call) -> str:
    try:
        call()
    except StoreUnavailable:
        return "unavailable"
    return "answered"


def test_what_was_acknowledged_is_there_after_a_kill(mongo_server: MongoServer, mongo_url: str) -> None:
    store = open_store(mongo_url)
    store.prepare()
    ref = submitted(store, cell_of(0, 1))
    done(store, ref, 0, slots=[1])
    mongo_server.restart()
    node = slot_of(store, ref, 0)
    assert node.state is NodeState.SUCCEEDED
    assert slot_of(store, ref, 1).waits == 0
    done(store, ref, 1)
    store.close()


def test_a_wait_outlives_a_restart_of_the_server(mongo_server: MongoServer, mongo_url: str) -> None:
    store = open_store(mongo_url)
    store.prepare()
    run = submitted(store).run
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(store.runs.wait, run, timeout=60.0)
        mongo_server.restart()
        assert store.runs.finish(run, 0, Finish(state=RunState.SUCCEEDED))
        view = waiting.result()
    assert isinstance(view, RunView)
    assert view.state is RunState.SUCCEEDED
    store.close()


def test_a_wait_that_never_reaches_the_server_says_so_in_the_end(mongo_server: MongoServer, mongo_url: str) -> None:
    store = open_store(f"{mongo_url}&serverSelectionTimeoutMS=100")
    run = submitted(store).run
    mongo_server.kill9()
    with pytest.raises(StoreUnavailable, match="does not answer"):
        store.runs.wait(run, timeout=0.5)
    store.close()


def test_no_call_hangs_when_the_server_stands_still(mongo_server: MongoServer, mongo_url: str) -> None:
    store = open_store(f"{mongo_url}&socketTimeoutMS=1000&serverSelectionTimeoutMS=1000")
    ref = submitted(store)
    os.killpg(mongo_server.pid, signal.SIGSTOP)
    # Each of its threads stops when it is next given time, and may answer until then.
    while psutil.Process(mongo_server.pid).status() != psutil.STATUS_STOPPED:
        os.sched_yield()
    waker = threading.Timer(60.0, os.killpg, (mongo_server.pid, signal.SIGCONT))
    waker.start()
    try:
        assert _outcome(lambda: store.runs.view(ref.run)) == "unavailable"
        assert _outcome(lambda: done(store, ref, 0)) == "unavailable"
        assert waker.is_alive(), "the calls waited until the server went on"
    finally:
        waker.cancel()
        os.killpg(mongo_server.pid, signal.SIGCONT)
    store.close()
