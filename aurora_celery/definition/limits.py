"""How large a definition may be. Each bound turns an attack or an accident into a diagnostic."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

Format = Literal["yaml", "json", "toml"]

#: Bytes of UTF-8 text. JSON is read two orders of magnitude faster than the others.
MAX_BYTES: Final[Mapping[Format, int]] = MappingProxyType({"yaml": 4 * 2**20, "json": 32 * 2**20, "toml": 4 * 2**20})
#: How many mappings and lists may stand inside each other.
MAX_DEPTH: Final = 64
#: How often a YAML document may use its anchors, and how many values that may stand for.
MAX_ALIASES: Final = 100
MAX_ALIASED_VALUES: Final = 100_000
#: Characters of JSON of all input schemas together, and how many inputs there may be.
MAX_INPUTS: Final = 500
MAX_INPUTS_LENGTH: Final = 256 * 1024
#: How many findings are told of one definition.
MAX_FINDINGS: Final = 1000
#: Characters of a handler's or a queue's name, and of a label.
MAX_NAME: Final = 255
#: Seconds of a timeout or a delay: one year.
MAX_SECONDS: Final = 366 * 86400.0
MAX_RETRIES: Final = 10_000
MAX_PRIORITY: Final = 255
