"""Cut a template into literal text and expressions. ``$${{`` stands for a literal ``${{``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from aurora_celery.expressions import codes
from aurora_celery.expressions.limits import MAX_LENGTH
from aurora_celery.expressions.tokens import CLOSING, OPENING, tokens

OPEN: Final = "${{"
ESCAPED: Final = "$${{"
_OPEN = re.compile(r"\$?\$\{\{")


@dataclass(frozen=True, slots=True)
class Expression:
    """The text between ``${{`` and ``}}``, without the spaces around it."""

    text: str


@dataclass(frozen=True, slots=True)
class Malformed:
    """An expression whose end cannot be found: a code of the table, and what is wrong."""

    code: str
    reason: str


Part = str | Expression | Malformed


def escape(text: str) -> str:
    """A template that renders as ``text``, whatever ``text`` holds."""
    return text.replace(OPEN, ESCAPED)


def whole(text: str) -> str:
    """The template of one expression, which keeps the type of its value."""
    return f"{OPEN} {text} }}}}"


@lru_cache(maxsize=4096)
def parts(template: str) -> tuple[Part, ...]:
    """The parts of a template in order. A malformed expression swallows the rest."""
    found: list[Part] = []
    start = 0
    while (match := _OPEN.search(template, start)) is not None:
        if match.start() > start:
            found.append(template[start : match.start()])
        if match[0] == ESCAPED:
            found.append(OPEN)
            start = match.end()
            continue
        end = _end(template, match.end())
        if isinstance(end, Malformed):
            return (*found, end)
        found.append(Expression(template[match.end() : end].strip()))
        start = end + 2
    if start < len(template):
        found.append(template[start:])
    return tuple(found)


def _end(template: str, start: int) -> int | Malformed:
    depth = 0
    for token in tokens(template, start, end=start + MAX_LENGTH + 2):
        if token.kind != "sign":
            continue
        if token.text in OPENING:
            depth += 1
        elif token.text == "}" and depth <= 0 and template.startswith("}}", token.start):
            return token.start
        elif token.text in CLOSING:
            depth -= 1
        elif token.text in "\"'":
            return Malformed(codes.SYNTAX, "a text literal of an expression is never closed")
    if len(template) - start > MAX_LENGTH:
        return Malformed(codes.TOO_COMPLEX, f"an expression has more than {MAX_LENGTH} characters")
    return Malformed(codes.UNTERMINATED, "an expression is opened with ${{ and never closed with }}")
