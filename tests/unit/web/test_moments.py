"""Times as they come in are times in UTC, at the ends of all time, too."""

from __future__ import annotations

from datetime import datetime

import pytest

from aurora_web.schemas.moments import LAST, utc


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("2026-01-31T12:00:00", "2026-01-31T12:00:00+00:00"),
        ("2026-01-31T12:00:00+08:00", "2026-01-31T04:00:00+00:00"),
        ("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00+00:00"),
        ("9999-12-31T23:59:59-12:00", LAST.isoformat()),
    ],
)
def test_a_time_is_one_in_utc(text: str, seen: str) -> None:
    moment = utc(datetime.fromisoformat(text))
    assert moment is not None
    assert moment.isoformat() == seen


def test_no_time_stays_none() -> None:
    assert utc(None) is None
