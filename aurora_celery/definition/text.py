"""Make text of what a definition came as: bytes or text, of a bounded size, in UTF-8."""

from __future__ import annotations

from aurora_celery.definition import codes
from aurora_celery.definition.report import refuse


def checked_text(source: str | bytes, *, limit: int) -> str:
    """The text without a byte order mark. Raises InvalidGraph when it is too large, not UTF-8, or empty."""
    if len(source) > limit:
        _too_large(limit)
    text = source if isinstance(source, str) else _decoded(source)
    if not text.isascii():
        size = _size(text)
        if size > limit:
            _too_large(limit)
    text = text.removeprefix("\ufeff")
    if not text or text.isspace():
        refuse(codes.EMPTY, "the definition is empty")
    return text


def _too_large(limit: int) -> None:
    refuse(codes.TOO_LARGE, f"the definition has more than {limit} bytes")


def _decoded(source: bytes) -> str:
    try:
        return source.decode()
    except UnicodeDecodeError as error:
        refuse(codes.ENCODING, f"the definition is not UTF-8: {error.reason} at byte {error.start}")


def _size(text: str) -> int:
    try:
        return len(text.encode())
    except UnicodeEncodeError as error:
        half = f"U+{ord(text[error.start]):04X}"
        refuse(codes.ENCODING, f"the definition holds half of a surrogate pair, {half}, at character {error.start}")
