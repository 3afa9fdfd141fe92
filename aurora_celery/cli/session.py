"""What the commands of one call share: the options that all take, the settings, and Aurora itself."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aurora_celery.errors import StoreUnfit

if TYPE_CHECKING:
    from aurora_celery.app.aurora import Aurora
    from aurora_celery.config import Loaded

_KEY = "aurora_celery.session"

NO_STACK = (
    "no store is configured and no local stack runs in this directory: start one with `aurora up`, "
    "or set store.url and broker.url (AURORA_STORE__URL, AURORA_BROKER__URL)"
)


@dataclass
class Session:
    """One call of the command line. ``overrides`` are settings that its options decide, by ``section.key``."""

    config: str | None = None
    json: bool = False
    app: Any = None
    include: list[str] = field(default_factory=list)
    overrides: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, ctx: click.Context) -> Session:
        """The session of this call; made at the first use."""
        if _KEY not in ctx.meta:
            # Below Celery's own command line its context object carries the app.
            ctx.meta[_KEY] = cls(app=getattr(ctx.find_root().obj, "app", None))
        session: Session = ctx.meta[_KEY]
        return session

    def decided(self) -> dict[str, Any]:
        """Settings that the options decide, by ``section.key``; modules are added to those of the configuration."""
        from aurora_celery.config import load

        if not self.include:
            return dict(self.overrides)
        configured = load(self.config, local=False).settings.worker.include
        return {**self.overrides, "worker.include": tuple(dict.fromkeys((*configured, *self.include)))}

    def load(self, overrides: Mapping[str, Any] | None = None, *, local: bool = True) -> Loaded:
        """The settings with what the options say. Raises InvalidSettings."""
        from aurora_celery.config import load

        return load(self.config, overrides={**self.decided(), **(overrides or {})}, local=local)

    @cached_property
    def aurora(self) -> Aurora:
        """Aurora on Celery's app where there is one, otherwise the instance that modules import.

        That one reads the environment, as their decorators do, so what the options decide is put there.
        """
        import_path()
        if self.app is not None:
            from aurora_celery.app.aurora import Aurora

            return Aurora(self.app)
        self.export()
        from aurora_celery import aurora

        for module in self.load().settings.worker.include:
            import_user_module(module)
        return aurora

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

    def connected(self) -> Aurora:
        """Aurora with an address for its store. Raises StoreUnfit when there is none."""
        aurora = self.aurora
        if self.app is None and not aurora.settings.store.url:
            raise StoreUnfit(NO_STACK)
        return aurora


def import_path() -> None:
    """Let modules of the working directory be imported, as Celery's own command line does."""
    here = str(Path.cwd())
    if here not in sys.path:
        sys.path.insert(0, here)


def import_user_module(name: str) -> Any:
    """Import a module that the user named. Raises click.UsageError with the reason when that fails."""
    import_path()
    try:
        return import_module(name)
    except Exception as error:
        # It is the user's code: whatever it raises is told.
        raise click.UsageError(f"module {name!r} cannot be imported: {type(error).__name__}: {error}") from error
