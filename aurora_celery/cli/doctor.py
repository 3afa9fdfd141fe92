"""``aurora doctor``: is everything there that a run needs, and if not, how to mend it."""

from __future__ import annotations

from dataclasses import asdict

import click

from aurora_celery.cli.checkup import Finding, examine
from aurora_celery.cli.exits import Exit
from aurora_celery.cli.options import including, with_session
from aurora_celery.cli.output import print_json
from aurora_celery.cli.session import Session

_SIGNS = {"ok": "ok     ", "warning": "warning", "failed": "FAILED "}


@click.command
@including
@with_session
def doctor(session: Session) -> None:
    """Check settings, broker, store, clocks, handlers and workers. Ends with 1 when something is broken."""
    findings = []
    for finding in examine(session):
        findings.append(finding)
        if not session.json:
            _tell(finding)
    healthy = all(finding.state != "failed" for finding in findings)
    if session.json:
        print_json({"healthy": healthy, "checks": [asdict(finding) for finding in findings]})
    if not healthy:
        click.get_current_context().exit(Exit.FAILED)


def _tell(finding: Finding) -> None:
    click.echo(f"{_SIGNS[finding.state]}  {finding.check}: {finding.found}")
    if finding.mend:
        click.echo(f"         {finding.mend}")
