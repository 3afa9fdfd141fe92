"""Every call of a store of people and programs once; for tests that look at what each call sends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from aurora_celery.model.access import ApiKey, Role, SealedSecret, Session, User
from aurora_celery.store.access_ports import AccessStore

Call = Callable[[], object]

ANN = User(name="ann", subject="issuer#1")
LONG = 60.0


def user_calls(access: AccessStore) -> Iterator[tuple[str, Call]]:
    """What is done with users."""
    users = access.users
    yield "add first user", lambda: users.add_first(ANN)
    yield "add first user again", lambda: users.add_first(ANN)
    yield "add user", lambda: [users.add(User(name=name)) for name in "bcd"]
    yield "get user", lambda: users.get("ann")
    yield "user by subject", lambda: users.by_subject("issuer#1")
    yield "change user", lambda: users.change(replace(ANN, subject="issuer#2"))
    yield "list users", users.list
    cursor = users.list(limit=1).cursor
    yield "next page of users", lambda: users.list(cursor=cursor)


def session_calls(access: AccessStore) -> Iterator[tuple[str, Call]]:
    """What is done with sessions."""
    sessions = access.sessions
    yield "add session", lambda: sessions.add(Session(id="s", user="ann", csrf="c"), lifetime=LONG)
    yield "get session", lambda: sessions.get("s", idle=LONG)
    yield "sessions of user", lambda: sessions.of("ann")
    yield "end session", lambda: sessions.end("s")
    yield "end all sessions", lambda: sessions.end_all("ann", but="t")


def key_calls(access: AccessStore) -> Iterator[tuple[str, Call]]:
    """What is done with keys."""
    keys = access.keys
    key = ApiKey(id="k", digest="d", owner="ann", title="t", role=Role.VIEWER)
    yield "add key", lambda: keys.add(key, lifetime=LONG)
    keys.add(replace(key, id="l", digest="e"), lifetime=None)
    yield "find key", lambda: keys.find("d")
    yield "get key", lambda: keys.get("k")
    cursor = keys.list(limit=1).cursor
    for owner in (None, "ann"):
        yield f"keys of {owner}", lambda owner=owner: keys.list(owner)  # type: ignore[misc]
        yield f"next page of keys of {owner}", lambda owner=owner: keys.list(owner, cursor=cursor)  # type: ignore[misc]
    yield "remove key", lambda: keys.remove("k")
    yield "remove user", lambda: access.users.remove("ann")


def other_calls(access: AccessStore) -> Iterator[tuple[str, Call]]:
    """The log, the limits and the secrets."""
    audit, limits, secrets = access.audit, access.limits, access.secrets
    for number in range(3):
        yield f"append {number}", lambda: audit.append(actor="ann", action="a", target="t", outcome="done")
    cursor = audit.list(limit=1).cursor
    yield "list entries", audit.list
    yield "next page of entries", lambda: audit.list(cursor=cursor)
    for field in ("actor", "action", "target"):
        where = {field: "t"}
        yield f"entries by {field}", lambda where=where: audit.list(cursor=cursor, **where)  # type: ignore[misc]
    yield "verify", audit.verify
    yield "hit", lambda: limits.hit("ann", window=LONG)
    yield "count", lambda: limits.count("ann")
    yield "clear", lambda: limits.clear("ann")
    yield "put secret", lambda: secrets.put(SealedSecret(name="s", sealed="x", key_id="k", by="ann"))
    yield "get secret", lambda: secrets.get("s")
    yield "list secrets", secrets.list
    yield "remove secret", lambda: secrets.remove("s")


def every_access_call(access: AccessStore) -> Iterator[tuple[str, Call]]:
    """Names of calls, and the calls, in an order in which each finds something to do."""
    for calls in (user_calls, session_calls, key_calls, other_calls):
        yield from calls(access)
