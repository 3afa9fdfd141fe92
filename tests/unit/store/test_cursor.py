"""Cursors of lists: opaque, exact, and refused when they are not ours."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurora_celery.errors import BadCursor
from aurora_celery.store.cursor import read_cursor, write_cursor

whole_ms = st.datetimes(timezones=st.just(UTC), min_value=datetime(1970, 1, 1), max_value=datetime(9999, 1, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)
)


@given(created=whole_ms, run_id=st.text(alphabet=st.characters(codec="utf-8")))
def test_a_cursor_says_what_was_written_into_it(created: datetime, run_id: str) -> None:
    assert read_cursor(write_cursor(created, run_id)) == (created, run_id)


def test_a_cursor_can_stand_in_a_url() -> None:
    cursor = write_cursor(datetime(2030, 1, 2, tzinfo=UTC), "ключ/?&")
    assert not set(cursor) & set("/?&+ ")


@given(st.text())
def test_any_other_text_is_refused_and_never_breaks(text: str) -> None:
    try:
        assert write_cursor(*read_cursor(text)).rstrip("=") == text.rstrip("=")
    except BadCursor as error:
        assert "is no cursor" in str(error)


@pytest.mark.parametrize("text", ["W1sxXSwgInIiXQ==", "WzEsICJyIiwgMl0=", "WzFlOTksICJyIl0=", "MQ==", "bnVsbA=="])
def test_json_of_another_shape_is_refused(text: str) -> None:
    with pytest.raises(BadCursor, match="is no cursor"):
        read_cursor(text)
