"""The web process of the local stack: gunicorn with the management API, as a child process."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from aurora_celery.config import Settings
from aurora_celery.config.sources import CONFIG_VARIABLE, variable_of
from aurora_celery.embedded.child import Child
from aurora_celery.embedded.ports import free_port
from aurora_celery.errors import EmbeddedServerError

#: What gunicorn is told to serve.
APPLICATION = "aurora_web.wsgi:app"
#: What writes gunicorn's log, and the app's, as JSON.
JSON_LOGGER = "aurora_web.app.process_log.JsonLogger"
#: Seconds for open requests to end.
_GRACE = 5
#: Seconds until it has to take connections.
_PATIENCE = 30.0


def web_command(settings: Settings, *, bind: str) -> list[str]:
    """Gunicorn's command: one process with many threads, since an event stream takes a thread and no time."""
    return [
        sys.executable, "-m", "gunicorn", APPLICATION,
        "--bind", bind, "--workers", "1", "--worker-class", "gthread", "--threads", str(settings.web.threads),
        "--graceful-timeout", str(_GRACE), "--no-control-socket", "--log-level", "warning",
        *(("--logger-class", JSON_LOGGER) if settings.log.format == "json" else ()),
    ]  # fmt: skip


def is_installed() -> bool:
    """True where the extra `aurora-celery[web]` is there."""
    return all(find_spec(name) is not None for name in ("flask_smorest", "gunicorn", "argon2"))


class WebProcess:
    """The API of a stack. Reads its settings as any process of Aurora's does: from the file and the environment."""

    role = "web"

    def __init__(self, settings: Settings, *, log: Path, config: Path | None = None) -> None:
        self.settings = settings
        self.config = config
        self.log = log
        self.child: Child | None = None
        self._port = 0

    @property
    def url(self) -> str:
        """Where it listens, once it was started."""
        return f"http://{self.settings.web.host}:{self._port}"

    def environment(self, environ: Mapping[str, str]) -> dict[str, str]:
        """Our environment, with the addresses of the stack on top. It is for this machine, hence without TLS."""
        decided = {
            "broker.url": self.settings.broker.url,
            "store.url": self.settings.store.url,
            "worker.include": ",".join(self.settings.worker.include),
            "web.app": self.settings.web.app,
            "web.threads": str(self.settings.web.threads),
            "web.production": "false",
        }
        env = {**environ, **{variable_of(key): value for key, value in decided.items() if value}}
        # A Celery app of the user's has a broker of its own; this variable wins over it.
        env["CELERY_BROKER_URL"] = self.settings.broker.url
        if self.config:
            env[CONFIG_VARIABLE] = str(self.config.absolute())
        return env

    def start(self) -> None:
        """Start it on the configured port, or on a free one if somebody has that; the same again after a death."""
        self._port = self._port or free_port(self.settings.web.port, host=self.settings.web.host)
        command: Sequence[str] = web_command(self.settings, bind=f"{self.settings.web.host}:{self._port}")
        self.child = Child(command, log=self.log, env=self.environment(os.environ))

    def wait_until_ready(self) -> None:
        """Return once it takes connections. Raises EmbeddedServerError when it ends or does not."""
        waited = 0.0
        while self.child is not None and waited < _PATIENCE:
            if self._listens():
                return
            if self.child.wait(0.1):
                raise EmbeddedServerError(f"the web process cannot start: {self.child.output()[-500:]}; see {self.log}")
            waited += 0.1
        raise EmbeddedServerError(f"the web process did not answer within {_PATIENCE:g} s; see {self.log}")

    def stop(self) -> None:
        """End it; open requests have some seconds."""
        if self.child is not None:
            self.child.stop(_GRACE + 1)

    def _listens(self) -> bool:
        with socket.socket() as probe:
            probe.settimeout(0.5)
            return probe.connect_ex((self.settings.web.host, self._port)) == 0
