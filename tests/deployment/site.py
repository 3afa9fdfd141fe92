"""One deployment on loopback, made of the shipped files: servers with users and TLS, web processes, workers, nginx."""

from __future__ import annotations

import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import psutil

from tests.deployment.authority import Authority
from tests.deployment.handlers import PLACE as GATES
from tests.deployment.shipped import DEPLOY, PLACE, ROOT, Unit, filled_in
from tests.e2e.stack import environment
from tests.servers.child import Child
from tests.servers.mongo import MongoServer
from tests.servers.nginx import NginxServer
from tests.servers.ports import HOST, free_port
from tests.servers.rabbitmq import RabbitMQServer

#: The command line of this checkout in the place of the installed one.
PROGRAM = [sys.executable, "-m", "aurora_celery.cli"]
#: What stands in /etc/aurora/worker-NAME.env.
WORKERS = {
    "first": "QUEUES=aurora\nAURORA_WORKER__LABELS=zone=eu,disk=ssd\nAURORA_WORKER__CONCURRENCY=1\n",
    "second": "QUEUES=aurora\nAURORA_WORKER__LABELS=zone=us\nAURORA_WORKER__CONCURRENCY=1\n",
    "slow": "QUEUES=aurora-slow\nAURORA_WORKER__LABELS=role=slow\nAURORA_WORKER__CONCURRENCY=1\n",
}
#: An address of this machine that no server and no proxy has.
CLIENT = "127.0.0.7"
_PATIENCE = 90.0


