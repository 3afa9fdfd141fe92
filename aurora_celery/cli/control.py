"""``aurora workers control``: tell one worker what to do, while it works."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from aurora_celery.cli.options import reaching, shared, with_session
from aurora_celery.cli.output import print_json
from aurora_celery.cli.session import Session
from aurora_celery.model.worker import WorkerOrder

_N = click.argument("n", metavar="N", type=click.IntRange(1, 256), default=1)
_QUEUE = click.argument("queue")
_HANDLER = click.argument("handler")
_SECONDS = click.FloatRange(min=0, min_open=True)


@click.group
def control() -> None:
    """Tell one worker, named by its id, what to do. Nothing of it outlives the worker."""


def _order(order: WorkerOrder, help_: str, *takes: Callable[[Any], Any]) -> None:
    """Add the command of an order, which takes a worker and what else the order says."""

    @with_session
    def tell(session: Session, worker: str, why: str, **given: Any) -> None:
        if session.remote is not None:
            answer = session.remote.order_worker(worker, order.value, why=why, **given)["answer"]
        else:
            answer = session.connected().workers.tell(worker, order, given)
        if session.json:
            print_json({"worker": worker, "kind": order.value, "answer": answer})
        else:
            click.echo(f"{worker}: {answer}")

    command: Any = click.option("--why", default="", help="Why; a management API keeps it in its audit log.")(tell)
    for take in reversed(takes):
        command = take(command)
    command = click.argument("worker")(command)
    control.command(order.value.replace("_", "-"), help=help_)(shared(reaching(command)))


_order(WorkerOrder.PING, "Let it answer.")
_order(WorkerOrder.POOL_GROW, "Have N processes more.", _N)
_order(WorkerOrder.POOL_SHRINK, "Have N processes less; only free ones are ended, and one stays.", _N)
_order(WorkerOrder.ADD_CONSUMER, "Take messages from a queue, too.", _QUEUE)
_order(WorkerOrder.CANCEL_CONSUMER, "Take no more messages from a queue.", _QUEUE)
_order(
    WorkerOrder.RATE_LIMIT,
    "Begin no more messages of a handler in a time, such as 10/m; without a rate the limit is lifted.",
    _HANDLER,
    click.argument("rate", required=False),
)
_order(
    WorkerOrder.TIME_LIMIT,
    "Let no try of a handler take longer; what is not said is lifted.",
    _HANDLER,
    click.option("--soft", type=_SECONDS, help="Seconds after which it is asked to stop."),
    click.option("--hard", type=_SECONDS, help="Seconds after which its process is ended."),
)
_order(WorkerOrder.DRAIN, "Begin nothing new, let handlers that run end, and end.")
_order(WorkerOrder.SHUTDOWN, "Stop the handlers that run within seconds, hand back their nodes, and end.")
