"""Write TOML: tables for the parts of a definition, inline values below that."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from aurora_celery.errors import Unserialisable
from aurora_celery.model.paths import child

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_DELETE: Final = "\x7f"


def written_toml(document: Mapping[str, Any]) -> str:
    """The document as TOML text. Raises Unserialisable for null."""
    return "".join(f"{line}\n" for line in _table(document, "", heading=""))


def _table(table: Mapping[str, Any], path: str, *, heading: str) -> Iterator[str]:
    """One table: its plain values first, then the tables in it."""
    inner = {key: value for key, value in table.items() if _is_table(heading, key, value)}
    if heading:
        yield f"\n[{heading}]"
    for key, value in table.items():
        if key not in inner:
            yield f"{_key(key)} = {_value(value, child(path, key))}"
    for key, value in inner.items():
        name = f"{heading}.{_key(key)}" if heading else _key(key)
        yield from _table(value, child(path, key), heading=name)


def _is_table(heading: str, key: str, value: Any) -> bool:
    """Nodes and the top level's mappings get a heading of their own; what is inside them stays on one line."""
    return isinstance(value, Mapping) and ((not heading and key != "outputs") or heading == "nodes")


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _value(value: Any, path: str) -> str:
    if value is None:
        raise Unserialisable(path, "TOML has no null")
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool | int):
        return json.dumps(value)
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, Mapping):
        items = (f"{_key(key)} = {_value(item, child(path, key))}" for key, item in value.items())
        return "{" + ", ".join(items) + "}"
    return "[" + ", ".join(_value(item, child(path, place)) for place, item in enumerate(value)) + "]"


def _text(text: str) -> str:
    # JSON's escapes are TOML's too, but for the one control character that JSON leaves as it is.
    return json.dumps(text, ensure_ascii=False).replace(_DELETE, "\\u007f")
