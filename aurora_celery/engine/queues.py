"""What waits in the queues of a broker, and for which queues nodes wait in the store."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Final

from celery import Celery

from aurora_celery.engine.asking import within
from aurora_celery.engine.broker import fresh_connection
from aurora_celery.engine.decide import ready_slots
from aurora_celery.engine.engine import Engine
from aurora_celery.errors import NotFound
from aurora_celery.model.states import RunState
from aurora_celery.store.ports import CellView, RunFilter, RunView

#: Seconds that the broker has for all of it.
_PATIENCE: Final = 8.0
_WAIT: Final = 4.0
#: What a broker says of a queue that is not there; RabbitMQ's client has it as a number.
_NOT_FOUND: Final = "404"
#: Runs of a page, pages at most, and cells of each run in which is looked for nodes that wait.
_RUNS: Final = 25
_PAGES: Final = 20
_CELLS: Final = 40
_TICK: Final = timedelta(milliseconds=1)
#: A run that is paused waits for somebody, not for a worker.
_GOING_ON: Final = RunFilter(states=(RunState.PENDING, RunState.RUNNING))


def depths(app: Celery, names: Iterable[str]) -> dict[str, int]:
    """How many messages wait in each queue; none in one that is not there yet. Raises BrokerUnavailable."""
    wanted = sorted({*names})

    def count() -> dict[str, int]:
        with fresh_connection(app, timeout=_WAIT) as connection:
            return {name: _depth(connection, name) for name in wanted}

    return within(_PATIENCE, count)


def purge(app: Celery, name: str) -> int:
    """Remove every message that waits in a queue; how many those were. Raises BrokerUnavailable."""

    def remove() -> int:
        with fresh_connection(app, timeout=_WAIT) as connection:
            channel: Any = connection.channel()
            return int(channel.queue_purge(name) or 0) if _depth(connection, name) else 0

    return within(_PATIENCE, remove)


def _depth(connection: Any, name: str) -> int:
    """A channel of its own for each: RabbitMQ closes the one on which is asked for a queue that is not there."""
    channel = connection.channel()
    try:
        return int(channel.queue_declare(queue=name, passive=True).message_count or 0)
    except connection.channel_errors as error:
        if str(getattr(error, "reply_code", "")) != _NOT_FOUND:
            raise
        return 0
    finally:
        if channel.connection is not None:
            channel.close()


def waiting(engine: Engine, filled: Collection[str]) -> Mapping[str, tuple[int, datetime]]:
    """For each queue how many nodes are ready and held by nobody, and since when one of them has been.

    Looks at the runs that have gone on longest, and at the first cells of each, until there is an age for each of the
    ``filled`` queues that no later run can exceed; at some hundred runs at most, so that it costs no more when there
    is more.
    """
    found: dict[str, tuple[int, datetime]] = {}
    for number, run in enumerate(_going_on(engine)):
        if number >= _RUNS and all(queue in found and found[queue][1] < run.created for queue in filled):
            break
        for view in islice(engine.store.runs.cells(run.id), _CELLS):
            if view.live and view.go:
                for queue, since in _ready(engine, view):
                    count, oldest = found.get(queue, (0, since))
                    found[queue] = (count + 1, min(oldest, since))
    return found


def _going_on(engine: Engine) -> Iterator[RunView]:
    """Runs that have not ended, the oldest first; where a page ends, others of the same millisecond are left out."""
    where = _GOING_ON
    for _ in range(_PAGES):
        page = engine.store.runs.list(where, limit=_RUNS, oldest=True).items
        yield from page
        if len(page) < _RUNS:
            return
        where = replace(_GOING_ON, created_after=page[-1].created + _TICK)


def _ready(engine: Engine, view: CellView) -> Iterator[tuple[str, datetime]]:
    try:
        part = engine.plans.cell(view.plan, view.ref.cell)
    except NotFound:  # the run is being deleted
        return
    ended = {part.nodes[slot].index: state.finished for slot, state in view.slots.items()}
    for slot in ready_slots(part, view):
        node = part.nodes[slot]
        moments = [moment for index in node.preds if (moment := ended.get(index)) is not None]
        yield engine.queues.queue(node), max(moments, default=view.created)
