"""A real nginx on loopback that serves files of configuration as a machine's /etc/nginx/conf.d would hold them."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.servers import binaries
from tests.servers.child import Child, ChildFailed
from tests.servers.ports import free_port
from tests.servers.server import Server

READY = r"start worker process \d+"

#: What Debian's nginx.conf is for conf.d, with every file in a directory of ours. Its workers run as whoever starts it.
MAIN = """
daemon off;
pid {home}/nginx.pid;
error_log stderr notice;
{user}
events {{ worker_connections 256; }}
http {{
    access_log /dev/stdout;
    client_body_temp_path {home}/body;
    proxy_temp_path {home}/proxy;
    fastcgi_temp_path {home}/fastcgi;
    uwsgi_temp_path {home}/uwsgi;
    scgi_temp_path {home}/scgi;
    include {home}/conf.d/*.conf;
}}
"""

#: What to write for a port with TLS and one without: the text of each file by its name.
Files = Callable[[int, int], Mapping[str, str]]


class NginxServer(Server):
    """nginx on two ports: ``port`` for TLS, ``plain_port`` without."""

    def __init__(self, directory: Path, files: Files) -> None:
        self._home = directory / "nginx"
        self._files = files
        self.plain_port = 0
        super().__init__()

    def _ready(self, port: int) -> Child:
        self.plain_port = self.plain_port or free_port()
        write(self._home, self._files(port, self.plain_port))
        child = Child(_command(self._home), name=f"nginx:{port}")
        try:
            child.wait_for(READY)
        except ChildFailed:
            child.kill9()
            raise
        return child


def check(home: Path, files: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """What ``nginx -t`` says of these files."""
    write(home, files)
    return subprocess.run([*_command(home), "-t"], capture_output=True, text=True, check=False)


def write(home: Path, files: Mapping[str, str]) -> None:
    """Lay a configuration out."""
    (home / "conf.d").mkdir(parents=True, exist_ok=True)
    user = "user root;" if home.owner() == "root" else ""
    (home / "nginx.conf").write_text(MAIN.format(home=home, user=user))
    for name, text in files.items():
        (home / "conf.d" / name).write_text(text)


def _command(home: Path) -> list[str]:
    return [binaries.nginx(), "-p", str(home), "-c", str(home / "nginx.conf"), "-e", "stderr"]
