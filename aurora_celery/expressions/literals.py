"""Text literals of CEL: write one, read one."""

from __future__ import annotations

import re

_ESCAPE = re.compile(
    r"\\(?:[xX](?P<x>[0-9A-Fa-f]{2})|u(?P<u>[0-9A-Fa-f]{4})|U(?P<U>[0-9A-Fa-f]{8})|(?P<o>[0-3][0-7]{2})|(?P<c>.))",
    re.DOTALL,
)
_LETTERS = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_SELVES = frozenset("\\?\"'`")
_LITERAL = re.compile(r"""(?P<raw>[rR]?)(?P<quote>\"\"\"|'''|"|')(?P<body>.*)(?P=quote)""", re.DOTALL)
_UNSAFE = re.compile(r'[\\"\x00-\x1f\x7f-\x9f\u2028\u2029]')


def quote(text: str) -> str:
    """A CEL literal that means ``text``. Stands on one line and holds no control character."""
    return '"' + _UNSAFE.sub(lambda match: _escaped(match[0]), text) + '"'


def _escaped(char: str) -> str:
    return f"\\{char}" if char in '\\"' else f"\\u{ord(char):04x}"


def unquote(literal: str) -> str | None:
    """The text that a CEL text literal means; None when it is not one (bytes, or a bad escape)."""
    match = _LITERAL.fullmatch(literal)
    if match is None:
        return None
    if match["raw"]:
        return match["body"]
    try:
        return _ESCAPE.sub(_unescaped, match["body"])
    except ValueError:
        return None


def _unescaped(match: re.Match[str]) -> str:
    if char := match["c"]:
        if char in _SELVES:
            return char
        if char in _LETTERS:
            return _LETTERS[char]
        raise ValueError(char)
    if octal := match["o"]:
        return chr(int(octal, 8))
    code = int(match["x"] or match["u"] or match["U"], 16)
    if 0xD800 <= code <= 0xDFFF:
        raise ValueError(code)
    return chr(code)
