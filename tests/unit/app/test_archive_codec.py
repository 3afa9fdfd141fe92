"""What an archive says of a run and of a cell comes back as it was, whatever it is."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurora_celery.app.archive_codec import CELL, RUN, check_plain, decoded, encoded, referred, renamed
from aurora_celery.app.archive_lines import read_lines, written
from aurora_celery.model.operation import Operation, OperationKind
from aurora_celery.model.run import Attempt, Failure, NodeProgress, Output
from aurora_celery.model.states import Control, NodeState, RunState
from aurora_celery.store.values import CellRef, CellView, RunView, SlotView

TEXTS = st.text(max_size=8)
COUNTS = st.integers(0, 2**63 - 1)
MAYBE = st.none() | TEXTS
MOMENTS = st.integers(0, 4 * 10**12).map(lambda ms: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms))
TIMES = st.none() | MOMENTS
OUTPUTS = st.builds(Output, text=TEXTS, size=COUNTS) | st.builds(Output, ref=TEXTS, size=COUNTS)
FAILURES = st.builds(Failure, reason=TEXTS, type=TEXTS, message=TEXTS, traceback=TEXTS, node=MAYBE)
ATTEMPTS = st.builds(
    Attempt,
    number=COUNTS,
    epoch=COUNTS,
    started=TIMES,
    finished=TIMES,
    worker=MAYBE,
    failure=st.none() | FAILURES,
    output=st.none() | OUTPUTS,
)
PROGRESS = st.builds(
    NodeProgress, attempt=COUNTS, fraction=st.none() | st.just(1) | st.floats(0, 1), message=TEXTS, at=TIMES
)
SLOTS = st.builds(
    SlotView,
    state=st.sampled_from(NodeState),
    waits=COUNTS,
    attempt=COUNTS,
    token=MAYBE,
    worker=MAYBE,
    pid=st.none() | COUNTS,
    started=TIMES,
    finished=TIMES,
    not_before=TIMES,
    output=st.none() | OUTPUTS,
    failure=st.none() | FAILURES,
    cause=st.none() | COUNTS,
    history=st.lists(ATTEMPTS, max_size=2).map(tuple),
    progress=st.none() | PROGRESS,
)
OPERATIONS = st.builds(
    Operation,
    id=TEXTS,
    kind=st.sampled_from(OperationKind),
    by=TEXTS,
    why=TEXTS,
    node=st.none() | COUNTS,
    nodes=st.lists(COUNTS, max_size=3).map(tuple),
    output=st.none() | OUTPUTS,
    failure=st.none() | FAILURES,
    at=TIMES,
)
CELLS = st.builds(
    CellView,
    ref=st.builds(CellRef, TEXTS, COUNTS, COUNTS),
    plan=TEXTS,
    size=COUNTS,
    done=COUNTS,
    control=st.sampled_from(Control),
    live=st.booleans(),
    created=MOMENTS,
    now=MOMENTS,
    due=TIMES,
    rounds=COUNTS,
    slots=st.dictionaries(st.integers(0, 200), SLOTS, max_size=3),
    gates=st.dictionaries(COUNTS, COUNTS, max_size=2),
    arrived=st.dictionaries(COUNTS, MOMENTS, max_size=2),
    dead=st.dictionaries(COUNTS, COUNTS, max_size=2),
    cancelled=TIMES,
)
RUNS = st.builds(
    RunView,
    id=TEXTS,
    graph=TEXTS,
    version=st.none() | COUNTS,
    plan=TEXTS,
    state=st.sampled_from(RunState),
    epoch=COUNTS,
    cells=COUNTS,
    closed=COUNTS,
    created=MOMENTS,
    finished=TIMES,
    inputs=OUTPUTS,
    outputs=st.none() | OUTPUTS,
    error=st.none() | FAILURES,
    labels=st.dictionaries(TEXTS | st.sampled_from(["text", "ref", "size"]), TEXTS, max_size=4),
    key=MAYBE,
    continuation=MAYBE,
    continued=st.booleans(),
    control=st.sampled_from(Control),
    deadline=TIMES,
    operations=st.lists(OPERATIONS, max_size=2).map(tuple),
    pending=st.none() | OPERATIONS,
    origin=MAYBE,
    shares=st.lists(TEXTS, max_size=2).map(tuple),
)


def through_a_line(document: dict[str, Any]) -> dict[str, Any]:
    """What is read of a line that was written."""
    raw = written("x", {"it": document})
    assert raw.isascii()
    (line,) = read_lines(io.BytesIO(raw))
    found: dict[str, Any] = line.body["it"]
    return found


@given(view=RUNS)
def test_a_run_comes_back(view: RunView) -> None:
    assert decoded(RUN, through_a_line(encoded(RUN, view))) == view


@given(view=CELLS)
def test_a_cell_comes_back(view: CellView) -> None:
    assert decoded(CELL, through_a_line(encoded(CELL, view))) == view


@given(view=RUNS)
def test_every_reference_is_found_and_none_is_left_to_another_run(view: RunView) -> None:
    made = (*view.operations, view.pending)
    outputs = [view.inputs, view.outputs, *(operation.output for operation in made if operation is not None)]
    keys = {output.ref for output in outputs if output is not None and output.ref is not None}
    document = encoded(RUN, view)
    assert referred(document).keys() == keys
    again = renamed(document, "own")
    assert all(key.startswith("own/") for key in referred(again))
    assert renamed(again, "own") == again


@given(view=RUNS, data=st.data())
def test_what_has_a_default_may_be_missing_and_nothing_else(view: RunView, data: st.DataObject) -> None:
    document = encoded(RUN, view)
    optional = {"control", "deadline", "operations", "pending", "origin", "shares", "reopened", "traceparent"}
    name = data.draw(st.sampled_from(sorted(document)))
    del document[name]
    if name in optional:
        assert decoded(RUN, document).id == view.id
    else:
        with pytest.raises(ValueError, match=name):
            decoded(RUN, document)


@pytest.mark.parametrize("value", [2**63, -(2**63) - 1, float("inf"), float("nan"), "\ud800", {"\udfff": 1}, [[2**64]]])
def test_what_no_store_holds_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"bits|number|surrogates"):
        check_plain({"a": [value]})


def test_what_every_store_holds_is_not() -> None:
    check_plain(json.loads('{"a": [1, -9223372036854775808, 9223372036854775807, 1.5, true, null, "é\\u0000😀"]}'))
