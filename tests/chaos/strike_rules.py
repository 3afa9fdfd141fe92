"""Rules about strikes: each kind has to have met something."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from tests.chaos.evidence import Evidence
from tests.chaos.history import Event

#: Seconds by which a clock has to differ from the clients' to count as wrong.
_WRONG = 1.0


def faults_that_missed(evidence: Evidence) -> Iterator[str]:
    """Faults that struck and did nothing: a campaign that proves less than it says."""
    for kind, met in _MET.items():
        strikes = [event for event in evidence.all("strike") if event["fault"] == kind]
        if strikes and not met(evidence, strikes):
            yield f"{kind} struck {len(strikes)} times and met nothing"


def _noted(event: str, key: str, value: str) -> Callable[[Evidence, list[Event]], int]:
    """What the strikes themselves noted."""
    return lambda evidence, _: sum(one["count"] for one in evidence.all(event) if one.get(key, value) == value)


def _wrong_times(evidence: Evidence, strikes: list[Event]) -> int:
    """Calls by a process whose time of day was not the clients'."""
    zero = strikes[0]["clock"] - strikes[0]["t"]
    return sum(abs(begin["clock"] - begin["t"] - zero) > _WRONG for begin in evidence.all("begin"))


#: How many times a kind of strike met something.
_MET: Mapping[str, Callable[[Evidence, list[Event]], int]] = {
    "cut": _noted("lost answers", "kind", "cut"),
    **{kind: _noted("mischief", "kind", kind) for kind in ("dup", "drop", "reorder")},
    **{kind: _noted("met", "fault", kind) for kind in ("disk", "eio", "fsync")},
    "clock": _wrong_times,
}
