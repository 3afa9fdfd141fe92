"""The chain that holds the audit log together: each entry's digest is over all of it and over the digest before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from aurora_celery.model.access import AuditEntry

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class End:
    """Where the log ended at some time: the number and the chain of the entry that was the last."""

    number: int = 0
    chain: str = ""


def end_of(entry: AuditEntry) -> End:
    """The end of a log whose last entry this is."""
    return End(entry.number, entry.chain)


def chain_of(entry: AuditEntry, *, before: str) -> str:
    """SHA-256, in hex, of the chain before and of everything in the entry but its own chain, as canonical JSON."""
    what = [
        before,
        entry.number,
        (entry.at - _EPOCH) // _MILLISECOND,
        entry.actor,
        entry.action,
        entry.target,
        entry.outcome,
        entry.address,
        entry.trace,
        sorted([name, value] for name, value in entry.detail.items()),
    ]
    return hashlib.sha256(json.dumps(what, separators=(",", ":")).encode()).hexdigest()


def first_unfit(entries: Iterable[AuditEntry | None], *, end: End) -> int | None:
    """The number of the first entry that is not what was written, or is missing; None when all is well.

    The entries come from the first on; None stands for one that cannot be read. ``end`` is where the log is known to
    have ended before the entries were read: it may have grown since, and must not be shorter.
    """
    last = End()
    for entry in entries:
        expected = last.number + 1
        if entry is None or entry.number != expected or entry.chain != chain_of(entry, before=last.chain):
            return expected
        last = end_of(entry)
        if last.number == end.number and last.chain != end.chain:
            return expected
    return last.number + 1 if last.number < end.number else None
