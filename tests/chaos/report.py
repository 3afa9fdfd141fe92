"""Print a verdict: every counter, what it means for the rate, and the figures without a limit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from tests.chaos.checker import Verdict

#: So many findings of a counter are shown.
_SHOWN = 5


def lines(verdict: Verdict) -> Iterator[str]:
    """The verdict for the terminal."""
    for name, findings in verdict.findings.items():
        yield f"  {name:<22} {len(findings)}"
        for finding in findings[:_SHOWN]:
            yield f"      {finding}"
    yield "reported"
    for name, figure in verdict.reported.items():
        yield f"  {name:<22} {figure}"
    yield from _recovery(verdict)
    yield f"  {'strikes':<22} " + ", ".join(f"{name} {count}" for name, count in sorted(verdict.strikes.items()))
    yield from _bounds(verdict)


def document(verdict: Verdict) -> dict[str, Any]:
    """The verdict as plain JSON."""
    return {
        "counters": {name: len(findings) for name, findings in verdict.findings.items()},
        "findings": {name: list(findings) for name, findings in verdict.findings.items() if findings},
        "reported": dict(verdict.reported),
        "recovery": {fault: asdict(found) for fault, found in verdict.recovery.items()},
        "strikes": dict(verdict.strikes),
    }


def _recovery(verdict: Verdict) -> Iterator[str]:
    yield "seconds until what was interrupted went on   p50    p99    max  interruptions"
    for fault, found in verdict.recovery.items():
        yield f"  {fault:<40} {found.p50:6.2f} {found.p99:6.2f} {found.longest:6.2f}  {found.count}"


def _bounds(verdict: Verdict) -> Iterator[str]:
    """The rule of three: none in n trials means a rate below 3/n, with 95 % confidence."""
    if not verdict.sound:
        return
    trials = {"strike": sum(verdict.strikes.values()), "run": verdict.reported["runs"]}
    trials["node"] = verdict.reported["nodes"]
    for what, count in trials.items():
        if count:
            yield f"  0 of {count} {what}s: fewer than {3 / count:.2g} violations a {what} (95 %)"
