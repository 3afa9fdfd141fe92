"""A near match for a name that is not known."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

from aurora_celery.model.paths import quoted

#: Comparing a name with more than so many others would take longer than the reader would wait.
MOST_NAMES = 2000


def did_you_mean(name: str, known: Collection[str]) -> str:
    """``; did you mean "x"?``, or nothing."""
    if len(known) > MOST_NAMES or len(name) > 200:
        return ""
    matches = get_close_matches(name, known, n=1, cutoff=0.75)
    return f"; did you mean {quoted(matches[0])}?" if matches else ""
