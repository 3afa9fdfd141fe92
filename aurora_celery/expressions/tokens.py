"""Cut CEL text into tokens. Enough to find names, brackets and the end of an expression; the grammar is CEL's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_TOKEN: Final = re.compile(
    r"""
      (?P<space>\s++|//[^\n]*+)
    | (?P<text>
          [bB]?[rR]\"\"\"(?:[^"]|"(?!""))*+\"\"\" | [bB]?[rR]'''(?:[^']|'(?!''))*+'''
        | [bB]?[rR]"[^"\n]*+"                     | [bB]?[rR]'[^'\n]*+'
        | [bB]?\"\"\"(?:[^"\\]|\\.|"(?!""))*+\"\"\" | [bB]?'''(?:[^'\\]|\\.|'(?!''))*+'''
        | [bB]?"(?:[^"\\\n]|\\.)*+"               | [bB]?'(?:[^'\\\n]|\\.)*+'
      )
    | (?P<name>[A-Za-z_][A-Za-z0-9_]*+)
    | (?P<number>[0-9](?:[eE][+-]|[A-Za-z0-9.])*+)
    | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
OPENING: Final = "([{"
CLOSING: Final = ")]}"


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its kind (text, name, number or sign), its characters, and where it starts."""

    kind: str
    text: str
    start: int


def tokens(source: str, start: int = 0, *, end: int | None = None) -> Iterator[Token]:
    """The tokens of ``source`` from ``start``, without spaces and comments.

    A quote that opens a literal which is never closed comes out as a sign.
    """
    stop = len(source) if end is None else min(end, len(source))
    while start < stop:
        match = _TOKEN.match(source, start, stop)
        assert match is not None, "the last alternative takes any character"
        if match.lastgroup != "space":
            yield Token(str(match.lastgroup), match[0], start)
        start = match.end()
