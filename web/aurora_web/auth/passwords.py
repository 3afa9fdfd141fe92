"""Passwords: hashed with argon2id, refused when they are among the first that anybody would guess."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from http import HTTPStatus
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from aurora_celery.errors import Diagnostic
from aurora_web.auth.guessed import is_guessed_early
from aurora_web.problems import Problem

#: OWASP's choice for argon2id: 19 MiB, two passes, one lane.
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
SHORTEST: Final = 8
LONGEST: Final = 256


def hash_password(password: str) -> str:
    """What is kept of a password."""
    return _HASHER.hash(password)


def verify(password: str, hashed: str) -> bool:
    """Whether a password is the one of a hash. Takes as long without a hash, so that nobody learns who is known."""
    try:
        _HASHER.verify(hashed or _nobodys(), password[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return bool(hashed)


def check_new(password: str, *, words: Iterable[str] = ()) -> None:
    """Raise Problem for a password that is too short or too long, or that is guessed early.

    ``words`` are what whoever knows the user tries first, such as their name. There are no other rules: length is
    what counts, and a sentence is better than a word with a digit behind it.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise _weak(f"it has to have {SHORTEST} to {LONGEST} characters")
    if is_guessed_early(password, words=words):
        raise _weak("it is among the first that anybody would guess; take a sentence")


@cache
def _nobodys() -> str:
    return _HASHER.hash("nobody's")


def _weak(reason: str) -> Problem:
    place = Diagnostic("weak_password", "password", reason)
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "weak_password", f"the password is too weak: {reason}", (place,))
