"""A name and a value in one text, as people write labels and inputs: ``name=value``. Pure."""

from __future__ import annotations

import json


def read_pair(text: str) -> tuple[str, str] | None:
    """The name, up to the first ``=``, and the value, which may hold more of them; None if there is no name.

    A name that holds ``=`` itself is written as a JSON string: ``"a=b"=value``.
    """
    name, rest = _quoted(text) or _plain(text)
    return (name, rest[1:]) if name and rest else None


def write_pair(name: str, value: str) -> str:
    """The text that is read as this name and value."""
    plain = f"{name}={value}"
    return plain if read_pair(plain) == (name, value) else f"{json.dumps(name, ensure_ascii=False)}={value}"


def _plain(text: str) -> tuple[str, str]:
    at = text.find("=")
    return (text[:at], text[at:]) if at >= 0 else (text, "")


def _quoted(text: str) -> tuple[str, str] | None:
    """The name as JSON and what follows it; None for a text that only begins with a quotation mark."""
    if not text.startswith('"'):
        return None
    try:
        name, end = json.JSONDecoder().raw_decode(text)
    except ValueError:
        return None
    return (name, text[end:]) if text.startswith("=", end) else None
