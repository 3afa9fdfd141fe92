"""Collects what is wrong with a definition, so that all of it can be told at once."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Final, NoReturn

from aurora_celery.definition import codes
from aurora_celery.definition.limits import MAX_FINDINGS
from aurora_celery.errors import Diagnostic, InvalidGraph
from aurora_celery.model.paths import Trail, quoted, written

_ENOUGH: Final = 100


class Report:
    """What was found so far, in the order found; the first of it is kept, all of it is counted."""

    def __init__(self) -> None:
        self.count = 0
        self._kept: list[Diagnostic] = []

    def told(self) -> tuple[Diagnostic, ...]:
        """The findings, and a last one when there are more than anybody would read."""
        more = self.count - len(self._kept)
        rest = (Diagnostic(codes.TOO_MANY, "", f"and {more} more findings"),) if more else ()
        return (*self._kept, *rest)

    def add(self, code: str, trail: Trail, message: str) -> None:
        """Note one finding."""
        self.count += 1
        if self.count <= MAX_FINDINGS:
            self._kept.append(Diagnostic(code, written(trail), message))

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Note findings that were made elsewhere."""
        for finding in diagnostics:
            self.add(finding.code, finding.path, finding.message)

    def unknown(self, key: str, trail: Trail, known: Collection[str]) -> None:
        """Note a key that is not known, with the known one that is most like it."""
        # Looking for near matches is slow; with so many findings the first ones tell it all.
        many = self.count > _ENOUGH
        near = [] if many else difflib.get_close_matches(key[:64], known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(sorted(known))}"
        self.add(codes.UNKNOWN_KEY, trail, f"unknown key {quoted(key)}; {hint}")

    def wrong_type(self, trail: Trail, expected: str, value: object) -> None:
        """Note a value that should have been of another type."""
        self.add(codes.WRONG_TYPE, trail, f"must be {expected}, not {named(value)}")


def named(value: object) -> str:
    """What a value is, in the words of a definition."""
    if value is None:
        return "nothing (null)"
    for kind, words in _WORDS.items():
        if isinstance(value, kind):
            return words(value)
    return f"a value of the type {type(value).__name__}"


_WORDS: Final[Mapping[type, Callable[[Any], str]]] = {
    bool: lambda value: f"the boolean {str(value).lower()}",
    str: lambda value: f"the text {quoted(value)}",
    int: lambda value: f"the number {value}" if abs(value) < 10**20 else "a long number",
    float: lambda value: f"the number {value!r}",
    dict: lambda _: "a mapping",
    list: lambda _: "a list",
    tuple: lambda _: "a list",
}


def refuse(code: str, message: str, *, path: Trail = "") -> NoReturn:
    """Give up on a definition. Raises InvalidGraph with the one finding."""
    raise InvalidGraph([Diagnostic(code, written(path), message)])