class Site:
    """The deployment. Everything is up when the constructor returns; ``close`` ends what was started."""

    def __init__(self, directory: Path) -> None:
        self.etc, self.gates = directory / "etc", directory / "gates"
        self.gates.mkdir(parents=True)
        self.secrets: set[str] = set()
        self.ended: list[Child] = []
        self.units: dict[str, Unit] = {}
        self.processes: dict[str, Child] = {}
        self.authority = Authority(self.etc / "tls", "ca")
        self._write_configuration()
        try:
            self._start(directory)
        except BaseException:
            self.close()
            raise

    @property
    def url(self) -> str:
        """Where clients find the API."""
        return f"https://localhost:{self.nginx.port}"

    def client(self) -> httpx.Client:
        """Somebody at another address than the proxy, who believes the authority; the caller closes it."""
        verify = self.trust()
        transport = httpx.HTTPTransport(verify=verify, local_address=CLIENT)
        headers = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http"}
        return httpx.Client(base_url=self.url, transport=transport, timeout=60.0, headers=headers)

    def trust(self) -> ssl.SSLContext:
        """What a client believes: the authority."""
        return ssl.create_default_context(cafile=self.authority.file)

    def store_url(self, name: str = "aurora", password: str = "", *, authority: Path | None = None) -> str:
        """The address of MongoDB for a user: Aurora's own, unless another one is asked for."""
        password = password or self.secret("mongo-password")
        source = "admin" if name == "admin" else "aurora"
        tls = f"tls=true&tlsCAFile={authority or self.authority.file}&authSource={source}"
        return f"mongodb://{name}:{password}@{HOST}:{self.mongo.port}/aurora?replicaSet=aurora&{tls}"

    def secret(self, name: str) -> str:
        """What make-secrets has written into a file."""
        return (self.etc / "secrets" / name).read_text().strip()

    def start(self, name: str) -> None:
        """Start a process of Aurora's as its unit says, and wait until it is ready."""
        unit = self.units[name]
        unit.load_credentials()
        env = environment({**unit.environment(), **self.imports()})
        self.processes[name] = child = Child(unit.command(PROGRAM), name=name, env=env, cwd=self.etc.parent)
        if name.startswith("worker-"):
            child.wait_for(r"\S+@\S+ ready\.", timeout=_PATIENCE)
        else:
            self._until_it_answers(int(unit.instance), child)

    def kill(self, name: str) -> None:
        """End a process of Aurora's, and all that it started, without a warning."""
        self.processes[name].kill9()
        self.ended.append(self.processes.pop(name))

    def aurora(self, *arguments: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        """Call ``aurora`` as an administrator of the machine does, with the configuration of a web process."""
        unit = next(unit for name, unit in self.units.items() if name.startswith("web-"))
        unit.load_credentials()
        complete = environment({**unit.environment(), **self.imports(), **(env or {})})
        return subprocess.run(
            [*PROGRAM, *arguments], env=complete, cwd=self.etc.parent, capture_output=True, text=True, check=False
        )

    def logs(self) -> dict[str, str]:
        """What every process has written, by its name."""
        children = [*self.ended, *self.processes.values()]
        found = {f"{child.name}:{child.pid}": child.log for child in children}
        servers = {"rabbitmq": self.rabbitmq.log, "mongod": self.mongo.log, "nginx": self.nginx.log}
        return {**found, **servers}

    def command_lines(self) -> Iterator[str]:
        """Of every process."""
        for pid in (*(child.pid for child in self.processes.values()), self.rabbitmq.pid, self.mongo.pid):
            for process in (psutil.Process(pid), *psutil.Process(pid).children(recursive=True)):
                yield " ".join(process.cmdline())

    def close(self) -> None:
        """End everything, the proxy first."""
        for name in [name for name in self.processes if name.startswith("worker-")]:
            self.processes[name].stop()
        for child in self.processes.values():
            child.stop()
        for name in ("nginx", "mongo", "rabbitmq"):
            if hasattr(self, name):
                getattr(self, name).stop()

    def _start(self, directory: Path) -> None:
        self._make_secrets("127.0.0.1:1", "127.0.0.1:1")
        parts = [DEPLOY / "rabbitmq" / "aurora.conf", self.etc / "secrets" / "rabbitmq-user.conf"]
        self.rabbitmq = RabbitMQServer(directory, parts=parts)
        self.mongo = MongoServer(directory, options=self._mongo_options())
        for name in ("broker-url", "store-url"):
            (self.etc / "secrets" / name).unlink()
        self._make_secrets(f"{HOST}:{self.rabbitmq.port}", f"{HOST}:{self.mongo.port}")
        self._set_up_mongo()
        names = ("rabbitmq-password", "mongo-password", "mongo-admin-password", "web-seals")
        self.secrets |= {*map(self.secret, names), *self.secret("mongo-keyfile").split()}
        for port in (free_port(), free_port()):
            self.units[f"web-{port}"] = Unit("web", str(port), place=self.etc)
        for name, content in WORKERS.items():
            (self.etc / f"worker-{name}.env").write_text(content)
            self.units[f"worker-{name}"] = Unit("worker", name, place=self.etc)
        for name in self.units:
            self.start(name)
        self.nginx = NginxServer(directory, self._nginx_files)

    def _write_configuration(self) -> None:
        include = {"include = []": 'include = ["tests.deployment.handlers"]'}
        (self.etc / "aurora.toml").write_text(filled_in("aurora.toml", include))

    def _make_secrets(self, broker: str, store: str) -> None:
        options = f"tls=true&tlsCAFile={self.authority.file}"
        command = [str(DEPLOY / "make-secrets"), str(self.etc / "secrets"), broker, store, options]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL)

    def _mongo_options(self) -> list[str]:
        certificate, key = self.authority.issue("mongod")
        both = certificate.with_name("mongod.pem")
        both.write_bytes(certificate.read_bytes() + key.read_bytes())
        tls = ["--tlsMode", "requireTLS", "--tlsCertificateKeyFile", str(both), "--tlsCAFile", str(self.authority.file)]
        users = ["--auth", "--keyFile", str(self.etc / "secrets" / "mongo-keyfile")]
        return [*tls, "--tlsAllowConnectionsWithoutCertificates", *users]

    def _set_up_mongo(self) -> None:
        address = f"{HOST}:{self.mongo.port}"
        url = f"mongodb://{address}/?tls=true&tlsCAFile={self.authority.file}"
        script = [sys.executable, str(DEPLOY / "mongodb" / "set_up.py"), url]
        for _ in ("the first time", "again, which changes nothing"):
            subprocess.run(
                [*script, "--secrets", str(self.etc / "secrets"), "--members", address],
                check=True,
                stdout=subprocess.DEVNULL,
            )

    def _nginx_files(self, port: int, plain: int) -> Mapping[str, str]:
        first, second = (unit.instance for name, unit in self.units.items() if name.startswith("web-"))
        return nginx_files(self.etc, self.authority, listen=(port, plain), upstream=(first, second))

    def imports(self) -> dict[str, str]:
        """Where Aurora's processes find this checkout, and the handlers their gates."""
        path = f"{ROOT}:{ROOT / 'web'}"
        return {"PYTHONPATH": f"{path}:{environment().get('PYTHONPATH', '')}", GATES: str(self.gates)}

    def _until_it_answers(self, port: int, child: Child) -> None:
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline and child.alive:
            try:
                httpx.get(f"http://{HOST}:{port}/api/v1/health/live", timeout=5.0).raise_for_status()
            except httpx.TransportError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError(f"the web process on port {port} did not answer:\n{child.log}")


def nginx_files(
    place: Path, authority: Authority, *, listen: tuple[int, int], upstream: tuple[str, str]
) -> dict[str, str]:
    """The files of nginx for ports on loopback; its certificate is made where they expect it."""
    certificate, key = authority.issue("nginx")
    (place / "tls").mkdir(exist_ok=True)
    certificate.replace(place / "tls" / "fullchain.pem")
    key.replace(place / "tls" / "privkey.pem")
    ports = {"listen 443 ssl": f"listen {HOST}:{listen[0]} ssl", "listen 80": f"listen {HOST}:{listen[1]}"}
    names = {"aurora.example.com": "localhost", "https://$host$": f"https://$host:{listen[0]}$", PLACE: str(place)}
    processes = dict(zip(("8781", "8782"), upstream, strict=True))
    return {
        "aurora.conf": filled_in("nginx/aurora.conf", {**ports, **names}),
        "aurora-upstream.conf": filled_in("nginx/aurora-upstream.conf", processes),
    }
