"""Times as they come in: without a zone they are meant in UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

FIRST: Final = datetime.min.replace(tzinfo=UTC)
LAST: Final = datetime.max.replace(tzinfo=UTC)


def utc(moment: datetime | None) -> datetime | None:
    """The same time in UTC; the first or the last that there is for one that is beyond it there."""
    if moment is None:
        return None
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return FIRST if moment.year == 1 else LAST
