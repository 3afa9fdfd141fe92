"""The native join of chords: count the parts of a header, and find what a crash left behind.

A join is a set of parts. Whoever adds the last one holds a lease on sending the body, under the id that the body
was frozen with. A sender that dies is followed by another once its lease is over: by whoever waits for the body, or
by the sweeper that runs in every worker process. The lease is long from the moment at which the body may have been
sent, because a body that waits in its queue cannot be seen. A part whose task died between its result and the count
is found by its stored result.
"""

from __future__ import annotations

import logging
import uuid
from typing import Any, Final

from celery import maybe_signature, states
from celery.result import GroupResult

from aurora_celery.backend.ports import Host
from aurora_celery.backend.sending import Sender, enclose
from aurora_celery.backend.signatures import id_of, weight_of
from aurora_celery.errors import StoreUnavailable
from aurora_celery.store.task_ports import Claimant, Counted, Counting, DueJoin, NewJoin, Part, TaskMeta

logger = logging.getLogger(__name__)

#: A value of up to so many characters lies in the join; a larger one is read from the task's result.
_SMALL: Final = 512
#: The same for a task of which no result is stored.
_SMALL_UNSTORED: Final = 16 * 1024
#: The share of its lifetime for which a chord may be silent.
_LAST: Final = 0.9


