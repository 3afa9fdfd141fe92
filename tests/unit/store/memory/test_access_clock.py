"""Sessions, keys and windows in memory end by the clock that the store is given."""

from __future__ import annotations

from datetime import timedelta

import pytest

from aurora_celery.model.access import ApiKey, Role, Session
from aurora_celery.store.access_ports import AccessStore
from aurora_celery.store.memory.store import MemoryStore
from tests.unit.store.memory.test_clock import START, Clock

KEY = ApiKey(id="k", digest="d", owner="ann", title="t", role=Role.VIEWER)
LONG = 3600.0


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def access(clock: Clock) -> AccessStore:
    return MemoryStore(clock=clock).access


def seen(access: AccessStore, idle: float) -> float | None:
    """Seconds after the start at which a session was noted as seen; None if it is over."""
    session = access.sessions.get("s", idle=idle)
    return None if session is None or session.seen is None else (session.seen - START).total_seconds()


def test_a_session_ends_when_its_time_is_over(access: AccessStore, clock: Clock) -> None:
    access.sessions.add(Session(id="s", user="ann", csrf="c"), lifetime=100.0)
    clock.move(99.999)
    assert len(access.sessions.of("ann")) == 1
    clock.move(0.001)
    assert access.sessions.get("s", idle=LONG) is None
    assert access.sessions.of("ann") == ()


def test_a_session_ends_when_it_was_idle(access: AccessStore, clock: Clock) -> None:
    access.sessions.add(Session(id="s", user="ann", csrf="c"), lifetime=LONG)
    clock.move(199.999)
    assert seen(access, idle=200.0) == 199.999
    clock.move(200.0)
    assert seen(access, idle=200.0) is None


def test_a_session_is_noted_as_seen_once_a_minute(access: AccessStore, clock: Clock) -> None:
    access.sessions.add(Session(id="s", user="ann", csrf="c"), lifetime=LONG)
    noted = []
    for _ in range(5):
        clock.move(25.0)
        noted.append(seen(access, idle=LONG))
    assert noted == [0.0, 0.0, 75.0, 75.0, 75.0]


def test_a_session_goes_on_while_it_is_used_however_short_it_may_be_idle(access: AccessStore, clock: Clock) -> None:
    access.sessions.add(Session(id="s", user="ann", csrf="c"), lifetime=LONG)
    for _ in range(50):
        clock.move(6.0)
        assert seen(access, idle=10.0) is not None


def test_a_key_is_noted_as_used_once_a_minute_and_ends(access: AccessStore, clock: Clock) -> None:
    access.keys.add(KEY, lifetime=150.0)
    used = []
    for _ in range(5):
        clock.move(25.0)
        key = access.keys.find("d")
        used.append(key and key.used and key.used - START)
    assert used == [timedelta(seconds=second) for second in (25, 25, 25, 100, 100)]
    clock.move(25.0)
    assert access.keys.find("d") is None


def test_a_window_opens_with_the_first_try_and_closes_by_itself(access: AccessStore, clock: Clock) -> None:
    assert access.limits.hit("ann", window=60.0) == 1
    clock.move(59.999)
    assert access.limits.hit("ann", window=60.0) == 2
    assert access.limits.count("ann") == (2, 0.001)
    clock.move(0.001)
    assert access.limits.count("ann") == (0, 0.0)
    assert access.limits.hit("ann", window=60.0) == 1
    assert access.limits.count("ann") == (1, 60.0)
