"""When a worker counts as deaf: able to hear, called by nobody, while it is rung for in vain."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from aurora_celery.engine.hearing import Hearing
from aurora_celery.engine.ringing import UnheardCalls
from aurora_celery.store.ports import Unheard

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class Facts:
    """What a worker knows of itself."""

    now: float = 1000.0
    able: bool = True
    called: float = 0.0
    serves: set[str] = field(default_factory=lambda: {"a"})

    def hearing(self, *, after: float = 60.0) -> Hearing:
        return Hearing(
            after=after,
            able=lambda: self.able,
            called=lambda: self.called,
            serves=lambda call: call.handler in self.serves,
            clock=lambda: self.now,
        )


def call(handler: str = "a", *, ago: float) -> Unheard:
    return Unheard(handler=handler, queue=None, since=NOW - timedelta(seconds=ago))


def test_silence_begins_with_the_last_message() -> None:
    facts = Facts()
    hearing = facts.hearing()
    facts.now, facts.called = 1100.0, 1050.0
    assert hearing.silence() is None
    facts.now = 1111.0
    assert hearing.silence() == 61.0


def test_silence_begins_when_a_process_is_free_again() -> None:
    """A worker whose processes were all busy for an hour could not take anything, so it has missed nothing."""
    facts = Facts()
    hearing = facts.hearing()
    facts.able = False
    facts.now = 4600.0
    assert hearing.silence() is None
    facts.able = True
    facts.now = 4659.0
    assert hearing.silence() is None
    facts.now = 4660.0
    assert hearing.silence() == 60.0


def test_nobody_is_deaf_who_was_told_not_to_be() -> None:
    facts = Facts()
    hearing = facts.hearing(after=0.0)
    facts.now = 10**6
    assert hearing.silence() is None


def test_only_calls_from_within_the_silence_were_missed() -> None:
    hearing = Facts().hearing()
    before, within, strange = call(ago=61.0), call(ago=59.0), call("b", ago=1.0)
    assert hearing.missed([before, strange], silent=60.0, now=NOW) is None
    assert hearing.missed([before, strange, within], silent=60.0, now=NOW) == within


def test_calls_are_kept_once_for_each_handler_and_queue_and_not_too_many() -> None:
    calls = UnheardCalls()
    for second in range(300):
        calls.note(f"h{second % 150}", "q" if second % 2 else None, NOW + timedelta(seconds=second))
    kept = calls.calls()
    assert len(kept) == 100
    assert kept[-1] == Unheard(handler="h149", queue="q", since=NOW + timedelta(seconds=299))
    assert {each.since for each in kept} == {NOW + timedelta(seconds=second) for second in range(200, 300)}
