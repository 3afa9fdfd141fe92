"""The Celery result backend: results in MongoDB, waits that end at once, and chords that join without polling."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from celery import Celery, states
from celery.backends.base import BaseBackend
from celery.result import result_from_tuple
from kombu.exceptions import EncodeError

from aurora_celery.backend import sweeper
from aurora_celery.backend.address import driver_url, shown_url
from aurora_celery.backend.chords import Chords
from aurora_celery.backend.lifetimes import Lifetimes
from aurora_celery.backend.many import Every, Terms, collect
from aurora_celery.backend.metas import from_meta, to_meta
from aurora_celery.backend.nodes import Nodes, parse_node_id
from aurora_celery.backend.options import BackendOptions
from aurora_celery.backend.sending import CHORD_HEADER
from aurora_celery.backend.signatures import as_request, id_of, is_group, last_tasks, weight_of
from aurora_celery.backend.waiting import Vigil
from aurora_celery.errors import AuroraError, StoreTooLarge, StoreUnavailable, ValueRejected
from aurora_celery.store.task_factory import open_task_store
from aurora_celery.store.task_ports import TaskStore

logger = logging.getLogger(__name__)

#: How often a passing error is met with another try, unless the user has a say: for about a minute in all.
_TRIES: Final = 6
#: Seconds between two calls of a waiter's ``on_interval``, and between two looks after the chord it waits for.
_INTERVAL, _CHORD_CARE = 0.05, 5.0

Meta = dict[str, Any]

# The published stubs know only a part of Celery's base class, and that part at an older version.
if TYPE_CHECKING:
    CeleryBackend = Any
else:
    CeleryBackend = BaseBackend


class AuroraBackend(CeleryBackend):  # type: ignore[misc]
    """``result_backend = "aurora+mongodb://host/db"``. Takes every option of a MongoDB URL, and any number of hosts.

    Nothing is sent to MongoDB before the first result is stored or read. Threads may share a backend, and a forked
    process opens a client of its own.
    """

    app: Celery
    expires: float | None
    always_retry: bool
    max_retries: float

    supports_native_join = True
    supports_autoexpire = True
    supports_failure_expires = True
    supports_result_compression = True

    def __init__(self, app: Celery, *, url: str | None = None, **options: Any) -> None:
        super().__init__(app, url=driver_url(url), **options)
        conf = app.conf
        if not conf.get("result_backend_always_retry"):
            self.always_retry = True
            self.max_retries = min(conf.get("result_backend_max_retries"), _TRIES)
        self.options = BackendOptions.read(conf.get("result_backend_transport_options"))
        self.lifetimes = self._lifetimes()
        self.chords = Chords(self)
        self._nodes = Nodes(self.url)
        sweeper.attend(app, interval=self.options.sweep_interval)

    @property
    def store(self) -> TaskStore:
        """Where results and joins are; the same object for every backend of this address."""
        return open_task_store(self.url)

    @property
    def chord_expires(self) -> float | None:
        """For how many seconds an unfinished chord is kept; None for ever."""
        return self.lifetimes.chords or None

    def reliably(self, call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Call the store, again after a passing error, within the bounds of ``result_backend_max_retries``."""
        return self._ensure_retryable(call, *args, **kwargs)

    def exception_safe_to_retry(self, exc: BaseException) -> bool:
        """A server that does not answer may answer later, and every call may be repeated."""
        return isinstance(exc, StoreUnavailable)

    def as_uri(self, include_password: bool = False) -> str:  # noqa: FBT001, FBT002  (Celery's signature)
        """The address, without its password unless asked for."""
        return self.url if include_password else shown_url(self.url)

    # -- results ------------------------------------------------------------

    def mark_as_done(  # noqa: PLR0917  (Celery's signature)
        self,
        task_id: str,
        result: Any,
        request: Any = None,
        store_result: bool = True,  # noqa: FBT001, FBT002
        state: str = states.SUCCESS,
    ) -> None:
        """Record a success, then count it for its chord."""
        stored = store_result and not getattr(request, "ignore_result", False)
        if stored:
            self.store_result(task_id, result, state, request=request)
        else:
            self._note_body(request)
        if request and request.chord:
            self.on_chord_part_return(request, state, result, stored=stored)

    def mark_as_failure(self, task_id: str, exc: BaseException, *args: Any, **kwargs: Any) -> None:
        """Record a failure, count it for its chord, fail what follows in its chain, and call its errbacks."""
        super().mark_as_failure(task_id, exc, *args, **kwargs)
        if not kwargs.get("store_result", True):
            self._note_body(kwargs.get("request"))

    def _store_result(  # noqa: PLR0917  (Celery's signature)
        self, task_id: str, result: Any, state: str, traceback: Any = None, request: Any = None, **_: Any
    ) -> Any:
        """One write. A success stays; the result of an Aurora node is recorded by the engine alone."""
        if parse_node_id(task_id) is not None:
            return result
        celery_meta = self._get_result_meta(
            result=result, state=state, traceback=traceback, request=request, format_date=False
        )
        body = id_of(request.chord) if request and request.chord and request.group else None
        index = getattr(request, "group_index", None)
        weight = weight_of(request, self.app) if body is not None else 1
        meta = to_meta(self, task_id, celery_meta=celery_meta, index=index, body=body, weight=weight)
        try:
            expires = self.lifetimes.of(state, in_chord=body is not None)
            self.store.metas.put(meta, expires=expires, durable=state != states.STARTED)
        except (ValueRejected, StoreTooLarge) as error:
            # Celery records a task whose result cannot be kept as failed, with this error.
            raise EncodeError(str(error)) from error
        return result

    def _get_task_meta_for(self, task_id: str) -> Meta:
        node = parse_node_id(task_id)
        if node is not None:
            found = self._nodes.meta(task_id, node)
        else:
            meta = self.store.metas.get(task_id)
            found = None if meta is None else from_meta(self, meta)
        return {"status": states.PENDING, "result": None} if found is None else self.meta_from_decoded(found)

    def task_result_exists(self, task_id: str) -> bool:
        """True when anything is recorded of a task."""
        if parse_node_id(task_id) is not None:
            return bool(super().task_result_exists(task_id))
        return bool(self.reliably(self.store.metas.known, [task_id]))

    def _forget(self, task_id: str) -> None:
        self.store.metas.forget(task_id)

    # -- waiting ------------------------------------------------------------

    def wait_for(  # noqa: PLR0917  (Celery's signature)
        self,
        task_id: str,
        timeout: float | None = None,
        interval: float = 0.5,  # noqa: ARG002
        no_ack: bool = True,  # noqa: ARG002, FBT001, FBT002
        on_interval: Callable[[], Any] | None = None,
    ) -> Meta:
        """Block until a task has ended. ``interval`` has no meaning here: the result is seen within milliseconds."""
        self._ensure_not_eager()
        between = [Every(_CHORD_CARE, lambda: self._care_for_chord(task_id), first=2.0)]
        between += [Every(_INTERVAL, on_interval)] if on_interval else []

        def look(_: list[str]) -> dict[str, Meta]:
            meta: Meta = self.get_task_meta(task_id)
            return {task_id: meta} if meta["status"] in states.READY_STATES else {}

        with self._vigil(task_id) as vigil:
            _, meta = next(collect({task_id}, look, vigil=vigil, terms=Terms(timeout=timeout, between=tuple(between))))
        return meta

    def get_many(  # noqa: PLR0917  (Celery's signature)
        self,
        task_ids: Iterable[str],
        timeout: float | None = None,
        interval: float = 0.5,  # noqa: ARG002
        no_ack: bool = True,  # noqa: ARG002, FBT001, FBT002
        on_message: Callable[[Any], Any] | None = None,
        on_interval: Callable[[], Any] | None = None,
        max_iterations: int | None = None,
        READY_STATES: frozenset[str] = states.READY_STATES,  # noqa: N803
    ) -> Iterator[tuple[str, Meta]]:
        """Yield the results of many tasks as they come, in any order."""
        ids = set(task_ids)
        seen = {task_id: meta for task_id in ids if (meta := self._cache.get(task_id)) is not None}
        cached = {task_id: meta for task_id, meta in seen.items() if meta["status"] in READY_STATES}
        yield from cached.items()
        between = (Every(_INTERVAL, on_interval),) if on_interval else ()
        terms = Terms(timeout=timeout, looks=max_iterations, on_message=on_message, between=between)
        with self._vigil(*ids) as vigil:
            look = self._look_for(READY_STATES)
            yield from collect(ids.difference(cached), look, vigil=vigil, terms=terms)

    def _care_for_chord(self, body_id: str) -> None:
        """If it is a chord's body that is waited for, see whether the chord was left behind."""
        try:
            self.chords.sweep(limit=1, waits_for=body_id)
        except AuroraError as error:
            # Whoever waits need not have the right to write, and may outlast a silent server.
            logger.info("the chord of %s could not be looked after: %s", body_id, error)

    def _look_for(self, ready: frozenset[str]) -> Callable[[list[str]], dict[str, Meta]]:
        def look(ids: list[str]) -> dict[str, Meta]:
            nodes = [task_id for task_id in ids if parse_node_id(task_id) is not None]
            found: dict[str, Meta] = {task_id: self.get_task_meta(task_id) for task_id in nodes}
            others = sorted(set(ids).difference(nodes)) if nodes else ids
            metas = self.reliably(self.store.metas.get_many, others, statuses=sorted(ready)) if others else {}
            found |= {task_id: self.meta_from_decoded(from_meta(self, meta)) for task_id, meta in metas.items()}
            found = {task_id: meta for task_id, meta in found.items() if meta["status"] in ready}
            self._cache.update(found)
            return found

        return look

    def _vigil(self, *ids: str) -> Vigil:
        # A node's result is not among the documents that can be watched.
        return Vigil(self.store.metas, may_watch=not any(parse_node_id(task_id) for task_id in ids))

    # -- groups -------------------------------------------------------------

    def _save_group(self, group_id: str, result: Any) -> Any:
        expires = self.lifetimes.of(states.SUCCESS, in_chord=False)
        self.store.groups.save(group_id, self.encode(result.as_tuple()), expires=expires)
        return result

    def _restore_group(self, group_id: str) -> Meta | None:
        saved = self.store.groups.get(group_id)
        if saved is None:
            return None
        result = result_from_tuple(self.decode(saved.result), app=self.app)
        return {"task_id": group_id, "date_done": saved.saved, "result": result}

    def _delete_group(self, group_id: str) -> None:
        self.store.groups.delete(group_id)

    # -- chords -------------------------------------------------------------

    def apply_chord(self, header_result_args: tuple[Any, Any], body: Any, **_: Any) -> None:
        """A chord is about to be published; its join is made first."""
        self.ensure_chords_allowed()
        self.chords.announce(header_result_args[0], header_result_args[1], body)

    def set_chord_size(self, group_id: str, chord_size: int) -> None:
        """The last task of a header is about to be published."""
        self.chords.seal(group_id, chord_size)

    def add_to_chord(self, chord_id: str, result: Any) -> None:
        """A task of a header has added another."""
        self.chords.widen(chord_id, result.id)

    def on_chord_part_return(self, request: Any, state: str, result: Any, *, stored: bool = False, **_: Any) -> None:
        """A task of a header has ended."""
        if request.group and request.id:
            self.chords.part_returned(request, state, result, stored=stored)

    def chord_error_from_stack(self, callback: Any, exc: Any = None) -> Any:
        """Record that a body failed before it ran; also for what waits for the body: its last task, an outer chord."""
        exc = sys.exc_info()[1] if exc is None else exc
        info = super().chord_error_from_stack(callback, exc)
        for task in last_tasks(callback, self.app):
            task_id = id_of(task)
            if task_id and task_id != callback.id and not is_group(callback):
                self.store_result(task_id, exc, states.FAILURE)
            if "chord" in task.options:
                self.on_chord_part_return(as_request(task), states.FAILURE, exc)
        return info

    def sweep_chords(self, *, limit: int = 100) -> int:
        """Look after the chords to which nothing has happened for a while; how many there were."""
        return self.chords.sweep(limit=limit)

    def _note_body(self, request: Any) -> None:
        """A body without a stored result has run: nothing else would tell a sweeper that it was sent."""
        chord_id = getattr(request, CHORD_HEADER, None)
        if chord_id:
            self.chords.body_ran(chord_id)

    def _lifetimes(self) -> Lifetimes:
        conf = self.app.conf
        failures, chords = conf.get("result_failure_expires"), conf.get("result_chord_expires")
        return Lifetimes(
            results=self.expires,
            failures=self.expires if failures is None else self.prepare_expires(failures),
            chords=self.expires if chords is None else self.prepare_expires(chords),
        )

    def __reduce__(self, args: Any = (), kwargs: Any = None) -> Any:
        return super().__reduce__(args, {**(kwargs or {}), "expires": self.expires, "url": self.url})
