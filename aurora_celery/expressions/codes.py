"""The codes of everything that can be wrong with an expression as it is written. Codes never change their meaning."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

UNTERMINATED: Final = "A100"
EMPTY: Final = "A101"
SYNTAX: Final = "A102"
WHOLE_NODES: Final = "A103"
WHOLE_INPUTS: Final = "A104"
UNKNOWN_NAME: Final = "A105"
UNKNOWN_FUNCTION: Final = "A106"
TOO_COMPLEX: Final = "A107"
NOT_ALONE: Final = "A108"

CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        UNTERMINATED: "an expression is opened with ${{ and never closed with }}",
        EMPTY: "an expression is empty",
        SYNTAX: "an expression is not valid CEL",
        WHOLE_NODES: "an expression uses `nodes` without naming one node",
        WHOLE_INPUTS: "an expression uses `inputs` without naming one input",
        UNKNOWN_NAME: "an expression uses a name that is neither `nodes` nor `inputs`",
        UNKNOWN_FUNCTION: "an expression calls a function that does not exist",
        TOO_COMPLEX: "an expression is too long, too deep, or loops too much",
        NOT_ALONE: "an expression does more with a secret than to name it, or names it badly",
    }
)
