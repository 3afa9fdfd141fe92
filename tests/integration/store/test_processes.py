"""One store object serves many processes and threads, each process by a client of its own."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from functools import partial

from aurora_celery.store.ports import Store
from tests.contract.store.runs import cell_of, claimed, done, submitted


def in_child(act: Callable[[], None]) -> int:
    """Fork and act in the child; its process id."""
    pid = os.fork()
    if pid:
        return pid
    try:
        act()
    except BaseException:  # noqa: BLE001  (a child must never go on into the tests)
        traceback.print_exc(file=sys.__stderr__)
        os._exit(1)
    os._exit(0)


def succeeded(pid: int) -> bool:
    """Wait for a child."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def test_a_forked_child_uses_a_client_of_its_own(store: Store) -> None:
    ref = submitted(store, cell_of(*[0] * 5))
    sent = store.round_trips()

    def work(slot: int) -> None:
        assert store.round_trips() == 0
        done(store, ref, slot, token=f"{os.getpid()}")
        assert store.round_trips() == 2
        store.close()

    children = [in_child(partial(work, slot)) for slot in range(4)]
    claimed(store, ref, 4)
    assert store.round_trips() == sent + 1
    assert [pid for pid in children if not succeeded(pid)] == []
    cell = store.runs.cell(ref)
    assert cell is not None
    assert cell.done == 4


def test_a_store_that_was_closed_opens_again(store: Store) -> None:
    ref = submitted(store)
    store.close()
    store.close()
    assert store.round_trips() == 0
    done(store, ref, 0)
