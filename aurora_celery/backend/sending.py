"""Send the body of a complete chord, or record that it failed, and note which of the two was done."""

from __future__ import annotations

import logging
from typing import Any, Final

from celery import Celery, maybe_signature
from celery.exceptions import BackendError, ChordError, SoftTimeLimitExceeded
from kombu.exceptions import OperationalError
from kombu.serialization import dumps, loads, prepare_accept_content

from aurora_celery.backend.gathering import gather
from aurora_celery.backend.ports import Host
from aurora_celery.backend.signatures import first_tasks, id_of, is_group, last_tasks
from aurora_celery.errors import StoreUnavailable
from aurora_celery.store.task_ports import Claimant, Envelope, Join

logger = logging.getLogger(__name__)

#: The header of a body's message that names its chord, so that a body without a stored result can be seen to have run.
CHORD_HEADER: Final = "aurora_chord"
#: Seconds for which an ended join is remembered if results never expire.
_REMEMBERED: Final = 86_400.0


def enclose(signature: Any, app: Celery) -> Envelope:
    """A signature, serialised as its messages are. Raises EncodeError."""
    content_type, encoding, data = dumps(signature, serializer=app.conf.task_serializer)
    return Envelope(data, content_type, encoding)


def disclose(envelope: Envelope, app: Celery) -> Any:
    """The pair of ``enclose``; reads only what the app reads from messages."""
    accept = prepare_accept_content(app.conf.accept_content)
    data = loads(envelope.data, envelope.content_type, envelope.encoding, accept=accept)
    return maybe_signature(data, app=app)


class Sender:
    """Brings complete joins to their end. Whatever it cannot do now is left to the next claimant."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def send(self, join: Join, *, again: bool = False, may_fail: bool = True) -> None:
        """Send the body, or fail it when a header task failed. Errors that pass are logged.

        ``again`` says that the body may have been sent already, by somebody of whom no trace is left. Who may not
        fail a body gives it back to those who may.
        """
        try:
            callback = disclose(join.body, self._host.app)
            if (again or join.tries > 1) and self._is_known(callback):
                self.close(join)
                return
            try:
                results = self._gather(join)
            except ChordError as error:
                logger.exception("Chord %r raised: %r", join.id, error)
                self._fail_or_return(join, callback, error, may_fail=may_fail)
                return
            if self._renew(join, self._host.options.chord_unsure):
                self._publish(join, callback, results)
        except (StoreUnavailable, BackendError, OperationalError, SoftTimeLimitExceeded) as error:
            logger.warning("the body of chord %r is sent later: %r", join.id, error)

    def fail(self, join: Join, reason: str) -> None:
        """Record that a body will never run."""
        callback = disclose(join.body, self._host.app)
        try:
            raise ChordError(reason)
        except ChordError as error:
            self._fail(join, callback, error)

    def close(self, join: Join, *, failed: bool = False) -> None:
        """Nothing remains to be done for a join."""
        joins, kept = self._host.store.joins, self._host.chord_expires or _REMEMBERED
        self._host.reliably(joins.close, join.id, token=join.token, failed=failed, expires=kept)
        for part in join.parts:
            if part.kept is not None:
                self._host.reliably(self._host.store.metas.forget, part.kept)

    def body_ran(self, join_id: str) -> None:
        """The body of a join was seen to run, so it was sent, whatever its sender had time to note."""
        kept = self._host.chord_expires or _REMEMBERED
        self._host.reliably(self._host.store.joins.close, join_id, expires=kept)

    def _gather(self, join: Join) -> list[Any]:
        """The results of the header. Raises ChordError when there is none for the body."""
        try:
            return gather(join, host=self._host)
        except (ChordError, StoreUnavailable, BackendError, SoftTimeLimitExceeded):
            # The last is that of the header's last task, which is over but for this: another claimant has more time.
            raise
        except Exception as error:
            # Whatever cannot be read back, for instance because the app no longer accepts its format.
            raise ChordError(f"Join error: {error!r}") from error

    def _fail_or_return(self, join: Join, callback: Any, error: ChordError, *, may_fail: bool) -> None:
        if may_fail:
            self._fail(join, callback, error)
        else:
            self._renew(join, 0)

    def _publish(self, join: Join, callback: Any, results: list[Any]) -> None:
        if not callback.subtask_type:
            callback.set(headers={**(callback.options.get("headers") or {}), CHORD_HEADER: join.id})
        try:
            # Celery's own way to publish what follows a task: it waits between the tries.
            amqp: Any = self._host.app.amqp
            amqp._retry_publish(callback.delay, results)  # noqa: SLF001
        except (OperationalError, BackendError, StoreUnavailable, SoftTimeLimitExceeded):
            # Of the broker, or of this store if the body is a chord itself. The body may have been sent nevertheless.
            raise
        except Exception as error:
            # Whatever a message cannot be made of: waiting would not help.
            logger.exception("Chord %r raised: %r", join.id, error)
            self._fail(join, callback, ChordError(f"Callback error: {error!r}"))
        else:
            self.close(join)

    def _fail(self, join: Join, callback: Any, error: ChordError) -> None:
        self._host.chord_error_from_stack(callback, error)
        self.close(join, failed=True)

    def _is_known(self, callback: Any) -> bool:
        """True when something is recorded of the body, so that an earlier sender did its work."""
        app = self._host.app
        tasks = [*first_tasks(callback, app), *last_tasks(callback, app)]
        ids = [found for task in tasks if (found := id_of(task))]
        ids += [] if is_group(callback) else [id_of(callback)]
        return bool(self._host.reliably(self._host.store.metas.known, ids))

    def _renew(self, join: Join, lease: float) -> bool:
        """False when another has taken over. Once a body may have been sent, others wait longer to send it again."""
        claimant = Claimant(token=join.token, lease=lease)
        ours = bool(self._host.reliably(self._host.store.joins.renew, join.id, claimant))
        if not ours:
            logger.warning("the body of chord %r was taken over while its results were read", join.id)
        return ours
