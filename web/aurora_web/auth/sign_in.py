"""Sign in with a name and a password, and start a session."""

from __future__ import annotations

import secrets
from dataclasses import replace
from http import HTTPStatus

from flask import request

from aurora_celery.model.access import EVERY_PROJECT, SETUP, Role, Session, User
from aurora_web.auth import passwords, totp
from aurora_web.auth.journal import record
from aurora_web.auth.sealing import seal, seed_name
from aurora_web.auth.throttle import address, count_try, forgive
from aurora_web.context import aurora, web
from aurora_web.problems import Problem

#: Bytes of chance in a session's token: 256 bits.
_TOKEN_BYTES = 32


def sign_in(name: str, password: str, code: str) -> tuple[User, Session, str]:
    """The user, a new session, and its token. Raises Problem, the same for every reason."""
    count_try(name)
    user = aurora().access.users.get(name)
    known = passwords.verify(password, user.password if user else "")
    if user is None or not known or user.disabled:
        record("sign_in", name, "refused", actor="anonymous")
        raise _refused()
    if user.totp:
        user = _second_factor(user, code)
    forgive(name)
    record("sign_in", name, "done", actor=name)
    return (user, *start_session(user))


def start_session(user: User) -> tuple[Session, str]:
    """A new session and its token; an older session of the same browser is not taken over."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    session = Session(
        id=aurora().digest_of(token),
        user=user.name,
        csrf=secrets.token_urlsafe(_TOKEN_BYTES),
        address=address(),
        agent=request.headers.get("User-Agent", "")[:200],
    )
    return aurora().access.sessions.add(session, lifetime=web().settings.web.session_lifetime), token


def set_up(secret: str, name: str, password: str) -> User:
    """Make the first user. Raises Problem unless the secret is the one that Aurora printed, and there is no user."""
    count_try("")
    access = aurora().access
    key = access.keys.find(aurora().digest_of(secret))
    if key is None or key.owner != SETUP:
        raise Problem(HTTPStatus.FORBIDDEN, "forbidden", "this is not the secret that Aurora printed when it started")
    passwords.check_new(password, words=(name,))
    user = User(name=name, password=passwords.hash_password(password), grants={EVERY_PROJECT: Role.ADMIN})
    if not access.users.add_first(user):
        raise Problem(HTTPStatus.CONFLICT, "set_up_already", "there is a user already; sign in")
    access.keys.remove(key.id)
    record("set_up", name, "done", actor=name)
    return access.users.get(name) or user


def confirm(user: User, password: str) -> None:
    """Raise Problem unless this is the user's password: what a browser may do that was left alone is not enough."""
    count_try(user.name)
    if not passwords.verify(password, user.password):
        raise _refused()


def turn_on(user: User, seed: str, code: str) -> tuple[str, ...]:
    """Let a user's second factor count; the recovery codes. Raises Problem for a code that is not of the seed."""
    step = totp.step_of(seed, code, after=0)
    if step is None:
        raise _refused()
    codes = totp.new_recovery_codes()
    changed = replace(
        user,
        totp=seal().seal(seed, name=seed_name(user.name)),
        totp_step=step,
        recovery=tuple(map(totp.hash_code, codes)),
    )
    _keep(changed)
    record("second_factor", user.name, "done", actor=user.name)
    return codes


def turn_off(user: User, code: str) -> None:
    """Let a user's second factor count no more. Raises Problem without one, and for a code that does not count."""
    if not user.totp:
        raise Problem(HTTPStatus.CONFLICT, "no_second_factor", "there is no second factor to turn off")
    if totp.use(user, seal().open(user.totp, name=seed_name(user.name)), code) is None:
        raise _refused()
    _keep(replace(user, totp="", totp_step=0, recovery=()))


def change_password(user: User, current: str, new: str) -> User:
    """Raises Problem unless the current password is given and the new one is good enough."""
    confirm(user, current)
    passwords.check_new(new, words=(user.name,))
    changed = replace(user, password=passwords.hash_password(new), must_change=False)
    return _keep(changed)


def _keep(changed: User) -> User:
    if not aurora().access.users.change(changed):
        raise Problem(HTTPStatus.CONFLICT, "changed_meanwhile", "the user was changed in the meantime; try again")
    return replace(changed, version=changed.version + 1)


def _second_factor(user: User, code: str) -> User:
    """The user, with the code used up."""
    seed = seal().open(user.totp, name=seed_name(user.name))
    changed = totp.use(user, seed, code)
    if changed is None or not aurora().access.users.change(changed):
        record("sign_in", user.name, "refused", actor="anonymous", detail={"reason": "second factor"})
        raise _refused()
    return replace(changed, version=changed.version + 1)


def _refused() -> Problem:
    detail = "the name, the password or the code is wrong"
    return Problem(HTTPStatus.UNAUTHORIZED, "wrong_credentials", detail)
