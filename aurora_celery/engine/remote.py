"""What a worker does when it is asked or told by Celery's remote control: one command, for the one that it names."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from celery.worker import state as taken
from celery.worker.control import Panel, control_command
from celery.worker.request import Request

from aurora_celery.engine.doorbell import HEADER, read_message

#: The name of the command among Celery's own.
COMMAND: Final = "aurora"
#: The question among the orders.
LOOK: Final = "look"
#: Messages that are told of at most, those that are with a process and those that wait for one.
_MOST: Final = 100
#: Seconds that the answer has to leave before the signal comes that ends the worker.
_FIRST_ANSWER: Final = 0.3


class Unwilling(Exception):
    """The order cannot be carried out; the message says why."""


def obey_orders() -> None:
    """Let every worker of this process know the command. Harmless when repeated."""
    if COMMAND not in Panel.data:
        control_command(name=COMMAND)(_obey)


def _obey(state: Any, worker: str = "", order: str = "", **given: Any) -> dict[str, Any]:
    """Carry out an order, or answer a question, if it is for this very worker: names are used again."""
    member = getattr(state.consumer.controller, "aurora", None)
    if member is None or member.beat.id != worker:
        return {"other": member.beat.id if member is not None else ""}
    try:
        return {"done": _ORDERS[order](state, member, **given)}
    except KeyError:
        return {"refused": f"this version does not know the order {order!r}"}
    except (Unwilling, TypeError) as error:
        return {"refused": str(error)}


def _ping(state: Any, member: Any) -> str:  # noqa: ARG001 - every order is called alike
    return "pong"


def _pool_grow(state: Any, member: Any, *, n: int) -> str:
    return _resize(state, member, n)


def _pool_shrink(state: Any, member: Any, *, n: int) -> str:
    return _resize(state, member, -n)


def _resize(state: Any, member: Any, by: int) -> str:
    """Celery's own commands do the same, and say nothing of a pool that cannot."""
    pool, consumer = state.consumer.pool, state.consumer
    if consumer.controller.autoscaler:
        raise Unwilling("its pool is scaled by itself (--autoscale)")
    if not hasattr(pool, "grow"):
        raise Unwilling("its pool has a fixed size")
    if pool.num_processes + by < 1:
        raise Unwilling(f"its pool has {pool.num_processes} processes, and has to keep one")
    try:
        pool.grow(by) if by > 0 else pool.shrink(-by)
    except ValueError as error:
        raise Unwilling(str(error)) from error
    finally:
        member.resized(pool.num_processes)
        member.tell()
    consumer._update_prefetch_count(by)  # noqa: SLF001 - as Celery's own commands do
    return f"the pool has {pool.num_processes} processes"


def _add_consumer(state: Any, member: Any, *, queue: str) -> str:
    queues = state.app.amqp.queues
    try:
        queues[queue]  # made here as publishers make it: of the same kind
    except KeyError:
        raise Unwilling(f"the queue {queue!r} is not among its app's, and the app makes none") from None
    if queue in queues.consume_from:
        return f"it consumes {queue} already"
    _soon(state, member, lambda: state.consumer.add_task_queue(queue))
    return f"it consumes {queue}"


def _cancel_consumer(state: Any, member: Any, *, queue: str) -> str:
    if queue not in state.app.amqp.queues.consume_from:
        raise Unwilling(f"it does not consume {queue!r}")
    _soon(state, member, lambda: state.consumer.cancel_task_queue(queue))
    return f"it consumes {queue} no more"


def _soon(state: Any, member: Any, act: Callable[[], object]) -> None:
    """Between two messages, as Celery does."""
    state.consumer.call_soon(act)
    state.consumer.call_soon(member.tell)


def _rate_limit(state: Any, member: Any, *, handler: str, rate: str | None) -> str:
    return _limited(state, member, handler=handler, answer=Panel.data["rate_limit"](state, handler, rate))


