"""Ids follow from names alone, differ where the names do, and are fit for sampling by trace id."""

from __future__ import annotations

import uuid

from aurora_celery.observability.identity import node_span_id, run_span_id, trace_id, try_span_id


def test_ids_are_the_same_in_every_process_for_ever() -> None:
    run = "00000000000040008000000000000001"
    assert f"{trace_id(run):032x}" == "27314db11199dab781fdf0c3493bcfcf"
    assert f"{run_span_id(run, 0):016x}" == "b4e88871d2a12dff"


def test_ids_of_different_things_differ() -> None:
    runs = [uuid.UUID(int=number).hex for number in range(20)]
    spans = [run_span_id(run, epoch) for run in runs for epoch in range(3)]
    spans += [node_span_id(run, epoch, index) for run in runs for epoch in range(3) for index in range(20)]
    spans += [try_span_id(run, 0, index, attempt=number) for run in runs for index in range(20) for number in range(3)]
    assert len(set(spans)) == len(spans)
    assert 0 not in spans


def test_half_of_the_traces_are_in_the_lower_half() -> None:
    """The lower half of a random UUID is not evenly distributed, so that a trace's id must not be the run's."""
    lower = [trace_id(uuid.UUID(int=number, version=4).hex) % 2**64 < 2**63 for number in range(2000)]
    assert 850 < sum(lower) < 1150
