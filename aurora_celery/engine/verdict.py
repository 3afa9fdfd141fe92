"""Decide what follows a failed try: another try after a delay, or the end of the node. Pure."""

from __future__ import annotations

import random
from dataclasses import dataclass

from aurora_celery.model.graph import RetryPolicy
from aurora_celery.model.run import Failure

#: Failures that another try cannot mend.
_FINAL = frozenset({"unserialisable", "result_too_large", "expression_error", "handler_not_found", "secret_not_found"})


@dataclass(frozen=True, slots=True)
class RetryAfter:
    """Try again, not before so many seconds from now."""

    delay: float


@dataclass(frozen=True, slots=True)
class GiveUp:
    """The node has failed."""

    failure: Failure


def after_failure(
    failure: Failure, policy: RetryPolicy | None, *, retries: int, rng: random.Random
) -> RetryAfter | GiveUp:
    """What follows a handler's failure, ``retries`` of the policy's having been used."""
    if policy is None or failure.reason in _FINAL or retries >= policy.max:
        return GiveUp(failure)
    return RetryAfter(backoff(policy, retries=retries, rng=rng))


def after_crash(failure: Failure, *, crashes: int, limit: int) -> RetryAfter | GiveUp:
    """What follows the death of a worker that ran the node; this one is not counted in ``crashes``.

    A crash does not use up the node's retries: the node may be innocent. One that keeps
    killing its worker is poison, unless it was the kernel that killed it, for want of memory.
    """
    if crashes + 1 < limit:
        return RetryAfter(0.0)
    message = f"its worker died {crashes + 1} times while running it; {failure.message}"
    reason = "oom" if failure.reason == "oom" else "poison"
    return GiveUp(Failure(reason=reason, type=failure.type, message=message))


def backoff(policy: RetryPolicy, *, retries: int, rng: random.Random) -> float:
    """Seconds to wait before retry number ``retries + 1``."""
    factor = {"fixed": 1.0, "linear": retries + 1.0, "exponential": 2.0 ** min(retries, 60)}[policy.backoff]
    delay = min(policy.max_delay, policy.delay * factor)
    return delay * (1.0 - policy.jitter * rng.random())
