"""The doctor's checks: each looks at one thing and says how to mend it."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import click

from aurora_celery.cli.session import NO_STACK, Session
from aurora_celery.config.secrets import mask_url
from aurora_celery.errors import AuroraError, StoreError, StoreUnfit

if TYPE_CHECKING:
    from aurora_celery.config import Loaded
    from aurora_celery.store.ports import WorkerBeat

#: Milliseconds by which a clock may differ; more makes times in different places hard to compare.
_CLOCK_LIMIT = 1000.0
_PATIENCE = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found; ``mend`` says what to do when it is not well."""

    check: str
    state: Literal["ok", "warning", "failed"]
    found: str
    mend: str = ""


def examine(session: Session) -> Iterator[Finding]:
    """Every check in turn; those that would only repeat an earlier failure are left out."""
    try:
        loaded = session.load()
    except AuroraError as error:
        yield Finding("settings", "failed", str(error), "see `aurora config show` and config/aurora.toml")
        return
    yield Finding("settings", "ok", _origin(loaded))
    yield _versions()
    yield _broker(session, loaded)
    yield from _store(session, loaded)
    yield _handlers(session)


def _origin(loaded: Loaded) -> str:
    origins = sorted({origin for origin in loaded.origins.values() if origin != "default"})
    return "from " + ", ".join(origins) if origins else "all at their defaults"


def _versions() -> Finding:
    from importlib.metadata import version

    from aurora_celery import __version__

    words = ", ".join(f"{name} {version(name)}" for name in ("celery", "kombu", "pymongo", "pydantic"))
    return Finding("versions", "ok", f"aurora {__version__}, Python {platform.python_version()}, {words}")


def _broker(session: Session, loaded: Loaded) -> Finding:
    if session.app is None and not loaded.settings.broker.url:
        return Finding("broker", "failed", "none is configured", "start a local stack: aurora up")
    app = session.aurora.celery
    url = mask_url(str(app.conf.broker_url or "amqp://"))
    try:
        with app.connection_for_write() as connection:
            took = _milliseconds(lambda: connection.ensure_connection(max_retries=1, timeout=_PATIENCE))
    except Exception as error:  # noqa: BLE001 - every transport has errors of its own, and a name may be that of none
        return Finding("broker", "failed", f"{url}: {error}", "start it, or correct broker.url")
    return Finding("broker", "ok", f"{url} answers ({took:.0f} ms)")


def _store(session: Session, loaded: Loaded) -> Iterator[Finding]:
    from aurora_celery.store.factory import check_server

    if session.app is None and not loaded.settings.store.url:
        yield Finding("store", "failed", "none is configured", NO_STACK)
        return
    try:
        url = session.aurora.runtime.store_url
        report = check_server(url)
    except StoreError as error:
        mend = "" if isinstance(error, StoreUnfit) else "start it, or correct store.url"
        yield Finding("store", "failed", str(error), mend)
        return
    if report.problem:
        yield Finding("store", "failed", report.problem, "")
        return
    yield Finding("store", "ok", f"{mask_url(url)}: {report.kind} {report.version}, replica set {report.replica_set}")
    yield _clock(report.clock_offset)
    yield from _workers(session)


def _clock(offset: float) -> Finding:
    found = f"the store's clock differs by {offset:+.0f} ms"
    if abs(offset) <= _CLOCK_LIMIT:
        return Finding("clock", "ok", found)
    return Finding("clock", "warning", found, "let NTP keep the clocks of all machines")


def _workers(session: Session) -> Iterator[Finding]:
    try:
        beats = session.aurora.workers.living()
    except StoreError as error:
        yield Finding("workers", "failed", str(error), "see the check of the store")
    else:
        yield from examine_beats(beats)


def examine_beats(beats: Sequence[WorkerBeat]) -> Iterator[Finding]:
    """What the living workers say of themselves, and of work that waits."""
    if not beats:
        yield Finding("workers", "failed", "none is alive", "start one: aurora worker, or celery -A APP worker")
        return
    places = sum(beat.concurrency for beat in beats)
    yield Finding("workers", "ok", f"{len(beats)} alive, {places} nodes at a time: {', '.join(b.id for b in beats)}")
    yield from _unserved(beats)
    yield from _refused(beats)


def _unserved(beats: Sequence[WorkerBeat]) -> Iterator[Finding]:
    """Handlers whose nodes were rung for in vain and that no worker has."""
    known = {handler for beat in beats for handler in beat.handlers}
    unknown = {call.handler for beat in beats for call in beat.unheard} - known
    if unknown:
        found = f"nodes wait for handlers that no living worker has: {', '.join(sorted(unknown))}"
        yield Finding("handlers of workers", "warning", found, "start a worker of the version that has them")


def _refused(beats: Sequence[WorkerBeat]) -> Iterator[Finding]:
    counts = [f"{beat.id} refused {beat.refused}" for beat in beats if beat.refused]
    if counts:
        found = f"there were messages that nobody could read: {', '.join(counts)}"
        yield Finding("messages", "warning", found, "look for 'refused' in the log; who else can write to the broker?")


def _handlers(session: Session) -> Finding:
    try:
        found = session.aurora.handlers()
    except click.UsageError as error:
        return Finding("handlers", "failed", error.message, "correct worker.include or -I")
    own = [name for name in found if not name.startswith("aurora.")]
    if own:
        return Finding("handlers", "ok", f"{len(own)} besides the built-in ones")
    hint = "name your modules with -I or in worker.include; `aurora handlers` shows those of workers, too"
    return Finding("handlers", "ok", "only the built-in ones in this process", hint)


def _milliseconds(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000
