"""Texts of a failure are cut to what a store keeps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aurora_celery.model.run import Failure
from aurora_celery.store.failures import MESSAGE_LIMIT, TRACEBACK_LIMIT, bounded


def test_a_short_failure_stays_as_it_is() -> None:
    failure = Failure(reason="exception", type="E", message="m", traceback="t", node="n")
    assert bounded(failure) == failure


def test_of_a_long_traceback_the_beginning_and_the_end_remain() -> None:
    kept = bounded(Failure(reason="exception", traceback="first" + "x" * 10**6 + "last")).traceback
    assert kept.startswith("first")
    assert kept.endswith("last")
    assert "[...]" in kept
    assert len(kept) == TRACEBACK_LIMIT


def test_a_long_message_says_that_it_goes_on() -> None:
    kept = bounded(Failure(reason="exception", message="m" * 10**6)).message
    assert kept == "m" * (MESSAGE_LIMIT - 3) + "..."


@given(message=st.text(), traceback=st.text(max_size=20_000), node=st.none() | st.text())
def test_whatever_remains_can_be_encoded(message: str, traceback: str, node: str | None) -> None:
    kept = bounded(Failure(reason="exception", message=message * 50, traceback=traceback, node=node))
    kept.message.encode()
    kept.traceback.encode()
    (kept.node or "").encode()
    assert len(kept.message) <= MESSAGE_LIMIT
    assert len(kept.traceback) <= TRACEBACK_LIMIT
    assert (kept.node is None) == (node is None)
