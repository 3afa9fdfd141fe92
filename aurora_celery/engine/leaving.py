"""How a worker leaves: it drains at the first signal, hands back what runs at the second, and ends when it is deaf."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from celery import signals
from celery.apps.worker import install_worker_term_hard_handler  # type: ignore[attr-defined]
from celery.platforms import EX_FAILURE
from celery.worker import state

from aurora_celery.engine.doorbell import HEADER, Address, read_message
from aurora_celery.engine.ids import NodeTask, parse_node_task_id
from aurora_celery.engine.steward import Steward

logger = logging.getLogger(__name__)

#: Seconds that a process of the pool has to clean up after it was told to stop.
MERCY = 5.0
#: Seconds that handing back may take where nothing but the end of this process ends its handlers.
FAREWELL = 5.0
#: Seconds that a worker which wants to leave may take to stop its consumer, and after its pool its connections.
GRACE = 15.0


class Member(Protocol):
    """What leaving asks of the membership."""

    steward: Steward | None

    def drain(self) -> None:
        """Begin nothing new, in any process."""

    def pass_on(self, messages: Sequence[Sequence[Address]]) -> None:
        """Let others serve the nodes of messages that were given to no process."""

    def pids(self) -> tuple[int, ...]:
        """The processes in which handlers run."""


class Leaving:
    """Hooks into Celery's own shutdown.

    ``cut`` are the nodes whose handlers a quick stop did not let end, ``pids`` the processes that they ran in: to
    others these live until what they held was handed back, or it would count as lost with them.
    """

    def __init__(self, worker: Any, member: Member) -> None:
        self._worker, self._member = worker, member
        self.cut: tuple[NodeTask, ...] = ()
        self.pids: tuple[int, ...] = ()
        self._unbegun: tuple[tuple[Address, ...], ...] = ()
        self._consumer_stopped, self._pool_stopped = threading.Event(), threading.Event()
        worker.wait_for_soft_shutdown = self._draining(worker.wait_for_soft_shutdown)

    def watch_signals(self) -> None:
        """Drain when Celery is told to shut down."""
        signals.worker_shutting_down.connect(self._on_shutting_down)

    def cut_off(self) -> bool:
        """A quick stop is about to end the handlers that run. False if the pool cannot end them."""
        self._member.drain()
        self.cut = tuple({*self.cut, *running_nodes()})
        self.pids = self._member.pids()
        if self.pids == (os.getpid(),):
            self._end_now()
            return False
        kill_later(self.pids, MERCY)
        return True

    def begin(self) -> None:
        """The consumer is about to stop, and to forget what it has taken from the broker and given to no process."""
        self._member.drain()
        self._unbegun = unbegun_messages()

    def stop_pool(self) -> None:
        """The consumer has stopped: pass on what was not begun, and let the handlers that run end."""
        self._consumer_stopped.set()
        self._member.pass_on(self._unbegun)
        self._worker.pool.stop()
        self._pool_stopped.set()

    def leave(self, why: str) -> None:
        """Drain and end with an exit code that makes a supervisor start the worker anew."""
        logger.error("this worker ends, to be started anew: %s", why)
        state.should_stop = EX_FAILURE  # type: ignore[assignment]
        self._member.drain()
        threading.Thread(target=self._insist, name="aurora-leaving", daemon=True).start()

    def _insist(self) -> None:
        """End the process where a dead connection keeps it from ending by itself."""
        if self._consumer_stopped.wait(GRACE):
            self._pool_stopped.wait()
            time.sleep(GRACE)
        self.cut = running_nodes()
        self._end_now()

    def _end_now(self) -> None:
        """Hand back what runs, and end this process: its handlers cannot be ended otherwise."""
        handing = threading.Thread(target=self._farewell, name="aurora-farewell", daemon=True)
        handing.start()
        handing.join(FAREWELL)
        os._exit(EX_FAILURE)

    def _farewell(self) -> None:
        if self._member.steward is not None:
            self._member.steward.farewell(self.cut)

    def _draining(self, wait: Callable[[], None]) -> Callable[[], None]:
        """Celery's soft shutdown, in which nothing new begins."""

        def wait_for_soft_shutdown() -> None:
            self._member.drain()
            wait()

        return wait_for_soft_shutdown

    def _on_shutting_down(self, *, how: str, **_: Any) -> None:
        self._member.drain()
        if how == "Warm":
            # Celery itself lets every further SIGTERM pass, and takes a second signal only if both are SIGINT.
            for name in ("SIGTERM", "SIGINT"):
                install_worker_term_hard_handler(self._worker, sig=name)


def running_nodes() -> tuple[NodeTask, ...]:
    """The nodes whose messages may be in processes of this worker: it may not know yet that one has begun."""
    found = (parse_node_task_id(request.id) for request in {*state.reserved_requests} | {*state.active_requests})
    return tuple(node for node in found if node is not None)


def unbegun_messages() -> tuple[tuple[Address, ...], ...]:
    """The nodes of each message that was taken from the broker and that no process works on."""
    waiting = {*state.reserved_requests} - {*state.active_requests}
    found = (_nodes_of(request.id, request.request_dict.get(HEADER)) for request in waiting)
    return tuple(addresses for addresses in found if addresses)


def _nodes_of(task_id: str, header: Any) -> tuple[Address, ...]:
    """The nodes that a message is for; none if it is not one of ours, or not as ours are."""
    try:
        return read_message(task_id, header) if header else ()
    except ValueError as error:
        logger.warning("a message is not passed on: %s", error)
        return ()


def kill_later(pids: Sequence[int], seconds: float) -> None:
    """Kill these children after so many seconds, should they still be there. Only on Linux."""
    if not hasattr(os, "pidfd_open"):
        return
    handles = [handle for pid in pids if (handle := _handle(pid)) is not None]
    timer = threading.Timer(seconds, _kill, [handles])
    timer.daemon = True
    timer.start()


def _handle(pid: int) -> int | None:
    """A handle on a process: unlike a pid it never means another one."""
    try:
        return os.pidfd_open(pid)
    except OSError as error:  # it has ended, or the kernel, or what guards the container, allows no handles
        logger.debug("process %d cannot be killed later: %s", pid, error)
        return None


def _kill(handles: Sequence[int]) -> None:
    for handle in handles:
        try:
            signal.pidfd_send_signal(handle, signal.SIGKILL)
        except ProcessLookupError:
            pass
        finally:
            os.close(handle)
