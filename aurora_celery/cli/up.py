"""``aurora up``: a local stack of real servers and a worker, until Ctrl-C."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import click

from aurora_celery.app.keys import local_key, setup_secret
from aurora_celery.cli.options import including, setting, with_session
from aurora_celery.cli.output import note, print_json
from aurora_celery.cli.readiness import wait_until_ready
from aurora_celery.cli.session import Session
from aurora_celery.config import Settings, UpFile, mask_url
from aurora_celery.embedded import Stack, clear, is_free, is_installed, places, publish, running, supervise, withdraw

_TITLES = {"valkey": "Valkey", "mongod": "MongoDB", "worker": "worker", "web": "web"}


class Signals:
    """Counts the requests to end: the first asks to drain, the second to hurry."""

    def __init__(self) -> None:
        self.count = 0
        self.ready = False

    def __call__(self, _number: int, _frame: FrameType | None) -> None:
        """Take a signal. While nothing runs yet there is nothing to drain."""
        self.count += 1
        if not self.ready and self.count == 1:
            raise KeyboardInterrupt

    @property
    def ending(self) -> bool:
        """True once somebody asked to end."""
        return self.count > 0

    @property
    def hurry(self) -> bool:
        """True once somebody asked twice, or before all was up."""
        return self.count > 1 or not self.ready


@click.command
@setting("embedded.data_dir", "--data-dir", type=click.Path(path_type=Path), help="Where data is kept [.aurora].")
@setting("worker.concurrency", "-c", "--concurrency", type=int, help="Processes of the worker [one per processor].")
@setting("worker.pool", "-P", "--pool", type=click.Choice(["prefork", "threads", "solo"]), help="Celery's pool.")
@setting("broker.url", "--broker", metavar="URL", help="Use this broker instead of starting one.")
@setting("store.url", "--store", metavar="URL", help="Use this MongoDB replica set instead of starting one.")
@setting(
    "web.port", "--port", type=click.IntRange(0, 65535), help="Port of the API [8780 if it is free]; 0: a free one."
)
@click.option("--web/--no-web", default=True, help="Whether to start the API, too.", show_default=True)
@including
@with_session
def up(session: Session, *, web: bool) -> None:
    """Start Valkey, MongoDB, a worker and the API on this machine, and keep them alive.

    Data survives a restart. The first Ctrl-C waits for handlers that run, the second does not.
    """
    settings = session.load(local=False).settings
    data_dir = settings.embedded.data_dir
    config = Path(session.config) if session.config else None
    if web and not is_installed():
        note("the API is left out: install aurora-celery[web]")
        web = False
    if web and "web.port" in session.overrides:
        _check_port(settings)
    stack = Stack(settings, data_dir=data_dir, config=config, app=session.worker_app, web=web)
    for path in places(data_dir, cwd=Path.cwd()):
        clear(path)
    with _signals() as signals, running(stack, told=_telling(session), hurry=lambda: signals.hurry):
        session.overrides |= {"broker.url": stack.settings.broker.url, "store.url": stack.settings.store.url}
        session.aurora.runtime.shape_log()
        wait_until_ready(stack.worker, session.aurora.celery)
        secret = _open_doors(stack, session)
        with _published(stack, data_dir):
            _tell(stack.up_file(), session, data_dir, secret=secret)
            signals.ready = True
            supervise(
                stack.services, until=lambda: signals.ending, died=_mourn, changed=lambda: _republish(stack, data_dir)
            )
            note("draining: handlers that run are waited for; Ctrl-C again to stop at once")


def _check_port(settings: Settings) -> None:
    """Whoever asks for a port does not look for the page at another. Raises UsageError if somebody has it."""
    host, port = settings.web.host, settings.web.port
    if not is_free(port, host=host):
        raise click.UsageError(f"port {port} of {host} is taken: choose another with --port, or 0 for a free one")


@contextmanager
def _signals() -> Iterator[Signals]:
    signals = Signals()
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, signals) for number in numbers}
    try:
        yield signals
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _published(stack: Stack, data_dir: Path) -> Iterator[None]:
    _republish(stack, data_dir)
    try:
        yield
    finally:
        for path in places(data_dir, cwd=Path.cwd()):
            withdraw(path, supervisor=os.getpid())


def _republish(stack: Stack, data_dir: Path) -> None:
    stack.refresh()
    for path in places(data_dir, cwd=Path.cwd()):
        publish(stack.up_file(), path)


def _open_doors(stack: Stack, session: Session) -> str | None:
    """Wait for the API, and make a key for scripts; what the first user has to bring, if there is none."""
    if stack.web is None:
        return None
    access = session.aurora.access
    stack.token = local_key(access)
    stack.web.wait_until_ready()
    return setup_secret(access)


def _telling(session: Session) -> Callable[[str], None]:
    return lambda role: None if session.json else note(f"starting {_TITLES[role]} ...")


def _mourn(role: str, code: int) -> None:
    note(f"{_TITLES[role]} ended (code {code}); starting it again")


def _tell(found: UpFile, session: Session, data_dir: Path, *, secret: str | None) -> None:
    if session.json:
        print_json(found.document())
        return
    click.echo(f"broker   {mask_url(found.broker)}")
    click.echo(f"store    {mask_url(found.store)}")
    click.echo(f"worker   {found.concurrency} at a time, pid {found.pids['worker']}")
    click.echo(f"data     {data_dir.absolute()} (logs in {data_dir / 'logs'})")
    if found.web:
        click.echo(f"web      {_open(found.web.url, secret)}")
        click.echo("         scripts send the token in .aurora/up.json as Authorization: Bearer TOKEN")
    click.echo("ready: `aurora run FILE` in another terminal; Ctrl-C here ends it")


def _open(url: str, secret: str | None) -> str:
    """What to open in a browser. The secret stands where no browser sends it to anybody, and no log gets it."""
    if secret is None:
        return f"{url} (sign in with your name and password)"
    return f"{url}/sign-in#secret={secret}\n         (open this to make the first user; the secret is good for a day)"
