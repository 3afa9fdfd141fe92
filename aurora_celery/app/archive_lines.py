"""The lines of an archive of runs: one JSON document each, with digests that find what was cut off or changed."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from gzip import BadGzipFile
from typing import Any, BinaryIO, Final

from aurora_celery.app.archive_codec import check_plain
from aurora_celery.definition.json_text import read_json
from aurora_celery.definition.limits import MAX_DEPTH
from aurora_celery.definition.report import Report
from aurora_celery.errors import InvalidGraph, ResultTooLarge

#: The version of the format, in the first line.
FORMAT: Final = 1
#: The longest line, in bytes: a value of 64 MiB, each character of which is escaped.
LONGEST: Final = 400 * 2**20
#: Plans nest a little deeper than what they hold.
_DEPTH: Final = MAX_DEPTH + 16


class Flaw(Exception):
    """What is wrong with an archive, and in which line. Whoever knows the file makes an error of it."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line, self.reason = line, reason


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it was read: its number from 1, its kind, what it holds, and its bytes."""

    number: int
    kind: str
    body: dict[str, Any]
    raw: bytes


class Digest:
    """The digest of some lines, and how many they are."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self.lines = 0

    def add(self, raw: bytes) -> bytes:
        """One more line, with its end; the same line."""
        self._hash.update(raw)
        self.lines += 1
        return raw

    def closing(self, **more: object) -> dict[str, Any]:
        """What the line holds that closes the others."""
        return {**more, "lines": self.lines, "sha256": self._hash.hexdigest()}


def written(kind: str, body: dict[str, Any]) -> bytes:
    """A line, with its end. In ASCII, so that it survives whatever carries it. Raises ResultTooLarge."""
    raw = json.dumps({"kind": kind, **body}, separators=(",", ":")).encode("ascii") + b"\n"
    if len(raw) > LONGEST:
        raise ResultTooLarge(len(raw), LONGEST)
    return raw


def read_lines(file: BinaryIO, *, longest: int = LONGEST) -> Iterator[Line]:
    """Every line. Raises Flaw for what is none, with its number."""
    number = 1
    while raw := _raw(file, number, longest):
        if not raw.endswith(b"\n"):
            is_long = len(raw) == longest
            raise Flaw(number, f"the line is longer than {longest} bytes" if is_long else "the line is cut off")
        yield _line(number, raw)
        number += 1


def _raw(file: BinaryIO, number: int, longest: int) -> bytes:
    try:
        return file.readline(longest)
    except (EOFError, BadGzipFile, zlib.error) as error:
        raise Flaw(number, f"the file cannot be unpacked: {error}") from error


def _line(number: int, raw: bytes) -> Line:
    report = Report()
    try:
        body = read_json(raw.decode("ascii"), report=report, depth=_DEPTH)
        check_plain(body)
    except InvalidGraph as error:
        raise Flaw(number, error.diagnostics[0].message) from error
    except ValueError as error:
        raise Flaw(number, f"this is not JSON as archives have it: {error}") from error
    if report.count:
        raise Flaw(number, report.told()[0].message)
    if not isinstance(body, dict) or not isinstance(kind := body.pop("kind", None), str):
        raise Flaw(number, "this is no line of an archive")
    return Line(number, kind, body, raw)
