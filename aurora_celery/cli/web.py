"""``aurora web``: the management API, served by gunicorn."""

from __future__ import annotations

import os
import sys

import click

from aurora_celery.cli.options import including, setting, with_session
from aurora_celery.cli.output import note, print_json
from aurora_celery.cli.session import Session
from aurora_celery.errors import AuroraError


@click.command(context_settings={"ignore_unknown_options": True})
@setting("web.host", "--host", help="Address to listen on [127.0.0.1].")
@setting("web.port", "--port", type=click.IntRange(0, 65535), help="Port to listen on [8780].")
@click.option("--setup-secret", is_flag=True, help="Print what the first user has to bring, and end.")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="[GUNICORN OPTIONS]...")
@including
@with_session
def web(session: Session, *, setup_secret: bool, arguments: tuple[str, ...]) -> None:
    """Serve the management API. Options that are not ours go to gunicorn: --workers, --certfile and all others.

    While there is no user, the secret that the first one has to bring is shown on the terminal; logs do not get it.
    """
    if setup_secret:
        _print_secret(session)
        return
    from aurora_celery.embedded import is_installed, web_command

    if not is_installed():
        raise click.UsageError("the API is not installed: pip install 'aurora-celery[web]'")
    session.export()
    settings = session.load().settings
    _tell_first_user(session)
    command = web_command(settings, bind=f"{settings.web.host}:{settings.web.port}")
    os.execv(sys.executable, [*command, *arguments])


def _print_secret(session: Session) -> None:
    """A new secret, good for a day as those before it."""
    from aurora_celery.app.keys import setup_secret

    secret = setup_secret(session.connected().access)
    if session.json:
        print_json({"secret": secret})
    elif secret:
        click.echo(secret)
    else:
        note("there is a user already")


def _tell_first_user(session: Session) -> None:
    """A store that is away now may be there later: the API starts in any case, and says so itself."""
    from aurora_celery.app.keys import setup_secret

    try:
        access = session.connected().access
        if access.users.list(limit=1).items:
            return
        secret = setup_secret(access) if sys.stderr.isatty() else None
    except AuroraError as error:
        note(f"whether there is a user is not known: {error}")
        return
    if secret:
        note(f"there is no user yet; make the first one with this secret, within a day: {secret}")
    else:
        note("there is no user yet; `aurora web --setup-secret` prints what the first one has to bring")
