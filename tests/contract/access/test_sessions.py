"""Sessions last for as long as they may, by the store's clock, and end when they are ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from aurora_celery.model.access import Session
from aurora_celery.store.access_ports import AccessStore

AtOnce = Callable[[int, Callable[[AccessStore, int], Any]], list[Any]]

SESSION = Session(id="0f", user="ann", csrf="$c", address="2001:db8::1", agent="$NOW Mozilla/5.0")
LONG, OVER = 3600.0, -1.0


def kept(access: AccessStore, session_id: str, user: str = "ann", *, lifetime: float = LONG) -> Session:
    return access.sessions.add(Session(id=session_id, user=user, csrf="c"), lifetime=lifetime)


def test_a_session_is_kept_with_its_times(access: AccessStore) -> None:
    session = access.sessions.add(SESSION, lifetime=LONG)
    assert session.created is not None
    expires = session.created + timedelta(seconds=LONG)
    assert session == replace(SESSION, created=session.created, seen=session.created, expires=expires)
    assert access.sessions.get("0f", idle=LONG) == session
    assert access.sessions.of("ann") == (session,)


def test_a_session_that_is_there_stays_as_it_is(access: AccessStore) -> None:
    session = access.sessions.add(SESSION, lifetime=LONG)
    assert access.sessions.add(replace(SESSION, user="eve"), lifetime=2 * LONG) == session
    assert access.sessions.of("eve") == ()


def test_a_session_that_is_over_is_not_found(access: AccessStore) -> None:
    kept(access, "s", lifetime=OVER)
    assert access.sessions.get("s", idle=LONG) is None
    assert access.sessions.of("ann") == ()
    assert not access.sessions.end("s")
    assert access.sessions.end_all("ann") == 0


def test_a_session_that_was_idle_is_not_found(access: AccessStore) -> None:
    kept(access, "s")
    assert access.sessions.get("s", idle=OVER) is None
    assert access.sessions.get("s", idle=LONG) is not None


def test_an_ended_session_is_not_found(access: AccessStore) -> None:
    kept(access, "s")
    assert access.sessions.end("s")
    assert access.sessions.get("s", idle=LONG) is None
    assert not access.sessions.end("s")


def test_all_sessions_of_a_user_end_but_one(access: AccessStore) -> None:
    for number in range(4):
        kept(access, f"s{number}")
    kept(access, "other", "bob")
    assert access.sessions.end_all("ann", but="s2") == 3
    assert [session.id for session in access.sessions.of("ann")] == ["s2"]
    assert access.sessions.end_all("ann") == 1
    assert access.sessions.get("s2", idle=LONG) is None
    assert access.sessions.get("other", idle=LONG) is not None


def test_sessions_are_given_newest_first(access: AccessStore) -> None:
    for number in range(5):
        kept(access, f"s{number}")
    found = [(session.created, session.id) for session in access.sessions.of("ann")]
    assert found == sorted(found, reverse=True)
    assert len(found) == 5


@pytest.mark.parametrize("text", ["$ne", "a.b", "", "{}"])
def test_ids_and_users_are_any_text(access: AccessStore, text: str) -> None:
    kept(access, text, text)
    kept(access, "another", text + "x")
    assert access.sessions.end_all(text, but="another") == 1
    assert access.sessions.get("another", idle=LONG) is not None


def test_a_session_that_many_look_at_is_ended_for_all(access: AccessStore, at_once: AtOnce) -> None:
    kept(access, "s")

    def look(each: AccessStore, number: int) -> bool:
        return each.sessions.end("s") if number == 20 else each.sessions.get("s", idle=LONG) is not None

    assert at_once(60, look)[20]
    assert not any(at_once(10, look))
