"""The words by which a run is found: those of its graph, its key, its labels' values, and of its first failure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from aurora_celery.model.run import Failure
from aurora_celery.store.values import NewRun

#: Words that are kept of a submit, and of a failure; characters of each, and of a message that is looked at.
_MOST: Final = 32
_LONGEST: Final = 32
_MESSAGE: Final = 1_000
#: Chinese, Japanese and Korean are written without spaces: each two characters that stand together are a word.
_TOGETHER: Final = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+")
_WORD: Final = re.compile(r"[^\W_]+")
#: So many hex digits are taken for the beginning of a run's id, of which there are few then.
_ID_PREFIX: Final = re.compile(r"[0-9a-f]{6,32}")


def words_of(*texts: str) -> tuple[str, ...]:
    """The words of texts, each once, in one case, the first few of them."""
    found = dict.fromkeys(word[:_LONGEST] for text in texts for word in _split(text))
    return tuple(found)[:_MOST]


def words_of_submit(run: NewRun) -> tuple[str, ...]:
    """The words that a run has from the beginning."""
    return words_of(run.graph, run.key or "", *run.labels.values())


def words_of_failure(failure: Failure | None) -> tuple[str, ...]:
    """The words that a run's first failure adds."""
    if failure is None:
        return ()
    return words_of(failure.reason, failure.type, failure.node or "", failure.message[:_MESSAGE])


def id_prefix(text: str) -> str | None:
    """What may be the beginning of a run's id; None for any other text."""
    stripped = text.strip().lower()
    return stripped if _ID_PREFIX.fullmatch(stripped) else None


def _split(text: str) -> Iterator[str]:
    for run in _WORD.findall(text.casefold()):
        last = 0
        for part in _TOGETHER.finditer(run):
            yield from _some(run[last : part.start()])
            yield from _pairs(part[0])
            last = part.end()
        yield from _some(run[last:])


def _some(text: str) -> Iterable[str]:
    return (text,) if text else ()


def _pairs(text: str) -> Iterable[str]:
    return [text[place : place + 2] for place in range(max(1, len(text) - 1))]