def _time_limit(state: Any, member: Any, *, handler: str, soft: float | None, hard: float | None) -> str:
    return _limited(
        state, member, handler=handler, answer=Panel.data["time_limit"](state, handler, hard=hard, soft=soft)
    )


def _limited(state: Any, member: Any, *, handler: str, answer: Mapping[str, str]) -> str:
    if "error" in answer:
        raise Unwilling(answer["error"])
    task = state.app.tasks[handler]
    member.set_apart(handler, apart=any((task.rate_limit, task.time_limit, task.soft_time_limit)))
    return answer["ok"]


def _drain(state: Any, member: Any) -> str:  # noqa: ARG001 - every order is called alike
    member.drain()
    _signal_later(signal.SIGTERM)
    return "it drains, and ends when its handlers have ended"


def _shutdown(state: Any, member: Any) -> str:  # noqa: ARG001 - every order is called alike
    member.drain()
    _signal_later(signal.SIGQUIT)
    return "it stops its handlers, and ends"


def _signal_later(number: int) -> None:
    timer = threading.Timer(_FIRST_ANSWER, os.kill, [os.getpid(), number])
    timer.daemon = True
    timer.start()


def _look(state: Any, member: Any) -> dict[str, Any]:
    """How the worker stands. What is in its messages stays here."""
    controller, tasks = state.consumer.controller, state.app.tasks
    active = {*state.tset(taken.active_requests)}
    return {
        "pool": type(controller.pool).__module__.rpartition(".")[2],
        "processes": getattr(controller.pool, "num_processes", None) or len(member.pids()),
        "prefetch": state.consumer.qos.value if state.consumer.qos else 0,
        "uptime": max(0.0, controller.stats()["uptime"]),
        "memory": _peak(controller),
        "totals": {str(name): count for name, count in taken.total_count.items()},
        "limits": {name: limits for name, task in tasks.items() if (limits := _limits(task)) is not None},
        "queues": sorted(queue.name for queue in state.consumer.task_consumer.queues),
        "registered": sorted(name for name in tasks if not name.startswith("celery.")),
        "active": _told(active),
        "reserved": _told({*state.tset(taken.reserved_requests)} - active),
    }


def _peak(controller: Any) -> int:
    """Bytes; Linux counts kilobytes."""
    return int(controller.rusage()["maxrss"]) * 1024


def _limits(task: Any) -> dict[str, Any] | None:
    found = {"rate": task.rate_limit, "soft": task.soft_time_limit, "hard": task.time_limit}
    return found if any(found.values()) else None


def _told(requests: Iterable[Request]) -> list[dict[str, Any]]:
    return [_message(request) for request in sorted(requests, key=lambda each: each.id)[:_MOST]]


def _message(request: Any) -> dict[str, Any]:
    begun = request.time_start
    told = {
        "id": request.id,
        "handler": request.name,
        "queue": str((request.delivery_info or {}).get("routing_key") or ""),
        "pid": request.worker_pid,
        "seconds": None if begun is None else max(0.0, time.time() - begun),
    }
    header = request.request_dict.get(HEADER)
    if header is None:
        return told
    try:
        first, *riders = read_message(request.id, header)
    except ValueError:  # marked as one of ours, and forged; whoever is given it refuses it
        return told
    node = {"run": first.run, "epoch": first.epoch, "index": first.index, "plan": first.plan}
    return {**told, **node, "riders": len(riders)}


_ORDERS: Final[Mapping[str, Callable[..., Any]]] = {
    LOOK: _look,
    "ping": _ping,
    "pool_grow": _pool_grow,
    "pool_shrink": _pool_shrink,
    "add_consumer": _add_consumer,
    "cancel_consumer": _cancel_consumer,
    "rate_limit": _rate_limit,
    "time_limit": _time_limit,
    "drain": _drain,
    "shutdown": _shutdown,
}
