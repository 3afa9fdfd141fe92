"""Whoever asks a broker waits no longer than was said, whatever the broker's client does."""

from __future__ import annotations

import threading

import pytest

from aurora_celery.engine.asking import within
from aurora_celery.errors import BrokerUnavailable


def test_what_comes_in_time_is_answered() -> None:
    assert within(10.0, lambda: 7) == 7


def test_what_does_not_come_is_not_waited_for() -> None:
    never = threading.Event()
    with pytest.raises(BrokerUnavailable, match=r"does not answer within 0\.01 s"):
        within(0.01, lambda: never.wait(30))
    never.set()


def test_whatever_the_client_raises_means_that_the_broker_is_away() -> None:
    def fail() -> None:
        raise OSError("no route")

    with pytest.raises(BrokerUnavailable, match="OSError: no route"):
        within(10.0, fail)
