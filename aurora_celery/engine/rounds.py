"""Serve quick nodes on the way: the part of a round that knows Celery."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from operator import itemgetter
from typing import Any

from celery import Celery, signals
from celery.app.task import Task
from celery.app.trace import trace_task

from aurora_celery.engine.bus import CeleryBus, shown
from aurora_celery.engine.doorbell import HEADER, Address, Doorbell
from aurora_celery.engine.engine import Engine
from aurora_celery.engine.held import Held, Next
from aurora_celery.engine.pace import Pace
from aurora_celery.engine.plans import PlanCache
from aurora_celery.engine.pulse import Pulse
from aurora_celery.engine.recovery import return_unbegun
from aurora_celery.engine.round import QUICK, Round, Watch, crowd, share, split
from aurora_celery.errors import BrokerUnavailable, NotFound, StoreError
from aurora_celery.model.plan import PlanHead, PlanNode
from aurora_celery.store.ports import CellRef

logger = logging.getLogger(__name__)


class Rounds:
    """The bus of a process that also runs handlers: it rings for most nodes and keeps some quick ones.

    Only nodes that nothing distinguishes from an ordinary message are kept: the same queue as the message
    that the round began with, no time limit, no rate limit, no priority, and nobody listening to the worker's
    events, in which a node that was served on the way would be missing.
    """

    def __init__(self, app: Celery, bus: CeleryBus, *, enabled: bool = True) -> None:
        self._app, self._bus, self._enabled = app, bus, enabled
        #: Processes or threads of the worker, among which nodes are shared out.
        self.slots = 1
        self.pace = Pace()
        self.pulse = Pulse()
        self._local = threading.local()
        self._watches: dict[int, Watch] = {}

    @property
    def _round(self) -> Round | None:
        """The round that the calling thread is in."""
        round_: Round | None = getattr(self._local, "round", None)
        return round_

    def ring(self, doorbells: Sequence[Doorbell]) -> None:
        """Ring for nodes, or keep them for the round that the calling thread is in."""
        round_ = self._round
        if round_ is None:
            self._bus.ring_groups(crowd(doorbells) if self._enabled else [(doorbell,) for doorbell in doorbells])
            return
        quick, slow = self._sorted(doorbells)
        shares = share(quick, slots=self.slots, keep=round_.is_open)
        round_.offer(shares.kept)
        self._bus.ring_groups([*((doorbell,) for doorbell in slow), *shares.sent])

    def queue(self, node: PlanNode) -> str:
        """The name of the queue to which a node's messages go."""
        return self._bus.queue(node)

    def waiting(self, queue: str) -> int:
        """How many messages wait in a queue; 0 when that cannot be told."""
        return self._bus.waiting(queue)

    def depth(self, queue: str) -> int | None:
        """How many messages wait in a queue; None when that cannot be told."""
        return self._bus.depth(queue)

    def resume(self, continuation: str, run: str) -> None:
        """As the bus does."""
        self._bus.resume(continuation, run)

    def choose(self, held: Held) -> Next | None:
        """A waiting node of the same cell, or a quick one that this one makes ready.

        A node that misses the signals of others too is made ready by this one if those end first. They may
        all be running, if they are fewer than the processes.
        """
        round_ = self._round
        if round_ is None or not round_.is_open:
            return None
        if (waiting := round_.waiting_in(held.ref)) is not None:
            return Next(waiting.node, certain=True)
        for slot, waits in sorted(held.claim.waits.items(), key=itemgetter(1)):
            node = held.part.nodes[slot]
            if waits <= self.slots and self._may_ride(_doorbell(held, node)):
                return Next(node, certain=waits == 1)
        return None

    def choose_among(self, ref: CellRef, head: PlanHead, nodes: Sequence[PlanNode]) -> PlanNode | None:
        """A quick node, if the process has none claimed ahead: that one would have to wait."""
        if self._round is None or not self._round.is_open or self._round.has_claimed:
            return None
        doorbells = (Doorbell(ref.run, ref.epoch, head, node) for node in nodes)
        return next((doorbell.node for doorbell in doorbells if self._may_ride(doorbell)), None)

    def take(self, held: Held) -> None:
        """Serve a node next that was claimed ahead."""
        if self._round is not None:
            self._round.take(held)

    def claimed(self, address: Address) -> Held | None:
        """The node at an address, if the round of the calling thread has claimed it ahead."""
        return None if self._round is None else self._round.claimed(address)

    def handling(self) -> AbstractContextManager[None]:
        """Let the watch of the round notice a handler that is slow."""
        return nullcontext() if self._round is None else self._round.handling()

    @contextmanager
    def around(self, task: Task[Any, Any], addresses: Sequence[Address], engine: Engine) -> Iterator[None]:
        """Begin a round with the message that a task was called for; nested calls belong to the same round.

        The round goes on when Celery has done with the task itself: see ``_after``.
        """
        if getattr(self._local, "serving", False):
            yield
            return
        nodes = self._nodes_at(addresses, engine.plans)
        if not nodes or not self._allowed or _is_limited(task):
            self._pass_on(nodes[1:])
            yield
            return
        round_ = self._begin(task, nodes, engine)
        try:
            yield
        except BaseException as error:
            if not isinstance(error, Exception):  # the process is stopped, and Celery will not call ``_after``
                self._end(round_)
            raise

    def queue_of(self, handler: str, queue: str | None) -> str | None:
        """The queue of a handler's messages, for a node that names this one or none."""
        found = self._bus.route_of_task(handler, queue).get("queue")
        return getattr(found, "name", found)

    def decline(self, addresses: Sequence[Address], engine: Engine) -> None:
        """Leave the nodes of a message to other workers, because this one drains."""
        self._pass_on(self._nodes_at(addresses, engine.plans))

    @property
    def _allowed(self) -> bool:
        conf = self._app.conf
        watched = conf.worker_send_task_events or conf.task_time_limit or conf.task_soft_time_limit
        return self._enabled and not watched

    def _nodes_at(self, addresses: Sequence[Address], plans: PlanCache) -> list[Doorbell]:
        """The node that a message is for and its riders; none if the plan cannot be read now.

        The claim of the node reads the plan again, and waits for it. Riders are left to the sweeper then.
        """
        try:
            return [Doorbell(at.run, at.epoch, plans.head(at.plan), plans.node(at.plan, at.index)) for at in addresses]
        except (StoreError, NotFound, LookupError) as error:
            logger.warning("run %s: a message's plan cannot be read: %s", addresses[0].run, error)
            return []

    def _sorted(self, doorbells: Sequence[Doorbell]) -> tuple[list[Doorbell], list[Doorbell]]:
        """The nodes that may ride, and the others. Each is asked about once: what is known of a pace may change."""
        quick: list[Doorbell] = []
        slow: list[Doorbell] = []
        for doorbell in doorbells:
            (quick if self._may_ride(doorbell) else slow).append(doorbell)
        return quick, slow

    def _may_ride(self, doorbell: Doorbell) -> bool:
        node, task = doorbell.node, self._app.tasks.get(doorbell.node.handler)
        if task is None or not self.pace.is_quick(node.handler, QUICK) or node.priority is not None:
            return False
        limits = (node.timeout, node.hard_timeout, task.time_limit, task.soft_time_limit, task.rate_limit)
        return not any(limits) and self._bus.route(node) == self._local.route

    def _begin(self, task: Task[Any, Any], nodes: Sequence[Doorbell], engine: Engine) -> Round:
        round_, self._engine = Round(draining=lambda: self.pulse.draining), engine
        self._local.round, self._local.request, self._local.serving = round_, task.request, False
        self._local.route = self._bus.route(nodes[0].node)
        quick, slow = self._sorted(nodes[1:])
        round_.offer(quick)
        self._pass_on(slow)
        self._watch.begin(round_)
        return round_

    @property
    def _watch(self) -> Watch:
        pid = os.getpid()
        if pid not in self._watches:
            self._watches.setdefault(pid, Watch(self._rescue, self._give_back))
            # Connected now and not at start-up, so that it comes after every receiver that a worker's start
            # connects: tracers must have closed the first node's span before the next node begins.
            signals.task_postrun.connect(self._after, weak=False, dispatch_uid=f"aurora.rounds.{id(self)}")
        return self._watches[pid]

    def _after(self, *, task_id: str, **_: Any) -> None:
        round_ = self._round
        if round_ is None or self._local.serving or task_id != self._local.request.id:
            return
        self._local.serving = True
        try:
            while (doorbell := round_.next()) is not None:
                self._serve(doorbell)
        finally:
            self._local.serving = False
            self._end(round_)

    def _end(self, round_: Round) -> None:
        self._local.round = None
        self._watch.end(round_)
        self._rescue(round_.give_up())
        if (held := round_.claimed()) is not None:
            self._give_back(held)

    def _rescue(self, left: Sequence[Doorbell]) -> None:
        """Ring for nodes that the round did not come to."""
        self._send(split(left, slots=self.slots))

    def _pass_on(self, riders: Sequence[Doorbell]) -> None:
        """Ring by itself for each node that a message brought and this process does not serve on the way."""
        self._send([(rider,) for rider in riders])

    def _send(self, groups: Sequence[tuple[Doorbell, ...]]) -> None:
        """Ring for nodes. What the broker does not take is left to the sweeper."""
        try:
            self._bus.ring_groups(groups)
        except BrokerUnavailable as error:
            logger.warning("%d nodes are ready but could not be rung for: %s", sum(map(len, groups)), error)

    def _give_back(self, held: Held) -> None:
        """Return a node that was claimed ahead and not served: its round was broken off."""
        return_unbegun(self._engine, held)

    def _serve(self, doorbell: Doorbell) -> None:
        """Run a node's task as the worker would: with its own id, request, signals and log lines."""
        task = self._app.tasks[doorbell.node.handler]
        task_id = doorbell.task_id
        request = {**self._request(), "id": task_id, "task": task.name, HEADER: doorbell.header()}
        request |= self._bus.observer.bearings(doorbell)
        request |= {"correlation_id": task_id, "argsrepr": shown(doorbell.node.id)}
        trace_task(task, task_id, (), {}, request, app=self._app)

    def _request(self) -> dict[str, Any]:
        """The facts of the round's own message that hold for every node of it."""
        request = self._local.request
        shared = ("hostname", "delivery_info", "root_id", "kwargsrepr", "origin", "reply_to")
        return {name: getattr(request, name, None) for name in shared} | {
            "is_eager": False,
            "retries": 0,
            "ignore_result": True,
            "args": [],
            "kwargs": {},
        }


def _doorbell(held: Held, node: PlanNode) -> Doorbell:
    return Doorbell(held.ref.run, held.ref.epoch, held.head, node)


def _is_limited(task: Task[Any, Any]) -> bool:
    """Whether the pool times the message that a task was called for: the limit would hit whatever is served later."""
    return any(task.request.timelimit or ()) or bool(task.time_limit or task.soft_time_limit)
