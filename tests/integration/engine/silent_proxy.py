"""A TCP proxy whose connections can go silent: both ends take them for sound, and nothing passes any more."""

from __future__ import annotations

import contextlib
import socket
import threading
from urllib.parse import urlsplit, urlunsplit


class SilentProxy:
    """Stands before the server of ``url``. What is left open of its connections ends with the proxy."""

    def __init__(self, url: str) -> None:
        self._parts = urlsplit(url)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._generation, self._all_silent, self._closed = 0, False, False
        self._sockets: list[socket.socket] = []
        self._acceptor = threading.Thread(target=self._accept, daemon=True)
        self._acceptor.start()

    @property
    def url(self) -> str:
        """The server's address by way of the proxy."""
        user, at, _ = self._parts.netloc.rpartition("@")
        port = self._listener.getsockname()[1]
        return urlunsplit(self._parts._replace(netloc=f"{user}{at}127.0.0.1:{port}"))

    def silence(self, *, for_good: bool = False) -> None:
        """Swallow what passes over the connections that there are; also over all later ones, if ``for_good``."""
        self._generation += 1
        self._all_silent = for_good

    def close(self) -> None:
        """Take no more connections, and end those that there are."""
        self._closed = True
        socket.create_connection(self._listener.getsockname()).close()
        self._acceptor.join()
        self._listener.close()
        for each in self._sockets:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _accept(self) -> None:
        while True:
            client, _ = self._listener.accept()
            self._sockets.append(client)
            if self._closed:
                return
            server = socket.create_connection((self._parts.hostname, self._parts.port))
            self._sockets.append(server)
            for pair in ((client, server), (server, client)):
                threading.Thread(target=self._pass_on, args=(*pair, self._generation), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, generation: int) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(1 << 16):
                if generation == self._generation and not self._all_silent:
                    target.sendall(data)
            if generation == self._generation:
                target.shutdown(socket.SHUT_WR)
