"""What the commands of one call share: the options that all take, the settings, and Aurora itself."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from aurora_celery.errors import StoreUnfit

if TYPE_CHECKING:
    from celery import Celery

    from aurora_celery.app.aurora import Aurora
    from aurora_celery.client import Client
    from aurora_celery.config import Loaded

T = TypeVar("T")

_KEY = "aurora_celery.session"
#: Celery takes the broker of any app from here, if it is set.
BROKER_VARIABLE = "CELERY_BROKER_URL"

NO_STACK = (
    "no store is configured and no local stack runs in this directory: start one with `aurora up`, "
    "or set store.url and broker.url (AURORA_STORE__URL, AURORA_BROKER__URL)"
)


@dataclass
class Session:
    """One call of the command line. ``overrides`` are settings that its options decide, by ``section.key``.

    ``app_name`` is a Celery app of the user's as ``-A`` names it; ``given_app`` one that Celery's own command
    line has loaded. Without either Aurora's own app serves. ``server`` is the address of a management API that is
    asked instead, with ``token``.
    """

    config: str | None = None
    json: bool = False
    app_name: str | None = None
    given_app: Celery | None = None
    include: list[str] = field(default_factory=list)
    server: str | None = None
    token: str | None = None
    overrides: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, ctx: click.Context) -> Session:
        """The session of this call; made at the first use."""
        if _KEY not in ctx.meta:
            ctx.meta[_KEY] = cls(given_app=_app_above(ctx))
        session: Session = ctx.meta[_KEY]
        return session

    def decided(self) -> dict[str, Any]:
        """Settings that the options decide, by ``section.key``; modules are added to those of the configuration."""
        from aurora_celery.config import load

        app = {"web.app": self.worker_app} if self.app_name or self.given_app else {}
        if not self.include:
            return {**app, **self.overrides}
        configured = load(self.config, local=False).settings.worker.include
        return {**app, **self.overrides, "worker.include": tuple(dict.fromkeys((*configured, *self.include)))}

    def load(self, overrides: Mapping[str, Any] | None = None, *, local: bool = True) -> Loaded:
        """The settings with what the options say. Raises InvalidSettings."""
        from aurora_celery.config import load

        return load(self.config, overrides={**self.decided(), **(overrides or {})}, local=local)

    @cached_property
    def app(self) -> Celery | None:
        """The user's Celery app, if there is one. Raises click.UsageError when it cannot be found."""
        if self.app_name is None:
            return self.given_app
        from celery.app.utils import find_app

        import_path()
        return _users(self.app_name, find_app)

    @property
    def worker_app(self) -> str:
        """What ``celery -A`` has to be told for a worker of this session."""
        if self.app_name or self.given_app is None:
            return self.app_name or "aurora_celery"
        return _address(self.given_app)

    @cached_property
    def aurora(self) -> Aurora:
        """Aurora on the user's app where there is one, otherwise the instance that modules import.

        That one reads the environment, as their decorators do, so what the options decide is put there.
        """
        import_path()
        self.export()
        for module in self.load().settings.worker.include:
            import_user_module(module)
        if self.app is None:
            from aurora_celery import aurora

            return aurora
        from aurora_celery.app.loading import aurora_on

        return aurora_on(self.app)

    def export(self) -> None:
        """Put what the options decide into the environment, for this process and its children."""
        from aurora_celery.config.sources import CONFIG_VARIABLE, variable_of

        settings = self.load().settings
        if self.config:
            os.environ[CONFIG_VARIABLE] = str(Path(self.config).absolute())
        for key in self.decided():
            section, _, name = key.partition(".")
            value = getattr(getattr(settings, section), name)
            os.environ[variable_of(key)] = ",".join(value) if isinstance(value, tuple) else str(value)
        if settings.broker.url:
            # An app of the user's takes the broker that Aurora's settings name, the local stack's above all.
            os.environ[BROKER_VARIABLE] = settings.broker.url

    def connected(self) -> Aurora:
        """Aurora with an address for its store. Raises StoreUnfit when there is none."""
        if self.app is None and not self.load().settings.store.url:
            raise StoreUnfit(NO_STACK)
        return self.aurora

    @cached_property
    def remote(self) -> Client | None:
        """The management API that is to be asked, if one is named. Raises click.UsageError without its library."""
        if self.server is None:
            return None
        try:
            from aurora_celery.client import Client

            client = Client(self.server, token=self.token)
        except (ImportError, ValueError) as error:
            raise click.UsageError(f"{self.server}: {error}") from error
        click.get_current_context().call_on_close(client.close)
        return client

    def reached(self) -> Aurora | Client:
        """Whoever answers: the management API that is named, else Aurora itself. Raises StoreUnfit without both."""
        return self.remote or self.connected()


def import_path() -> None:
    """Let modules of the working directory be imported, as Celery's own command line does."""
    here = str(Path.cwd())
    if here not in sys.path:
        sys.path.insert(0, here)


def import_user_module(name: str) -> Any:
    """Import a module that the user named. Raises click.UsageError with the reason when that fails."""
    import_path()
    return _users(name, import_module)


def _users(name: str, load: Callable[[str], T]) -> T:
    try:
        return load(name)
    except Exception as error:
        # It is the user's code: whatever it raises is told.
        raise click.UsageError(f"module {name!r} cannot be imported: {type(error).__name__}: {error}") from error


def _app_above(ctx: click.Context) -> Celery | None:
    """The app of Celery's own command line when we are called below it, unless it is the empty default one."""
    app = getattr(ctx.find_root().obj, "app", None)
    return app if getattr(app, "main", "default") != "default" else None


def _address(app: Celery) -> str:
    """Where an app lives, as ``celery -A`` takes it."""
    from aurora_celery.app.loading import module_globals

    for module, name, value in module_globals():
        if value is app:
            return f"{module}:{name}"
    raise click.UsageError("the app is not found in any module; name it with -A MODULE:NAME")
