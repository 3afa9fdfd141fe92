"""Cursors of lists of people, keys and entries: opaque, exact, and refused when they are not ours."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aurora_celery.errors import BadCursor
from aurora_celery.store.access_cursors import KEYS, USERS, Place

places = st.builds(Place, st.integers(0, 10**14), st.text(alphabet=st.characters(codec="utf-8")))


@given(place=places)
def test_a_cursor_says_what_was_written_into_it(place: Place) -> None:
    cursor = KEYS.write(place)
    assert KEYS.read(cursor) == place
    assert not set(cursor) & set("/?&+ ")
    assert KEYS.read(cursor).moment.year >= 1970


@given(st.text())
def test_any_other_text_is_refused_and_never_breaks(text: str) -> None:
    try:
        place = USERS.read(text)
    except BadCursor as error:
        assert error.cursor == text
    else:
        assert USERS.read(USERS.write(place)) == place
