"""How deep JSON text nests, told without building its value; so that no parser's recursion has to find out."""

from __future__ import annotations

import re
from itertools import accumulate

_TEXT = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
_NOT_BRACKET = re.compile(r"[^\[\]{}]++")
_STEP = {"[": 1, "{": 1, "]": -1, "}": -1}


def nesting(text: str, *, enough: int) -> int:
    """The deepest nesting of arrays and objects in JSON text; linear, and quick on flat text.

    The answer is exact above ``enough`` and only an upper bound of at most ``enough`` otherwise.
    Text that is not JSON gives some number, and is for the parser to refuse.
    """
    bound = text.count("[") + text.count("{")
    if bound <= enough:
        return bound
    brackets = _NOT_BRACKET.sub("", _TEXT.sub("", text))
    return max(accumulate(map(_STEP.__getitem__, brackets)), default=0)
