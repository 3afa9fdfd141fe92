"""What follows a failed try."""

from __future__ import annotations

import random

import pytest

from aurora_celery.engine.verdict import GiveUp, RetryAfter, after_crash, after_failure, backoff
from aurora_celery.model.graph import RetryPolicy
from aurora_celery.model.run import Failure

BOOM = Failure(reason="exception", type="ValueError", message="boom")


def rng() -> random.Random:
    return random.Random(7)


def test_without_a_policy_the_first_failure_is_the_last() -> None:
    assert after_failure(BOOM, None, retries=0, rng=rng()) == GiveUp(BOOM)


def test_a_policy_is_used_up_after_its_number_of_retries() -> None:
    policy = RetryPolicy(max=2, delay=1.0, jitter=0.0)
    assert after_failure(BOOM, policy, retries=0, rng=rng()) == RetryAfter(1.0)
    assert after_failure(BOOM, policy, retries=1, rng=rng()) == RetryAfter(2.0)
    assert after_failure(BOOM, policy, retries=2, rng=rng()) == GiveUp(BOOM)


@pytest.mark.parametrize("reason", ["unserialisable", "result_too_large", "expression_error"])
def test_what_another_try_cannot_mend_is_not_tried_again(reason: str) -> None:
    failure = Failure(reason=reason)
    assert after_failure(failure, RetryPolicy(max=9), retries=0, rng=rng()) == GiveUp(failure)


@pytest.mark.parametrize(
    ("kind", "delays"),
    [("fixed", [2.0, 2.0, 2.0]), ("linear", [2.0, 4.0, 6.0]), ("exponential", [2.0, 4.0, 8.0])],
)
def test_delays_grow_as_the_policy_says(kind: str, delays: list[float]) -> None:
    policy = RetryPolicy(max=5, backoff=kind, delay=2.0, jitter=0.0)
    assert [backoff(policy, retries=retries, rng=rng()) for retries in range(3)] == delays


def test_a_delay_is_never_longer_than_the_longest_and_never_overflows() -> None:
    policy = RetryPolicy(max=10**6, delay=1.0, max_delay=30.0, jitter=0.0)
    assert backoff(policy, retries=10**5, rng=rng()) == 30.0


def test_jitter_takes_away_at_most_its_share() -> None:
    policy = RetryPolicy(max=1, delay=10.0, jitter=0.5)
    source = rng()
    drawn = [backoff(policy, retries=0, rng=source) for _ in range(200)]
    assert 5.0 <= min(drawn) < max(drawn) <= 10.0


def test_a_crash_is_forgiven_until_the_node_is_poison() -> None:
    lost = Failure(reason="worker_lost", message="worker w is gone")
    assert after_crash(lost, crashes=0, limit=3) == RetryAfter(0.0)
    assert after_crash(lost, crashes=1, limit=3) == RetryAfter(0.0)
    verdict = after_crash(lost, crashes=2, limit=3)
    assert isinstance(verdict, GiveUp)
    assert verdict.failure.reason == "poison"
    assert "3 times" in verdict.failure.message


def test_who_died_for_want_of_memory_last_fails_for_that_reason() -> None:
    killed = Failure(reason="oom", type="WorkerLostError", message="signal 9 (SIGKILL)")
    assert after_crash(killed, crashes=1, limit=3) == RetryAfter(0.0)
    verdict = after_crash(killed, crashes=2, limit=3)
    assert isinstance(verdict, GiveUp)
    assert (verdict.failure.reason, verdict.failure.type) == ("oom", "WorkerLostError")
