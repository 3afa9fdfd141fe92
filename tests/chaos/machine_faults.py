"""What is done to the machine below: the store's disk is full, slow or broken, and workers' clocks are wrong."""

from __future__ import annotations

import contextlib
import random
import time
from collections.abc import Callable

from pymongo import MongoClient
from pymongo.errors import PyMongoError

from tests.chaos.site import Site
from tests.servers.child import ChildFailed
from tests.servers.tracing import Tracing

#: Seconds that a spell lasts.
_SPELL = (1.5, 3.0)

#: The most seconds until a store has to have met what was done to its disk, and for which it then stays away.
_MEETS, _AWAY = 20.0, 1.0

#: The calls that have to be over before anything counts as written.
_FLUSHES = ("fsync", "fdatasync")

#: Microseconds of delay of each of them.
_DELAY = 50_000

#: Seconds by which a clock is wrong.
_HOUR = 3600.0

#: Milliseconds that a question to the store may take.
_QUICK = 500


def disk(site: Site, rng: random.Random) -> None:
    """The store's file system is full until ``mongod`` has died of it, and on the way back as often as not, too."""
    site.history.note("strike", fault="disk", pids=[site.mongo.pid])
    site.disk.fill()
    try:
        site.history.note("met", fault="disk", count=int(_dies(site)))
        time.sleep(rng.uniform(0.0, _AWAY))
        if rng.random() < 0.5:
            with contextlib.suppress(ChildFailed):
                site.mongo.start()
            site.mongo.kill9()
    finally:
        site.disk.free()
    site.mongo.start()
    site.history.note("back", fault="disk")


def eio(site: Site, rng: random.Random) -> None:
    """Nothing can be flushed any more (EIO), so ``mongod`` has to die; then the disk works again."""
    site.history.note("strike", fault="eio", pids=[site.mongo.pid])
    tracing = Tracing(site.mongo.pid, _FLUSHES, "error=EIO", log=site.directory / "strace.log")
    try:
        died = _dies(site)
    finally:
        failed = tracing.stop()
    site.history.note("met", fault="eio", count=failed if died else 0)
    time.sleep(rng.uniform(0.0, _AWAY))
    site.mongo.start()
    site.history.note("back", fault="eio")


def fsync(site: Site, rng: random.Random) -> None:
    """The store's disk is slow to flush for a while."""
    site.history.note("strike", fault="fsync")
    tracing = Tracing(site.mongo.pid, _FLUSHES, f"delay_enter={_DELAY}", log=site.directory / "strace.log")
    try:
        time.sleep(rng.uniform(*_SPELL))
    finally:
        site.history.note("met", fault="fsync", count=tracing.stop())


def clock(site: Site, rng: random.Random) -> None:
    """The clock of one worker is an hour ahead or behind, or at double speed, then another of these; then right."""
    wrong = rng.choice(site.clocks)
    settings: list[Callable[[], None]] = [lambda: wrong.shift(_HOUR), lambda: wrong.shift(-_HOUR), wrong.double]
    site.history.note("strike", fault="clock", clock=time.time())
    for setting in rng.sample(settings, 2):
        setting()
        time.sleep(rng.uniform(*_SPELL))
    wrong.shift(0.0)


def _dies(site: Site) -> bool:
    """Whether the store dies soon when it is asked again and again to write everything down."""
    deadline = time.monotonic() + _MEETS
    with MongoClient[dict[str, object]](site.mongo.url(), serverSelectionTimeoutMS=_QUICK) as client:
        while site.mongo.alive and time.monotonic() < deadline:
            with contextlib.suppress(PyMongoError):
                client.admin.command("fsync")
            time.sleep(0.05)
    return not site.mongo.alive
