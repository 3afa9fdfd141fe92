"""A TCP proxy that can lose one answer: the server has done what it was asked, and the client never learns it."""

from __future__ import annotations

import contextlib
import socket
import threading


class CuttingProxy:
    """Listens on loopback and passes everything on, until it is told which request shall get no answer."""

    def __init__(self, port: int) -> None:
        self._upstream = ("127.0.0.1", port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._wanted: bytes | None = None
        self._lock = threading.Lock()
        self.cuts = 0
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def port(self) -> int:
        """Where it listens."""
        port: int = self._listener.getsockname()[1]
        return port

    def lose_answer_to(self, request: bytes) -> None:
        """Lose the answer to the next request that contains these bytes, and break its connection."""
        with self._lock:
            self._wanted = request

    def close(self) -> None:
        """Stop listening."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(self._upstream)
                doomed = threading.Event()
                for source, target, pump in ((client, server, self._requests), (server, client, self._answers)):
                    threading.Thread(target=pump, args=(source, target, doomed), daemon=True).start()

    def _requests(self, client: socket.socket, server: socket.socket, doomed: threading.Event) -> None:
        with contextlib.suppress(OSError), client, server:
            while data := client.recv(1 << 20):
                with self._lock:
                    if self._wanted is not None and self._wanted in data:
                        self._wanted = None
                        doomed.set()
                server.sendall(data)

    def _answers(self, server: socket.socket, client: socket.socket, doomed: threading.Event) -> None:
        with contextlib.suppress(OSError), client, server:
            while data := server.recv(1 << 20):
                if doomed.is_set():
                    self.cuts += 1
                    client.shutdown(socket.SHUT_RDWR)
                    return
                client.sendall(data)
