"""``aurora worker``: Celery's worker with Aurora's app and settings."""

from __future__ import annotations

import os
import sys

import click

from aurora_celery.cli.options import including, setting, with_session
from aurora_celery.cli.session import Session


@click.command(context_settings={"ignore_unknown_options": True})
@setting("worker.concurrency", "-c", "--concurrency", type=int, help="Processes or threads.")
@setting("worker.pool", "-P", "--pool", type=click.Choice(["prefork", "threads", "solo"]), help="Celery's pool.")
@click.option(
    "--label", "labels", metavar="NAME=VALUE", multiple=True, help="What distinguishes the worker; again for more."
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="[CELERY OPTIONS]...")
@including
@with_session
def worker(session: Session, labels: tuple[str, ...], arguments: tuple[str, ...]) -> None:
    """Start a worker. Options that are not ours go to `celery worker`: -Q, -n, -l and all others.

    SIGTERM or Ctrl-C lets handlers that run end and takes no new work; the second one hands back what runs.
    """
    if labels:
        session.overrides["worker.labels"] = labels
    session.export()
    settings = session.load().settings
    chosen = ["--pool", settings.worker.pool]
    for module in settings.worker.include:
        chosen += ["--include", module]
    if settings.worker.concurrency:
        chosen += ["--concurrency", str(settings.worker.concurrency)]
    if not {"-l", "--loglevel"} & {argument.partition("=")[0] for argument in arguments}:
        chosen += ["--loglevel", "INFO"]
    quiet = ["--quiet"] if settings.log.format == "json" else []  # a banner is no JSON
    command = [sys.executable, "-m", "celery", "-A", session.worker_app, *quiet, "worker", *chosen, *arguments]
    os.execv(sys.executable, command)
