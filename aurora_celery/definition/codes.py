"""The codes of everything that can be wrong with a definition as it is read. Codes never change their meaning."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from aurora_celery import expressions

FILE: Final = "A001"
ENCODING: Final = "A002"
TOO_LARGE: Final = "A003"
SYNTAX: Final = "A004"
DUPLICATE_KEY: Final = "A005"
TOO_DEEP: Final = "A006"
ALIASES: Final = "A007"
UNSUPPORTED_YAML: Final = "A008"
EMPTY: Final = "A009"
WRONG_TYPE: Final = "A010"
MISSING_KEY: Final = "A011"
UNKNOWN_KEY: Final = "A012"
OUT_OF_RANGE: Final = "A013"
BAD_NAME: Final = "A014"
DUPLICATE_NODE: Final = "A015"
BAD_DURATION: Final = "A016"
UNKNOWN_FORMAT: Final = "A017"
BAD_SCHEMA: Final = "A018"
BAD_DEFAULT: Final = "A019"
NOT_FINITE: Final = "A020"
TOO_LONG_INTEGER: Final = "A021"
NOT_JSON: Final = "A022"
BAD_TEXT: Final = "A023"
BAD_KEY: Final = "A024"
TOO_MANY: Final = "A025"
VALUE_NOT_KNOWN: Final = "A040"
FOREIGN_REFERENCE: Final = "A041"
BAD_CALL: Final = "A042"
NOT_TRACEABLE: Final = "A043"

CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        FILE: "a definition file cannot be read, or its name does not tell its format",
        ENCODING: "a definition is not UTF-8 text",
        TOO_LARGE: "a definition is larger than the limit",
        SYNTAX: "a definition is not valid YAML, JSON or TOML",
        DUPLICATE_KEY: "a mapping has the same key twice",
        TOO_DEEP: "a definition nests too deep",
        ALIASES: "a YAML alias is unknown, stands inside its own anchor, or aliases stand for too much",
        UNSUPPORTED_YAML: "a definition uses YAML that is not supported: tags, merge keys, several documents",
        EMPTY: "a definition is empty",
        WRONG_TYPE: "a value has the wrong type",
        MISSING_KEY: "a required key is missing",
        UNKNOWN_KEY: "a key is not known",
        OUT_OF_RANGE: "a value is out of its range or not one of its choices",
        BAD_NAME: "a name is empty, too long, one dot or two, or has control characters",
        DUPLICATE_NODE: "two nodes have the same id",
        BAD_DURATION: "a duration is neither a number of seconds nor text like 1h30m",
        UNKNOWN_FORMAT: "the version of the definition format is not known",
        BAD_SCHEMA: "the schema of an input is not a JSON Schema that can be used",
        BAD_DEFAULT: "the default of an input does not match its schema",
        NOT_FINITE: "a number is not finite",
        TOO_LONG_INTEGER: "an integer has more than 64 bits",
        NOT_JSON: "a value is of a type that JSON does not have",
        BAD_TEXT: "text holds half of a surrogate pair",
        BAD_KEY: "a key of a mapping is not text, or holds a control character",
        TOO_MANY: "so much is wrong that not all of it is told",
        VALUE_NOT_KNOWN: "the value of a reference is asked for while the graph is being drawn",
        FOREIGN_REFERENCE: "a reference belongs to another graph",
        BAD_CALL: "the arguments of a call do not fit the signature of the handler",
        NOT_TRACEABLE: "a function cannot be traced into a graph",
        **expressions.CODES,
    }
)
