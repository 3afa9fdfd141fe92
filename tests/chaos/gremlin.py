"""Mischief with messages on their way to Valkey: each may come twice, not at all, or before those that wait."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

#: Where messages go that get lost; nobody looks there.
LOST = b"chaos.lost"

#: The command by which a message enters a queue, and the one by which it enters at the other end.
_PUSH, _PUSH_FIRST = b"LPUSH", b"RPUSH"


@dataclass
class Gremlin:
    """``share`` of all messages meet ``mischief``: ``dup``, ``drop`` or ``reorder``; none if it is empty."""

    rng: random.Random
    mischief: str = ""
    share: float = 1.0
    count: int = 0
    _tricks: dict[str, Callable[[list[bytes]], list[bytes]]] = field(init=False)

    def __post_init__(self) -> None:
        """Prepare the tricks."""
        self._tricks = {
            "dup": lambda command: [*command, *command[2:]],
            "drop": lambda command: [command[0], LOST, *command[2:]],
            "reorder": lambda command: [_PUSH_FIRST, *command[1:]],
        }

    def rewriter(self) -> Callable[[bytes], bytes]:
        """For one connection."""
        pending = bytearray()

        def rewrite(data: bytes) -> bytes:
            pending.extend(data)
            changed = bytearray()
            while (found := parse(pending)) is not None:
                command, length = found
                changed += written(self._meddled(command))
                del pending[:length]
            return bytes(changed)

        return rewrite

    def _meddled(self, command: list[bytes]) -> list[bytes]:
        trick = self._tricks.get(self.mischief)
        if trick is None or command[0].upper() != _PUSH or self.rng.random() >= self.share:
            return command
        self.count += 1
        return trick(command)


def parse(data: bytes | bytearray) -> tuple[list[bytes], int] | None:
    """The first command in what a client sends, and its length in bytes; None while it is not complete."""
    head = data.find(b"\r\n")
    if head < 0:
        return None
    at, parts = head + 2, []
    for _ in range(int(data[1:head])):
        end = data.find(b"\r\n", at)
        if end < 0:
            return None
        start, at = end + 2, end + 4 + int(data[at + 1 : end])
        if at > len(data):
            return None
        parts.append(bytes(data[start : at - 2]))
    return parts, at


def written(command: list[bytes]) -> bytes:
    """A command as a client sends it."""
    parts = b"".join(b"$%d\r\n%s\r\n" % (len(part), part) for part in command)
    return b"*%d\r\n%s" % (len(command), parts)
