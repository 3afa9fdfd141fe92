"""Documents that this version of Aurora cannot read, as where a newer one has written to the same store.

A field that is not known is none of them: whoever adds one sees to it that a reader may pass it over. A value that
is not known, or a field that is missing, makes a document illegible; it must not stand in the way of others.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from aurora_celery.errors import FormatUnknown
from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.fields import Document

T = TypeVar("T")

logger = logging.getLogger(__name__)

#: What a codec raises for a document that is not as it knows it.
_ILLEGIBLE = (AttributeError, LookupError, TypeError, ValueError)
_LONGEST = 200


def legible(decode: Callable[[Document], T]) -> Callable[[Document], T]:
    """Let a codec raise FormatUnknown, with the id of the document, for what it does not know."""

    @functools.wraps(decode)
    def decoded(document: Document) -> T:
        try:
            return decode(document)
        except _ILLEGIBLE as error:
            why = f"{type(error).__name__}: {error}"[:_LONGEST]
            raise FormatUnknown(f"the document {document.get(f.ID)}", why) from error

    return decoded


def only_legible(
    decode: Callable[[Document], T], documents: Iterable[Document], illegible: list[Document] | None = None
) -> Iterator[T]:
    """Those that can be read. A line of the log tells of each that cannot, and ``illegible`` is given it."""
    for document in documents:
        try:
            yield decode(document)
        except FormatUnknown as error:
            logger.error("%s; it is passed over", error)
            if illegible is not None:
                illegible.append(document)
