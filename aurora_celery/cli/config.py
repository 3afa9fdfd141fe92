"""``aurora config show``: every setting, its value, and where it comes from."""

from __future__ import annotations

from typing import Any

import click

from aurora_celery.cli.options import shared, with_session
from aurora_celery.cli.output import print_json, print_table
from aurora_celery.cli.session import Session


@click.group()
def config() -> None:
    """Look at the configuration."""


@config.command("show")
@shared
@with_session
def show(session: Session) -> None:
    """Show every setting with its origin. Secrets are hidden."""
    values = _values(session)
    if session.json:
        print_json(values)
        return
    print_table(
        ("setting", "value", "from"), [(key, _text(each["value"]), each["origin"]) for key, each in values.items()]
    )


def _values(session: Session) -> dict[str, dict[str, Any]]:
    from aurora_celery.config.secrets import shown_settings

    loaded = session.load()
    shown = shown_settings(loaded.settings, loaded.origins)
    return {key: {"value": value, "origin": origin} for key, (value, origin) in shown.items()}


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)
