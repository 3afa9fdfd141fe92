"""What a plain YAML scalar means: the core schema of YAML 1.2, where ``on``, ``yes`` and dates are text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

Scalar = str | int | float | bool | None

NULL: Final = re.compile(r"~|null|Null|NULL|")
INTEGER: Final = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
FLOAT: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_WORDS: Final[Mapping[str, Scalar]] = MappingProxyType(
    {
        **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
        **dict.fromkeys(("true", "True", "TRUE"), True),
        **dict.fromkeys(("false", "False", "FALSE"), False),
        **{sign + name: float(f"{sign}inf") for sign in ("", "+", "-") for name in (".inf", ".Inf", ".INF")},
        **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
    }
)
_NUMERIC: Final = frozenset("0123456789+-.")
_TAG: Final = "tag:yaml.org,2002:"
#: Tags that only say what a scalar is taken for.
KNOWN_TAGS: Final = frozenset(_TAG + kind for kind in ("str", "int", "float", "bool", "null", "map", "seq"))
_LONGEST_INTEGER: Final = 30
_ENDLESS: Final = 10**30


def plain_scalar(text: str) -> Scalar:
    """The value of a scalar without quotes."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMERIC:
        return text
    if INTEGER.fullmatch(text):
        return _integer(text)
    return float(text) if FLOAT.fullmatch(text) else text


def tagged_scalar(text: str, tag: str) -> Scalar:
    """The value of a scalar with one of the known tags. Raises ValueError when it cannot be taken for that."""
    kind = tag.removeprefix(_TAG)
    if kind == "str":
        return text
    value = plain_scalar(text)
    if kind == "float" and isinstance(value, int):
        return float(value)
    if type(value).__name__ != {"null": "NoneType"}.get(kind, kind):
        raise ValueError(kind)
    return value


def _integer(text: str) -> int:
    # A long text is beyond 64 bits in any base, and converting it would take quadratic time.
    if len(text) > _LONGEST_INTEGER and len(text.lstrip("+-0xo")) > _LONGEST_INTEGER:
        return _ENDLESS
    return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
