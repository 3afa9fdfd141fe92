"""``aurora doctor``: is everything there that a run needs, and if not, how to mend it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

import click

from aurora_celery.cli.auditing import Audit, run_audit
from aurora_celery.cli.checkup import Finding, examine
from aurora_celery.cli.exits import Exit
from aurora_celery.cli.options import including, with_session
from aurora_celery.cli.output import print_json
from aurora_celery.cli.session import Session

_SIGNS = {"ok": "ok     ", "warning": "warning", "failed": "FAILED "}


@click.command
@click.option("--audit", is_flag=True, help="Check the record of runs instead, against what must always hold.")
@click.option("--run", "runs", metavar="RUN", multiple=True, help="With --audit: only this run.")
@click.option("--since", type=click.DateTime(), help="With --audit: only runs created at this time (UTC) or later.")
@click.option("--repair", is_flag=True, help="With --audit: put right what can be put right.")
@including
@with_session
def doctor(session: Session, *, audit: bool, **options: Any) -> None:
    """Check settings, broker, store, clocks, handlers and workers. Ends with 1 when something is broken."""
    if not audit and any(options.values()):
        raise click.UsageError("--run, --since and --repair go with --audit")
    healthy = _audit(session, **options) if audit else _check(session)
    if not healthy:
        click.get_current_context().exit(Exit.FAILED)


def _check(session: Session) -> bool:
    findings = []
    for finding in examine(session):
        findings.append(finding)
        if not session.json:
            _tell(finding)
    healthy = all(finding.state != "failed" for finding in findings)
    if session.json:
        print_json({"healthy": healthy, "checks": [asdict(finding) for finding in findings]})
    return healthy


def _audit(session: Session, *, runs: tuple[str, ...], since: datetime | None, repair: bool) -> bool:
    audit = Audit(runs=runs, since=since, repair=repair)
    outcome = run_audit(session, audit, tell=(lambda _: None) if session.json else click.echo)
    if session.json:
        print_json(outcome.document())
    return outcome.healthy


def _tell(finding: Finding) -> None:
    click.echo(f"{_SIGNS[finding.state]}  {finding.check}: {finding.found}")
    if finding.mend:
        click.echo(f"         {finding.mend}")
