"""A near match for a name that is not known, for as many names as the reader would wait for."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

from aurora_celery.model.paths import quoted

#: Comparing a name with more than so many others, or a longer one, takes too long.
MOST_NAMES, LONGEST_NAME = 2000, 200
#: Of so many different names one examination looks for near matches; who mistyped more sees the pattern.
MOST_SUGGESTIONS = 20


class Suggestions:
    """Near matches, looked for once for each name, and not for ever."""

    def __init__(self) -> None:
        self._answers: dict[str, str] = {}

    def did_you_mean(self, name: str, known: Collection[str]) -> str:
        """``; did you mean "x"?``, or nothing."""
        if name in self._answers:
            return self._answers[name]
        if len(self._answers) >= MOST_SUGGESTIONS or len(known) > MOST_NAMES or len(name) > LONGEST_NAME:
            return ""
        matches = get_close_matches(name, known, n=1, cutoff=0.75)
        self._answers[name] = f"; did you mean {quoted(matches[0])}?" if matches else ""
        return self._answers[name]
