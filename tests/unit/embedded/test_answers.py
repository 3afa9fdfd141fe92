"""A server that does not answer yet, or not as it should, is asked again."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from aurora_celery.embedded.mongod import MongodServer
from aurora_celery.embedded.server import EmbeddedServer
from aurora_celery.embedded.valkey import ValkeyServer

#: A socket that is closed with this resets its connection.
_RESET = struct.pack("ii", 1, 0)


@pytest.fixture
def resetting() -> Iterator[int]:
    """The port of a server that breaks every connection once something was sent over it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    client, _ = listener.accept()
                except OSError:
                    return
                with client:
                    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                    client.recv(1, socket.MSG_PEEK)

        thread = threading.Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
    thread.join()


@pytest.mark.parametrize("kind", [ValkeyServer, MongodServer])
def test_nobody_listens(tmp_path: Path, kind: type[EmbeddedServer]) -> None:
    server = kind(tmp_path)
    server.port = 1
    assert not server.answers(timeout=0.2)


@pytest.mark.parametrize("kind", [ValkeyServer, MongodServer])
def test_whoever_listens_breaks_the_connection(tmp_path: Path, kind: type[EmbeddedServer], resetting: int) -> None:
    server = kind(tmp_path)
    server.port = resetting
    assert not server.answers(timeout=0.2)