class Chords:
    """The chords of one backend."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._sender = Sender(host)

    def announce(self, group_id: str, results: Any, body: Any) -> None:
        """A chord is about to be published. A header that is still being generated is left alone."""
        shape, width = None, None
        if type(results) is list:
            width = len(results)
            if any(isinstance(result, GroupResult) for result in results):
                shape = self._host.encode(self._host.app.GroupResult(group_id, results).as_tuple())
        self._open(group_id, body, shape=shape, width=width)

    def seal(self, group_id: str, size: int) -> None:
        """The header consists of so many parts; the last of them is about to be published."""
        joins = self._host.store.joins
        self._host.reliably(joins.seal, group_id, size, expires=self._host.chord_expires)

    def widen(self, group_id: str, task_id: str) -> None:
        """One more task belongs to the header."""
        self._host.reliably(self._host.store.joins.widen, group_id, task_id)

    def part_returned(self, request: Any, state: str, result: Any, *, stored: bool) -> None:
        """A header task has ended. ``stored`` says that its result can be read again."""
        try:
            part = self._part(request, state, result, stored=stored)
            self._count(request, part, durable=not stored)
        except StoreUnavailable as error:
            if not stored:
                raise
            # The task has succeeded and its result is kept: the sweeper counts it from there.
            logger.warning("task %s is counted for chord %r later: %s", request.id, request.group, error)

    def body_ran(self, group_id: str) -> None:
        """The body of a chord has run."""
        self._sender.body_ran(group_id)

    def sweep(self, *, limit: int = 100, waits_for: str | None = None) -> int:
        """Look after the chords to which nothing has happened for a while; how many there were.

        Who only ``waits_for`` a body looks after its chord, and sends the body; to fail it, and to run its errbacks,
        is left to workers, which know the tasks.
        """
        quiet = self._host.options.chord_quiet
        found = self._host.store.joins.due(limit=limit, rest=quiet, body_id=waits_for)
        for due in found:
            self._look_after(due, may_fail=waits_for is None)
        return len(found)

    def _look_after(self, due: DueJoin, *, may_fail: bool) -> None:
        """What is wrong with one chord must not keep the sweep from the others; a server that is away does."""
        try:
            self._recover(due, may_fail=may_fail)
        except StoreUnavailable:
            raise
        except Exception:
            logger.exception("chord %r cannot be looked after", due.id)

    def _count(self, request: Any, part: Part, *, durable: bool) -> None:
        body_id = id_of(request.chord)
        counted = self._count_part(request.group, part, body_id=body_id, durable=durable)
        if counted.outcome is Counting.MISSING:
            body = maybe_signature(request.chord, app=self._host.app)
            self._open(request.group, body, announced=False)
            counted = self._count_part(request.group, part, body_id=body_id, durable=durable)
        if counted.join is not None:
            self._sender.send(counted.join)

    def _count_part(self, join: str, part: Part, *, body_id: str, durable: bool) -> Counted:
        host = self._host
        counted: Counted = host.reliably(
            host.store.joins.count,
            join,
            part,
            body_id=body_id,
            claimant=self._claimant(),
            quiet=host.options.chord_quiet,
            expires=host.chord_expires,
            durable=durable,
        )
        return counted

    def _part(self, request: Any, state: str, result: Any, *, stored: bool) -> Part:
        index = request.group_index if isinstance(request.group_index, int) else None
        part = Part(task=request.id, index=index, status=state, weight=weight_of(request, self._host.app))
        if state in states.PROPAGATE_STATES:
            known = self._host.reliably(self._host.store.metas.get, request.id)
            if known is not None and known.status == states.SUCCESS:
                # An earlier run of the same task succeeded; that is the result which everybody reads.
                return Part(task=part.task, index=index, status=known.status)
        value = self._host.encode(self._host.encode_result(result, state))
        if len(value) <= (_SMALL if stored else _SMALL_UNSTORED):
            return Part(task=part.task, index=index, status=state, weight=part.weight, value=value)
        if stored:
            return part
        meta = TaskMeta(id=f"{request.group}/{part.key}", status=state, result=value)
        self._host.reliably(self._host.store.metas.put, meta, expires=self._host.chord_expires)
        return Part(task=part.task, index=index, status=state, weight=part.weight, kept=meta.id)

    def _open(self, group_id: str, body: Any, **more: Any) -> None:
        host = self._host
        join = NewJoin(id=group_id, body_id=id_of(body), body=enclose(body, host.app), **more)
        anew = host.reliably(host.store.joins.open, join, quiet=host.options.chord_quiet, expires=host.chord_expires)
        known = host.reliably(host.store.metas.get, join.body_id) if anew else None
        if known is not None and known.status == states.FAILURE:
            # The chord had failed; its body's failure must not be taken for a sign that the body was sent.
            host.reliably(host.store.metas.forget, join.body_id)

    def _recover(self, due: DueJoin, *, may_fail: bool) -> None:
        store = self._host.store
        believed = [states.SUCCESS] if due.reopened else sorted(states.READY_STATES)
        counted = store.joins.counted(due.id)
        for part in store.metas.ended_parts(due.id, body=due.body_id, statuses=believed):
            if part.key not in counted:
                logger.info("task %s is counted for chord %r from its result", part.task, due.id)
                join = self._count_part(due.id, part, body_id=due.body_id, durable=True).join
                if join is not None:
                    self._sender.send(join, again=True, may_fail=may_fail)
                    return
        if due.complete and store.metas.known([due.body_id]):
            self._sender.body_ran(due.id)
        else:
            self._take_over(due, may_fail=may_fail)

    def _take_over(self, due: DueJoin, *, may_fail: bool) -> None:
        joins, patience = self._host.store.joins, self._patience(due)
        join = joins.claim(due.id, self._claimant())
        if join is not None:
            logger.info("the body of chord %r is sent in place of a sender that is gone", due.id)
            self._sender.send(join, again=True, may_fail=may_fail)
        elif may_fail and due.announced and patience is not None and due.quiet > patience:
            join = joins.abandon(due.id, self._claimant(), quiet=patience)
            if join is not None:
                what = "did not end" if due.sealed else "was published in part only"
                self._sender.fail(join, f"The header of chord {due.id} {what}: nothing for {due.quiet:.0f} s")

    def _patience(self, due: DueJoin) -> float | None:
        """Seconds after which a silent chord fails: its publisher is gone, or its join is about to expire."""
        if not due.sealed:
            return self._host.options.chord_unsealed
        expires = self._host.chord_expires
        return None if expires is None else expires * _LAST

    def _claimant(self) -> Claimant:
        return Claimant(token=uuid.uuid4().hex, lease=self._host.options.chord_lease)
