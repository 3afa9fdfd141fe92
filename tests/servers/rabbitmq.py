"""A real RabbitMQ node on loopback, with its own Erlang port mapper, directory and a stock of virtual hosts.

A virtual host is the only way to give a test a broker that nobody else sees, and without the management plugin only a
slow command can make one while the node runs. So the node imports a stock of them when it starts.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.servers import binaries
from tests.servers.child import Child, ChildFailed
from tests.servers.ports import HOST, free_port, on_free_port
from tests.servers.server import Server

READY = r"Server startup complete"
#: Seconds to start in: it needs some seconds of a processor, and others may be at work on all of them.
_PATIENCE = 110.0

#: Name and password of the one user, who may do everything in every virtual host.
USER = "guest"

CONFIG = """
listeners.tcp.1 = {host}:{port}
num_acceptors.tcp = 2
log.console = true
log.console.level = info
log.file = false
disk_free_limit.absolute = 50MB
vm_memory_high_watermark.absolute = 1GB
"""


class RabbitMQServer(Server):
    """A RabbitMQ node that can be killed and started again with its data.

    ``parts`` are files of configuration that say which users and virtual hosts there are, instead of ours.
    """

    def __init__(self, directory: Path, *, vhosts: int = 4, parts: Sequence[Path] = ()) -> None:
        self._directory = directory / "rabbitmq"
        self._vhosts = vhosts
        self._parts = parts
        self._mapper_port, self._mapper = on_free_port(lambda port: (port, _mapper(port)))
        self._dist_port = free_port()
        super().__init__()

    def url(self, vhost: int = 0) -> str:
        """The connection string of one virtual host of the stock."""
        return address(self.port, vhost)

    def control(self, *arguments: str) -> str:
        """What ``rabbitmqctl`` answers; it takes a second or two. Raises CalledProcessError."""
        script = Path(binaries.rabbitmq()).with_name("rabbitmqctl")
        home = self._directory / str(self.port)
        done = subprocess.run(
            [str(script), *arguments],
            env=self._environment(home, self.port),
            cwd=home,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return done.stdout

    def stop(self) -> None:
        """End the node and its port mapper."""
        super().stop()
        self._mapper.stop()

    def _ready(self, port: int) -> Child:
        home = self._directory / str(port)
        home.mkdir(parents=True, exist_ok=True)
        _write_configuration(home, port=port)
        if self._parts:
            _add_parts(home, self._parts)
        else:
            _import_stock(home, vhosts=self._vhosts)
        child = Child([binaries.rabbitmq()], name=f"rabbitmq:{port}", env=self._environment(home, port), cwd=home)
        try:
            child.wait_for(READY, timeout=_PATIENCE)
        except ChildFailed:
            child.kill9()
            raise
        return child

    def _environment(self, home: Path, port: int) -> dict[str, str]:
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "ERL_EPMD_PORT": str(self._mapper_port),
            "ERL_EPMD_ADDRESS": HOST,
            "RABBITMQ_NODENAME": f"aurora{port}@localhost",
            "RABBITMQ_DIST_PORT": str(self._dist_port),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1} +S 2:2",
            "RABBITMQ_CONF_ENV_FILE": os.devnull,
            "RABBITMQ_CONFIG_FILE": str(home / "rabbitmq.conf"),
            "RABBITMQ_CONFIG_FILES": str(home / "conf.d"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(home / "enabled_plugins"),
            "RABBITMQ_MNESIA_BASE": str(home / "data"),
            "RABBITMQ_LOG_BASE": str(home / "log"),
            "RABBITMQ_LOGS": "-",
            # The start script then becomes the Erlang machine instead of watching over it, so a signal meets the node.
            "RUNNING_UNDER_SYSTEMD": "true",
        }


def address(port: int, vhost: int) -> str:
    """The connection string of one virtual host of the node that listens on ``port``."""
    return f"amqp://{USER}:{USER}@{HOST}:{port}/{vhost_name(vhost)}"


def vhost_name(number: int) -> str:
    """The name of one virtual host of the stock."""
    return f"test-{number}"


def _mapper(port: int) -> Child:
    child = Child(
        [shutil.which("epmd") or binaries.missing("epmd"), "-d", "-d", "-address", HOST, "-port", str(port)],
        name=f"epmd:{port}",
    )
    child.wait_for("entering the main select")
    return child


def _write_configuration(home: Path, *, port: int) -> None:
    (home / "rabbitmq.conf").write_text(CONFIG.format(host=HOST, port=port))
    (home / "conf.d").mkdir(exist_ok=True)
    (home / "enabled_plugins").write_text("[].\n")


def _add_parts(home: Path, parts: Sequence[Path]) -> None:
    for number, part in enumerate(parts):
        (home / "conf.d" / f"{number}-{part.name}").write_text(part.read_text())


def _import_stock(home: Path, *, vhosts: int) -> None:
    definitions = home / "definitions.json"
    definitions.write_text(json.dumps(_definitions(vhosts)))
    (home / "conf.d" / "stock.conf").write_text(f"load_definitions = {definitions}\n")


def _definitions(vhosts: int) -> dict[str, object]:
    names = [vhost_name(number) for number in range(vhosts)]
    everything = {"configure": ".*", "write": ".*", "read": ".*"}
    return {
        "users": [{"name": USER, "password": USER, "tags": "administrator"}],
        "vhosts": [{"name": name} for name in names],
        "permissions": [{"user": USER, "vhost": name, **everything} for name in names],
    }
