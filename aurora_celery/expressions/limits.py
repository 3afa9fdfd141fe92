"""What an expression may cost. A bound for each way in which one could become slow or large."""

from __future__ import annotations

from typing import Final

#: Characters of one expression.
MAX_LENGTH: Final = 8192
#: How deep brackets may stand inside each other; the parser below has its own, much later, failure.
MAX_DEPTH: Final = 32
#: Macros that loop over a collection (map, filter, all, exists, exists_one) in one expression,
#: and how many of them may stand inside each other.
MAX_LOOPS: Final = 4
MAX_NESTED_LOOPS: Final = 2
#: How often the variable of each `map` may be used in it, multiplied over the maps: `map(x, x + x)` doubles a value,
#: and maps in a row multiply what each of them does.
MAX_GROWTH: Final = 512
#: Characters of JSON that an expression could make of the values that it looks at, at worst.
MAX_RESULT_LENGTH: Final = 128 * 2**20
#: Elements that the evaluator could have to copy, at worst: it copies a list for each element that a loop appends.
MAX_COPIES: Final = 2**25
