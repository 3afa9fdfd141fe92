"""``aurora doctor --audit``: look at the record of every run, tell what is wrong, and mend it if asked to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from aurora_celery.cli.session import Session
from aurora_celery.errors import RunNotFound

if TYPE_CHECKING:
    from aurora_celery.engine.auditor import Auditor, Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """Which runs to look at, and whether to mend them."""

    runs: tuple[str, ...] = ()
    since: datetime | None = None
    repair: bool = False


@dataclass(slots=True)
class Outcome:
    """What was found. ``repaired`` were there, and are not any more."""

    runs: int = 0
    findings: list[Finding] = field(default_factory=list)
    repaired: list[Finding] = field(default_factory=list)

    @property
    def healthy(self) -> bool:
        """True when nothing is wrong now."""
        return not self.findings

    def document(self) -> dict[str, Any]:
        """As plain JSON."""
        found, mended = map(_documents, (self.findings, self.repaired))
        return {"healthy": self.healthy, "runs": self.runs, "findings": found, "repaired": mended}


def run_audit(session: Session, audit: Audit, *, tell: Callable[[str], None]) -> Outcome:
    """Look at the runs one after the other. Raises RunNotFound for one that was asked for by name."""
    from aurora_celery.store.ports import RunFilter

    auditor, outcome = session.connected().auditor(), Outcome()
    since = None if audit.since is None else audit.since.replace(tzinfo=UTC)
    for run in audit.runs or auditor.runs(RunFilter(created_after=since)):
        try:
            _look(auditor, run, outcome, repair=audit.repair, tell=tell)
        except RunNotFound:
            if audit.runs:
                raise
    words = f"{len(outcome.findings)} findings in {outcome.runs} runs"
    tell(f"{words}, {len(outcome.repaired)} repaired" if audit.repair else words)
    return outcome


def _look(auditor: Auditor, run: str, outcome: Outcome, *, repair: bool, tell: Callable[[str], None]) -> None:
    outcome.runs += 1
    found = auditor.examine(run)
    if found and repair and auditor.repair(found):
        left = auditor.examine(run)
        remaining = {finding.violation.code for finding in left}
        outcome.repaired += (gone := [each for each in found if each.violation.code not in remaining])
        for finding in gone:
            tell(f"repaired  {_line(finding)}")
        found = left
    outcome.findings += found
    for finding in found:
        tell(f"WRONG     {_line(finding)}{_hint(finding, repair=repair)}")


def _line(finding: Finding) -> str:
    violation = finding.violation
    node = "" if violation.node is None else f" node {violation.node!r}"
    return f"run {finding.run}{node}: {violation.message} ({violation.code})"


def _hint(finding: Finding, *, repair: bool) -> str:
    if finding.violation.repair is None or repair:
        return ""
    return f"; --repair would {finding.violation.repair.replace('_', ' ')}"


def _documents(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [
        {
            "run": finding.run,
            "code": finding.violation.code,
            "node": finding.violation.node,
            "message": finding.violation.message,
            "repair": finding.violation.repair,
        }
        for finding in findings
    ]
