"""Addresses in everything that somebody can write: no request of ours goes to where they point."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from aurora_celery import Aurora
from aurora_celery.errors import AuroraError
from aurora_celery.model.access import Role
from tests.integration.web.conftest import Caller

Program = Callable[..., Caller]

#: Ways to write this machine, or one that only this machine should reach.
HOSTS = [
    "127.0.0.1", "localhost", "127.1", "0.0.0.0", "0", "2130706433", "0x7f000001", "0177.0.0.1", "127.0.0.1.nip.io",
    "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]", "LOCALHOST", "localhost.",
    "user@127.0.0.1", "evil.example@127.0.0.1", "127.0.0.1#@evil.example", "127.0.0.1%2523", "127。0。0。1",
    "①②⑦.0.0.1",
]  # fmt: skip
SCHEMES = ["http", "https", "ftp", "gopher", "file", "dict", "ldap", "jar:http", "//", "\r\nhttp"]


class Canary:
    """Listens, and counts who comes."""

    def __init__(self) -> None:
        self.heard = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.heard += 1
            connection.close()

    def addresses(self) -> list[str]:
        """Every way to write where it is."""
        separated = [scheme if scheme == "//" else f"{scheme}://" for scheme in SCHEMES]
        return [f"{scheme}{host}:{self.port}/x" for scheme in separated for host in HOSTS]

    def close(self) -> None:
        """Listen no more."""
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


@pytest.fixture
def canary() -> Iterator[Canary]:
    """One, which is heard from if it is called."""
    found = Canary()
    with socket.create_connection(("127.0.0.1", found.port)) as probe:
        probe.recv(1)
    assert found.heard == 1
    yield found
    found.close()


def graph(address: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A graph with an address wherever text may stand."""
    node = {"handler": "aurora.echo", "with": {"value": {"url": address, "$ref": address}}, "queue": "late"}
    return {"aurora": 1, "name": "etl", "inputs": {"url": schema}, "nodes": {"a": node}}


def test_a_definition_calls_nobody(program: Program, canary: Canary) -> None:
    editor = program(Role.EDITOR)
    addresses = canary.addresses()
    for word in ("$ref", "$dynamicRef", "$schema", "$id", "default", "format"):
        inputs = {f"u{number}": {word: address} for number, address in enumerate(addresses)}
        for address in addresses[:3]:
            definition = {**graph(address, {word: address}), "inputs": inputs}
            for path in ("/graphs/validate", "/plans"):
                assert editor.post(path, {"definition": definition}).status_code in (200, 422)
    assert canary.heard == 1


def test_the_inputs_of_a_run_call_nobody(program: Program, aurora: Aurora, canary: Canary) -> None:
    operator, addresses = program(Role.OPERATOR), canary.addresses()
    aurora.apply(aurora.read(graph("x", {"type": "string", "format": "uri"})))
    run = operator.post("/runs", {"graph": "etl", "inputs": {"url": addresses[0]}}).get_json()["id"]
    for address in addresses[::3]:
        operator.post("/runs", {"graph": "etl", "inputs": {"url": address}, "labels": {"url": address[:250]}})
        operator.get("/runs", query_string={"graph": address[:100], "text": address})
        operator.get("/session/oidc", query_string={"return_to": address})
    assert operator.get(f"/runs/{run}/nodes/a/arguments").status_code == 200
    assert canary.heard == 1


def test_no_header_sends_us_elsewhere(program: Program, canary: Canary) -> None:
    viewer = program(Role.VIEWER)
    for address in canary.addresses():
        host = address.partition("//")[2].removesuffix("/x")
        if not host.isascii() or "\r" in address:
            continue
        named = {"Referer": address, "X-Forwarded-Host": host, "X-Original-URL": address, "Forwarded": f"host={host}"}
        answer = viewer.get("/runs", headers={**named, "X-Callback": address, "Destination": address})
        assert answer.status_code == 200
        assert str(canary.port) not in answer.headers.get("Location", "")
    assert canary.heard == 1


@pytest.mark.parametrize("word", ["$ref", "$dynamicRef"])
def test_a_schema_that_points_elsewhere_is_refused(aurora: Aurora, canary: Canary, word: str) -> None:
    with pytest.raises(AuroraError):
        aurora.apply(aurora.read(graph("x", {word: f"http://127.0.0.1:{canary.port}/schema"})))
    assert canary.heard == 1
