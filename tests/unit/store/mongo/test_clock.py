"""The server's clock is estimated from its last answer."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from aurora_celery.errors import StoreUnavailable
from aurora_celery.store.mongo.clock import ServerClock

START = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture
def monotonic(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The monotonic clock; a test moves it by its only element."""
    moment = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: moment[0])
    return moment


def test_the_clock_goes_on_from_the_answer_without_asking_again(monotonic: list[float]) -> None:
    asked: list[int] = []

    def ask() -> datetime:
        asked.append(1)
        return START

    clock = ServerClock(ask)
    assert clock.now() == START
    monotonic[0] += 59.5
    assert clock.now() == START + timedelta(seconds=59.5)
    assert len(asked) == 1


def test_the_server_is_asked_again_after_a_minute(monotonic: list[float]) -> None:
    answers = iter([START, START + timedelta(hours=1)])
    clock = ServerClock(lambda: next(answers))
    clock.now()
    monotonic[0] += 60.5
    assert clock.now() == START + timedelta(hours=1)


def test_half_of_the_round_trip_is_counted(monotonic: list[float]) -> None:
    def ask() -> datetime:
        monotonic[0] += 0.2
        return START

    assert ServerClock(ask).now() == START + timedelta(milliseconds=100)


def test_a_known_clock_goes_on_while_the_server_does_not_answer(monotonic: list[float]) -> None:
    answers = iter([START])

    def ask() -> datetime:
        for answer in answers:
            return answer
        raise StoreUnavailable("gone")

    clock = ServerClock(ask)
    clock.now()
    monotonic[0] += 100.0
    assert clock.now() == START + timedelta(seconds=100)


def test_an_unknown_clock_cannot_be_guessed() -> None:
    def ask() -> datetime:
        raise StoreUnavailable("gone")

    with pytest.raises(StoreUnavailable):
        ServerClock(ask).now()
