"""The chain of the audit log: nothing can be changed, left out, put in or cut off without breaking it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurora_celery.model.access import AuditEntry
from aurora_celery.store.audit_chain import End, chain_of, end_of, first_unfit

AT = datetime(2030, 1, 2, 3, 4, 5, 678_000, UTC)
LENGTH = 5

texts = st.text(st.characters(codec="utf-8"), max_size=4)
words = st.tuples(texts, texts, texts, texts, texts, texts, st.dictionaries(texts, texts, max_size=3))


def entry_of(number: int) -> AuditEntry:
    """An entry whose chain is still to be made."""
    return AuditEntry(
        number=number,
        at=AT + timedelta(seconds=number),
        actor="ann",
        action="runs.cancel",
        target=f"run/{number}",
        outcome="done",
        address="::1",
        trace="4bf9",
        detail={"graph": "shop", "state": "failed"},
    )


def chained(entries: Sequence[AuditEntry]) -> list[AuditEntry]:
    """A log of these entries."""
    made: list[AuditEntry] = []
    for entry in entries:
        made.append(replace(entry, chain=chain_of(entry, before=made[-1].chain if made else "")))
    return made


LOG = chained([entry_of(number) for number in range(1, LENGTH + 1)])


def changed(value: Any) -> Iterator[Any]:
    """A value with each of its parts changed, one at a time."""
    if isinstance(value, str):
        for place, sign in enumerate(value):
            yield from (value[:place] + chr(ord(sign) ^ 1 << bit) + value[place + 1 :] for bit in range(8))
        yield from (value + " ", value[1:])
    elif isinstance(value, dict):
        for name, text in value.items():
            rest = {other: value[other] for other in value if other != name}
            yield from ({**rest, other: text} for other in changed(name))
            yield from ({**value, name: other} for other in changed(text))
            yield rest
        yield {**value, "": ""}
    elif isinstance(value, int):
        yield from (value + 1, value - 1, 0, -value, True)
    else:
        yield from (value + timedelta(milliseconds=1), value - timedelta(days=1))


def test_a_log_is_sound() -> None:
    assert first_unfit(LOG, end=end_of(LOG[-1])) is None
    assert first_unfit([], end=End()) is None


@pytest.mark.parametrize("place", range(LENGTH))
@pytest.mark.parametrize("field", [each.name for each in fields(AuditEntry)])
def test_every_bit_of_every_field_counts(place: int, field: str) -> None:
    whole = getattr(LOG[place], field)
    ways = [way for way in changed(whole) if (type(way), way) != (type(whole), whole)]
    assert ways
    for way in ways:
        log = [*LOG[:place], replace(LOG[place], **{field: way}), *LOG[place + 1 :]]
        assert first_unfit(log, end=End()) == place + 1, way


@pytest.mark.parametrize("place", range(LENGTH))
def test_an_entry_that_is_missing_doubled_or_unreadable_is_found(place: int) -> None:
    end = end_of(LOG[-1])
    assert first_unfit([*LOG[:place], *LOG[place + 1 :]], end=end) == place + 1
    assert first_unfit([*LOG[: place + 1], *LOG[place:]], end=end) == place + 2
    assert first_unfit([*LOG[:place], None, *LOG[place + 1 :]], end=end) == place + 1


@pytest.mark.parametrize("length", range(LENGTH))
def test_an_end_that_was_cut_off_is_found(length: int) -> None:
    assert first_unfit(LOG[:length], end=end_of(LOG[-1])) == length + 1


@pytest.mark.parametrize("known", range(LENGTH + 1))
def test_a_log_may_have_grown_since_its_end_was_noted(known: int) -> None:
    assert first_unfit(LOG, end=end_of(LOG[known - 1]) if known else End()) is None


def test_a_log_that_was_written_anew_from_some_entry_on_does_not_fit_to_its_end() -> None:
    forged = chained([*LOG[:2], replace(LOG[2], actor="bob"), *LOG[3:]])
    assert first_unfit(forged, end=end_of(LOG[-1])) == LENGTH


@given(one=words, other=words)
def test_no_two_entries_have_the_same_digest(one: tuple[Any, ...], other: tuple[Any, ...]) -> None:
    names = ("actor", "action", "target", "outcome", "address", "trace", "detail")
    made = [AuditEntry(number=1, at=AT, **dict(zip(names, values, strict=True)), chain="") for values in (one, other)]
    assert (chain_of(made[0], before="") == chain_of(made[1], before="")) is (one == other)


def test_the_order_of_details_does_not_count() -> None:
    turned = replace(LOG[0], detail=dict(reversed(list(LOG[0].detail.items()))))
    assert chain_of(turned, before="") == LOG[0].chain


def test_the_form_of_the_digest_stays_as_it_is() -> None:
    head, detail = (
        b'"b9a5",1,1893553446678,"ann","runs.cancel","run/1","done","::1","4bf9"',
        b'["graph","shop"],["state","failed"]',
    )
    text = b"[" + head + b",[" + detail + b"]]"
    assert chain_of(LOG[0], before="b9a5") == hashlib.sha256(text).hexdigest()
