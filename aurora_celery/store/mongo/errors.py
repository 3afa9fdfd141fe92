"""What the driver's errors mean to Aurora, in one place."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

from bson.errors import BSONError
from pymongo import errors

from aurora_celery.errors import AuroraError, StoreError, StoreTooLarge, StoreUnavailable, StoreUnfit, Unserialisable

P = ParamSpec("P")
R = TypeVar("R")

#: BSONObjectTooLarge, and what an update answers that would let a document grow beyond the limit.
_TOO_LARGE = frozenset({10334, 17419, 17420, 17280})
#: Unauthorized, AuthenticationFailed.
_REFUSED = frozenset({13, 18})
#: The server is going down or no longer the primary, the network failed, writes collided, or the time is over:
#: asking again may help. Without retryable writes the server does not say so by a label.
_PASSING = frozenset({6, 7, 50, 64, 89, 91, 100, 112, 133, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436})
_DUPLICATE = 11000
_LONGEST_REASON = 300


@contextmanager
def translated() -> Iterator[None]:
    """Let only Aurora's errors out of the block."""
    try:
        yield
    except (errors.PyMongoError, BSONError, UnicodeError, OverflowError) as error:
        raise translate(error) from error


def answered(call: Callable[P, R]) -> Callable[P, R]:
    """Let only Aurora's errors out of a method."""

    @functools.wraps(call)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return call(*args, **kwargs)
        except (errors.PyMongoError, BSONError, UnicodeError, OverflowError) as error:
            raise translate(error) from error

    return wrapper


def translate(error: Exception) -> AuroraError:
    """The error of ours that says the same."""
    reason = str(error).partition(", Timeout:")[0][:_LONGEST_REASON]
    if isinstance(error, errors.DocumentTooLarge) or _codes(error) & _TOO_LARGE:
        return StoreTooLarge(f"MongoDB takes no document of more than 16 MB: {reason}")
    if isinstance(error, BSONError | UnicodeError | OverflowError):
        return Unserialisable("", reason)
    if _codes(error) & _REFUSED:
        return StoreUnfit(f"MongoDB refuses this user; check the name, the password and the roles in the URL: {reason}")
    if _is_passing(error):
        return StoreUnavailable(f"MongoDB does not answer: {reason}")
    if isinstance(error, errors.ConfigurationError | errors.InvalidName):
        return StoreUnfit(f"the URL of the store cannot be used: {reason}")
    return StoreError(f"MongoDB refused: {reason}")


def _codes(error: Exception) -> set[int]:
    """The server's error codes, also those within an answer to many writes."""
    if isinstance(error, errors.BulkWriteError):
        written = error.details.get("writeErrors", []) + error.details.get("writeConcernErrors", [])
        return {entry.get("code", 0) for entry in written}
    code = getattr(error, "code", None)
    return {code} if isinstance(code, int) else set()


def _is_passing(error: Exception) -> bool:
    """True when the outcome is unknown, or the server could not be reached."""
    if isinstance(error, errors.ConnectionFailure | errors.InvalidOperation | errors.WTimeoutError):
        return True
    if not isinstance(error, errors.PyMongoError):
        return False
    return error.timeout or error.has_error_label("RetryableWriteError") or bool(_codes(error) & _PASSING)


def only_duplicates(error: errors.BulkWriteError) -> bool:
    """True when nothing was refused but what an earlier try had written."""
    written = error.details.get("writeErrors", [])
    return not error.details.get("writeConcernErrors") and all(entry["code"] == _DUPLICATE for entry in written)
