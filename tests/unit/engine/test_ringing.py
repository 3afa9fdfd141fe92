"""When the sweeper rings again for a node that nobody has claimed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from aurora_celery.engine.ringing import Ringing

START = datetime(2026, 1, 1, tzinfo=UTC)
NODE = ("run", 0, 1, 0)


def rings(ringing: Ringing, *, seconds: int, at_once: bool = False) -> list[int]:
    """The seconds at which the node is rung for, looking once a second."""
    times = []
    for second in range(seconds):
        now = START + timedelta(seconds=second)
        if ringing.is_due(NODE, since=START, now=now, at_once=at_once):
            ringing.note(NODE, now)
            times.append(second)
    return times


def test_each_wait_is_twice_as_long_as_the_one_before() -> None:
    assert rings(Ringing(first=2, longest=1000), seconds=70) == [2, 6, 14, 30, 62]


def test_a_wait_is_never_longer_than_the_longest() -> None:
    assert rings(Ringing(first=2, longest=4), seconds=20) == [2, 6, 10, 14, 18]


def test_what_nobody_else_rings_for_is_rung_for_at_once() -> None:
    assert rings(Ringing(first=2, longest=1000), seconds=20, at_once=True) == [0, 2, 6, 14]


def test_another_try_of_a_node_is_another_node() -> None:
    ringing = Ringing(first=2, longest=1000)
    ringing.note(NODE, START)
    later = START + timedelta(seconds=2)
    assert not ringing.is_due(NODE, since=START, now=later)
    assert ringing.is_due((*NODE[:3], 1), since=START, now=later)
