"""The group of all commands. Each is imported when it is called, so that starting stays fast."""

from __future__ import annotations

import signal

import click

from aurora_celery import __version__
from aurora_celery.cli.exits import EPILOG, GuardedGroup
from aurora_celery.cli.options import shared

COMMANDS = {
    "up": "aurora_celery.cli.up:up",
    "run": "aurora_celery.cli.run:run",
    "compile": "aurora_celery.cli.compile:compile_",
    "runs": "aurora_celery.cli.runs:runs",
    "graphs": "aurora_celery.cli.graphs:graphs",
    "handlers": "aurora_celery.cli.handlers:handlers",
    "web": "aurora_celery.cli.web:web",
    "worker": "aurora_celery.cli.worker:worker",
    "workers": "aurora_celery.cli.workers:workers",
    "secrets": "aurora_celery.cli.secrets:secrets",
    "doctor": "aurora_celery.cli.doctor:doctor",
    "config": "aurora_celery.cli.config:config",
}


@click.group(
    "aurora", cls=GuardedGroup, lazy=COMMANDS, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="aurora")
@shared
def main() -> None:
    """Durable graph workflows for Celery.

    Begin with `aurora up` in one terminal and `aurora run FILE` in another.
    """


def script() -> None:
    """The program. Once it has said its last word, Ctrl-C comes too late to change what it ends with."""
    try:
        main(prog_name="aurora")
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
