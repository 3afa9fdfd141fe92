"""The lines of an archive of runs: one JSON document each, every run closed by a digest of its lines."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from aurora_celery.definition.limits import MAX_DEPTH
from aurora_celery.errors import BadArchive
from aurora_celery.model.nesting import nesting

#: The version of the format, in the first line.
FORMAT: Final = 1
#: The longest line, in bytes: a value of 64 MiB, each character of which is escaped.
_LONGEST: Final = 400 * 2**20
#: Plans nest a little deeper than what they hold.
_DEPTH: Final = MAX_DEPTH + 16


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it was read: its number from 1, its kind, what it holds, and its bytes."""

    number: int
    kind: str
    body: dict[str, Any]
    raw: bytes


class Digest:
    """The digest of the lines of one run."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self.lines = 0

    def add(self, raw: bytes) -> None:
        """One more line, with its end."""
        self._hash.update(raw)
        self.lines += 1

    def closing(self, run: str) -> dict[str, Any]:
        """What the closing line holds."""
        return {"run": run, "lines": self.lines, "sha256": self._hash.hexdigest()}


def written(kind: str, body: dict[str, Any]) -> bytes:
    """A line, with its end. In ASCII, so that it survives whatever carries it."""
    return json.dumps({"kind": kind, **body}, separators=(",", ":")).encode("ascii") + b"\n"


def read_lines(file: BinaryIO) -> Iterator[Line]:
    """Every line. Raises BadArchive for what is none, with its number."""
    number = 0
    while raw := file.readline(_LONGEST):
        number += 1
        if not raw.endswith(b"\n"):
            raise BadArchive(number, "the line is cut off, or too long")
        yield _line(number, raw)


def _line(number: int, raw: bytes) -> Line:
    try:
        text = raw.decode("ascii")
        if nesting(text, enough=_DEPTH) > _DEPTH:
            raise BadArchive(number, "the document nests too deep")
        body = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadArchive(number, f"this is not JSON: {error}") from error
    if not isinstance(body, dict) or not isinstance(kind := body.pop("kind", None), str):
        raise BadArchive(number, "this is no line of an archive")
    return Line(number, kind, body, raw)
