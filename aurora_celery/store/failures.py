"""How much of a failure a store keeps: its texts are cut, and made such that any store can hold them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from aurora_celery.model.run import Failure

MESSAGE_LIMIT: Final = 4 * 1024
TRACEBACK_LIMIT: Final = 8 * 1024
_WORD_LIMIT: Final = 256
_GAP: Final = "\n[...]\n"

#: How many attempts of a node are kept, the last ones.
HISTORY_LIMIT: Final = 20


def bounded(failure: Failure) -> Failure:
    """The failure with every text cut to its limit; of a traceback the first quarter and the end remain."""
    return replace(
        failure,
        reason=_start(failure.reason, _WORD_LIMIT),
        type=_start(failure.type, _WORD_LIMIT),
        message=_start(failure.message, MESSAGE_LIMIT),
        traceback=_ends(failure.traceback, TRACEBACK_LIMIT),
        node=None if failure.node is None else _start(failure.node, _WORD_LIMIT),
    )


def _start(text: str, limit: int) -> str:
    text = _whole(text[: limit + 1])
    return text if len(text) <= limit else text[: limit - 3] + "..."


def _ends(text: str, limit: int) -> str:
    text = _whole(text)
    if len(text) <= limit:
        return text
    head = limit // 4
    return text[:head] + _GAP + text[len(text) - (limit - head - len(_GAP)) :]


def _whole(text: str) -> str:
    """The text with lone surrogates spelt out; file names that are not UTF-8 bring them into messages."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
