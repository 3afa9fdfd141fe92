"""The place in a list of runs where a page ended, as opaque text."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Final

from aurora_celery.errors import BadCursor

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)


def write_cursor(created: datetime, run_id: str) -> str:
    """A cursor that stands after the run with this time and id."""
    text = json.dumps([(created - _EPOCH) // _MILLISECOND, run_id])
    return base64.urlsafe_b64encode(text.encode()).decode()


def read_cursor(cursor: str) -> tuple[datetime, str]:
    """The time and id in a cursor. Raises BadCursor when it was not made by ``write_cursor``."""
    try:
        milliseconds, run_id = json.loads(base64.b64decode(cursor.encode(), altchars=b"-_", validate=True))
        return _EPOCH + int(milliseconds) * _MILLISECOND, str(run_id)
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise BadCursor(cursor) from error
