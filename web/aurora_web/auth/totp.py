"""The second factor: time-based one-time passwords (RFC 6238) of six digits and thirty seconds, and recovery codes.

The code of each time step counts once, and so does each recovery code.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import struct
import time
from dataclasses import replace
from typing import Final
from urllib.parse import quote

from aurora_celery.model.access import User

_STEP: Final = 30
_DIGITS: Final = 6
#: Steps by which a user's clock may be off.
_SLACK: Final = 1
#: RFC 4226 asks for 128 bits at least and recommends 160.
_SEED_BYTES: Final = 20
_CODES: Final = 10
_CODE_BYTES: Final = 10


def new_seed() -> str:
    """A seed, as authenticator apps take it."""
    return base64.b32encode(secrets.token_bytes(_SEED_BYTES)).decode()


def address(seed: str, user: str) -> str:
    """What the picture for an authenticator app says."""
    return f"otpauth://totp/Aurora:{quote(user)}?secret={seed}&issuer=Aurora&digits={_DIGITS}&period={_STEP}"


def code_at(seed: str, step: int) -> str:
    """The code of one time step."""
    digest = hmac.new(base64.b32decode(seed), struct.pack(">Q", step), hashlib.sha1).digest()
    place = digest[-1] & 0x0F
    number: int = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
    return str(number % 10**_DIGITS).zfill(_DIGITS)


def step_of(seed: str, code: str, *, after: int, now: float | None = None) -> int | None:
    """The time step whose code this is, later than ``after``; None when it is none of those that count now."""
    current = int((time.time() if now is None else now) // _STEP)
    found = [
        step
        for step in range(current - _SLACK, current + _SLACK + 1)
        if step > after and hmac.compare_digest(code_at(seed, step).encode(), code.strip().encode())
    ]
    return found[-1] if found else None


def new_recovery_codes() -> tuple[str, ...]:
    """Codes for who has lost the app, to be written down."""
    return tuple(base64.b32encode(secrets.token_bytes(_CODE_BYTES)).decode().lower() for _ in range(_CODES))


def hash_code(code: str) -> str:
    """What is kept of a recovery code; it has more chance in it than anybody can try."""
    return hashlib.sha256(code.strip().lower().encode()).hexdigest()


def use(user: User, seed: str, code: str, *, now: float | None = None) -> User | None:
    """The user with the code used up; None when it does not count. ``seed`` is the user's, unsealed."""
    step = step_of(seed, code, after=user.totp_step, now=now)
    if step is not None:
        return replace(user, totp_step=step)
    hashed = hash_code(code)
    if hashed in user.recovery:
        return replace(user, recovery=tuple(each for each in user.recovery if each != hashed))
    return None
