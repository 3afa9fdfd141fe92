"""A pipe from every process of a worker to its main one: what a child has seen survives the child."""

from __future__ import annotations

import json
import logging
import os
import select
import threading
from collections.abc import Callable, Sequence

logger = logging.getLogger(__name__)

#: Bytes that a pipe takes in one piece, whoever else writes to it.
_PIECE = select.PIPE_BUF


class Wire:
    """Lines of JSON, written by any process that was forked from the one that made this, and read by that one.

    A line is written whole or not at all. When nobody reads for long, lines are lost rather than waited for.
    """

    def __init__(
        self, hear: Callable[[Sequence[str | float]], None], *, pause: Callable[[], None], every: float
    ) -> None:
        self._hear, self._pause, self._every = hear, pause, every
        self._read, self._write = os.pipe()
        os.set_blocking(self._write, False)
        self._owner = os.getpid()
        self._thread: threading.Thread | None = None
        self._over = threading.Event()

    def tell(self, *words: str | float) -> None:
        """Write a line. Callable from any thread and process."""
        if self._owner == os.getpid():
            self.listen()
        line = json.dumps(words).encode() + b"\n"
        if len(line) > _PIECE:
            return
        try:
            os.write(self._write, line)
        except BlockingIOError:
            logger.debug("a line is lost, for nobody reads")

    @property
    def is_mine(self) -> bool:
        """Whether the calling process is the one that reads."""
        return self._owner == os.getpid()

    def listen(self) -> None:
        """Begin to read, in a thread of the calling process. Again is harmless."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="aurora-tallies", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Read what is there, and stop."""
        if self._thread is not None and self.is_mine:
            self._over.set()
            self._thread.join(self._every + 1.0)
            self._thread = None
            self._over.clear()

    def _run(self) -> None:
        rest = b""
        while True:
            over = self._over.is_set()
            ready, _, _ = select.select([self._read], [], [], 0.0 if over else min(self._every, 0.5))
            if ready:
                *lines, rest = (rest + os.read(self._read, 1 << 16)).split(b"\n")
                for line in lines:
                    self._hear(json.loads(line))
            self._pause()
            if over and not ready:
                return
