"""Durations as people write them: ``30s``, ``1h30m``, ``500ms``, or a number of seconds."""

from __future__ import annotations

import math
import re
from typing import Final

_UNITS: Final = {"d": 86400.0, "h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
_NUMBER = r"([0-9]{1,12}(?:\.[0-9]{1,12})?)"
_DURATION: Final = re.compile("".join(rf"(?:{_NUMBER}{unit})?" for unit in _UNITS))


def seconds(value: str | float) -> float | None:
    """The seconds that a duration stands for; None when it is none, or negative, or not finite."""
    if not isinstance(value, str):
        fits = -1 < value < 2**63 and math.isfinite(value) and value >= 0
        return float(value) if fits else None
    match = _DURATION.fullmatch(value.strip())
    if match is None or not any(match.groups()):
        return None
    # One rounding at the end: 0.1 s is 0.1, and 500 ms is 0.5.
    parts = zip(match.groups(default="0"), _UNITS.values(), strict=True)
    return math.fsum(float(number) * unit for number, unit in parts)
