"""``aurora secrets``: keep what nodes are given and nobody is shown."""

from __future__ import annotations

import sys
from typing import Any, BinaryIO

import click

from aurora_celery.cli.options import reaching, shared, with_session
from aurora_celery.cli.output import print_json, print_table
from aurora_celery.cli.session import Session
from aurora_celery.model.access import DEFAULT_PROJECT

_NAME = click.argument("name")
_PROJECT = click.option("--project", default=DEFAULT_PROJECT, show_default=True, help="Whose nodes are given it.")


@click.group
def secrets() -> None:
    """Keep secrets for nodes, which refer to them as ${{ secrets.NAME }}. No command shows what one is."""


@secrets.command("set")
@_NAME
@_PROJECT
@click.option("--file", type=click.File("rb"), help="Where the value is; the standard input without it.")
@shared
@reaching
@with_session
def set_(session: Session, name: str, *, project: str, file: BinaryIO | None) -> None:
    """Keep a secret, in place of an older one. Its value is read, never an argument, for others may see those.

    A newline at the very end is not part of it.
    """
    value = _value(file)
    if session.remote is not None:
        version = session.remote.put_secret(project, name, value)["version"]
    else:
        version = session.connected().secrets.put(name, value, project=project).version
    if session.json:
        print_json({"project": project, "name": name, "version": version})
    else:
        click.echo(f"{project}/{name} is kept, version {version}")


@secrets.command("list")
@click.option("--project", help="Only those of this project.")
@shared
@reaching
@with_session
def list_(session: Session, project: str | None) -> None:
    """List the names of secrets, and who changed them when."""
    found = _all(session, project)
    if session.json:
        print_json(found)
    else:
        rows = [(each["project"], each["name"], str(each["version"]), each["by"], each["changed"]) for each in found]
        print_table(("project", "name", "version", "by", "changed"), rows)


@secrets.command
@_NAME
@_PROJECT
@shared
@reaching
@with_session
def delete(session: Session, name: str, project: str) -> None:
    """Forget a secret. Nodes that refer to it fail from now on."""
    if session.remote is not None:
        session.remote.remove_secret(project, name)
    else:
        session.connected().secrets.remove(name, project=project)
    if session.json:
        print_json({"project": project, "name": name})
    else:
        click.echo(f"{project}/{name} is forgotten")


def _value(file: BinaryIO | None) -> str:
    """What is given, asked for without showing it where somebody types. Raises click.UsageError for no text."""
    if file is None and sys.stdin.isatty():
        return str(click.prompt("Value", hide_input=True, err=True))
    raw = (file or sys.stdin.buffer).read()
    try:
        value = raw.decode().removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError as error:
        raise click.UsageError(f"the value is no text in UTF-8: {error.reason}") from error
    if not value:
        raise click.UsageError("there is no value: give one on the standard input, or in a file with --file")
    return value


def _all(session: Session, project: str | None) -> list[dict[str, Any]]:
    if session.remote is not None:
        return [dict(each) for each in session.remote.secrets(project=project)["items"]]
    found = []
    for secret in session.connected().secrets.all():
        owner, _, name = secret.name.rpartition("/")
        if project in (None, owner):
            changed = secret.changed.isoformat() if secret.changed else None
            found.append(
                {"project": owner, "name": name, "version": secret.version, "by": secret.by, "changed": changed}
            )
    return found
