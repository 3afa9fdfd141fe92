"""Every counter of a campaign with operators can become non-zero: a sound one with one thing wrong in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from aurora_celery.model.operation import Operation, OperationKind
from tests.chaos.acts import BY_HAND
from tests.chaos.checker import OPERATED, RULES, judge
from tests.chaos.evidence import Evidence
from tests.chaos.history import Event
from tests.chaos.records import NodeRecord, RunRecord
from tests.chaos.test_checker import (
    DIAMOND,
    EXPECTED,
    MISSED,
    NUMBER,
    RUN,
    at,
    call,
    with_node,
)

GONE = "r2"


def made(number: int, kind: OperationKind, **facts: Any) -> Operation:
    return Operation(id=f"op{number}", kind=kind, by=f"op{number}", **facts)


def asked(number: int, kind: str, answer: str = "ok", *, run: str = RUN, node: str = "n0") -> list[Event]:
    """What the history tells of an operation that was asked for at second 10 * number, and answered a second later."""
    facts = {"op": f"op{number}", "run": run, "kind": kind, "node": node}
    begin, end = at(10 * number).timestamp(), at(10 * number + 1).timestamp()
    told = {"answer": answer, "told": "", "clock": end}
    return [
        {"event": "ask", **facts, "clock": begin, "t": 10.0 * number},
        {"event": "answer", **facts, **told, "t": 10.0 * number + 1},
    ]


def sound_record() -> RunRecord:
    """A diamond that was paused from 11 to 20, and whose n1 was given its result by hand at 30."""
    times = {"n0": 5, "n1": None, "n2": 22, "n3": 40}
    nodes = {
        name: NodeRecord("succeeded", 1, None, at(50), EXPECTED[name], by=1, claims=(at(time),) if time else ())
        for name, time in times.items()
    }
    nodes["n1"] = replace(nodes["n1"], by=BY_HAND + 3)
    operations = (
        made(1, OperationKind.PAUSE),
        made(2, OperationKind.RESUME),
        made(3, OperationKind.MARK_SUCCEEDED, node=1),
    )
    outputs: dict[str, str | None] = {"n3": EXPECTED["n3"]}
    return RunRecord(RUN, "k", "succeeded", terminal=True, nodes=nodes, outputs=outputs, operations=operations)


def sound_evidence(*more: Event) -> Evidence:
    """The diamond, and a run that was deleted."""
    accepted = [
        {"event": "accepted", "number": NUMBER, "key": "k", "run": run, "salt": f"0-{NUMBER}"} for run in (RUN, GONE)
    ]
    calls = [
        [{**call(event, node), "key": f"{RUN}/{node}/0"} for event in ("begin", "end")] for node in ("n0", "n2", "n3")
    ]
    marks = asked(3, "mark_succeeded", node="n1")
    operations = [*asked(1, "pause"), *asked(2, "resume"), *marks, *asked(4, "delete", run=GONE)]
    events = [*accepted, *calls[0], *operations, *calls[1], *calls[2], *more]
    return Evidence(events=events, last={RUN: sound_record()}, deletions=[(GONE, "op4")])


def record(**changes: Any) -> Evidence:
    evidence = sound_evidence()
    evidence.last = {RUN: replace(evidence.last[RUN], **changes)}
    return evidence


def node(name: str, **changes: Any) -> Evidence:
    evidence = sound_evidence()
    evidence.last = {RUN: with_node(evidence.last[RUN], name, **changes)}
    return evidence


def deletions(*found: tuple[str, str]) -> Evidence:
    evidence = sound_evidence()
    evidence.deletions = found
    return evidence


def without(unwanted: Callable[[Event], bool]) -> Evidence:
    evidence = sound_evidence()
    evidence.events = [event for event in evidence.events if not unwanted(event)]
    return evidence


KEPT = sound_record().operations
CANCEL, DEADLINE = made(5, OperationKind.CANCEL), replace(made(6, OperationKind.DEADLINE), by="aurora")
AGAIN = {"event": "again", "op": "op1", "run": RUN, "kind": "pause", "answer": "refused", "told": "it is paused"}
CHANGED = {"event": "changed", "run": RUN, "told": "slot 0 changed"}
TWICE = {**call("begin", "n2"), "key": f"{RUN}/n2/0"}

BROKEN: list[tuple[str, Evidence]] = [
    ("lost_accepted_runs", record(state="running", terminal=False)),
    ("lost_accepted_runs", without(lambda event: event.get("kind") == "delete")),
    ("lost_accepted_runs", without(lambda event: event["event"] == "accepted" and event["run"] == RUN)),
    ("ended_otherwise", record(state="cancelled")),
    ("ended_otherwise", record(state="failed")),
    ("ended_otherwise", record(operations=(*KEPT, CANCEL))),
    ("ended_otherwise", record(state="cancelled", operations=(*KEPT, CANCEL, DEADLINE))),
    ("nodes_otherwise", node("n1", state="skipped")),
    ("nodes_otherwise", node("n2", state="failed")),
    ("nodes_otherwise", node("n3", state="cancelled")),
    ("nodes_otherwise", node("n3", state="running")),
    ("lost_operations", record(operations=KEPT[1:])),
    ("lost_operations", record(operations=(*KEPT, KEPT[0]))),
    ("lost_operations", record(operations=(*KEPT, made(9, OperationKind.SKIP)))),
    ("lost_operations", sound_evidence(*asked(3, "mark_succeeded", "refused"))),
    ("answered_otherwise", sound_evidence(AGAIN)),
    ("wrong_deletions", deletions()),
    ("wrong_deletions", deletions((GONE, "op4"), (GONE, "op5"))),
    ("wrong_deletions", sound_evidence(*asked(5, "delete"))),
    ("wrong_deletions", sound_evidence(*asked(4, "delete", "refused", run=GONE))),
    ("changed_later", sound_evidence(CHANGED)),
    ("changed_later", record(faults=("cell 0 counts 5 ended nodes, it has 4",))),
    ("result_changed", node("n2", value="another:16")),
    ("result_changed", record(outputs={"n3": None})),
    ("result_changed", sound_evidence({**call("end", "n2"), "value": "another:16"})),
    ("premature_start", without(lambda event: event.get("kind") == "mark_succeeded")),
    ("dup_claims", sound_evidence(TWICE)),
    ("started_while_held", node("n2", claims=(at(15),))),
    ("started_while_held", sound_evidence(*asked(0, "cancel"))),
    ("orphan_blobs", replace(sound_evidence(), orphans=["results r1/0/token"])),
    ("missing_blobs", record(missing=("result r1/0/token not found",))),
    ("audit_findings", replace(sound_evidence(), audit=["run r1: wrong_count"])),
    ("orphan_processes", sound_evidence({"event": "orphan", "pid": 1, "parent": 2})),
    ("faults_that_missed", sound_evidence(MISSED, {"event": "mischief", "kind": "dup", "count": 0})),
]


def test_a_sound_campaign_with_operators_counts_nothing() -> None:
    assert {name: found for name, found in judge(sound_evidence(), OPERATED).findings.items() if found} == {}


@pytest.mark.parametrize(("counter", "evidence"), BROKEN, ids=[f"{name}-{n}" for n, (name, _) in enumerate(BROKEN)])
def test_what_is_wrong_with_an_operation_is_counted(counter: str, evidence: Evidence) -> None:
    verdict = judge(evidence, OPERATED)
    assert verdict.findings[counter]
    assert not verdict.sound


def test_every_counter_of_operations_is_broken_above() -> None:
    assert {counter for counter, _ in BROKEN} == set(OPERATED)
    assert set(OPERATED) - set(RULES), "there are rules of its own"


def test_what_was_never_answered_may_have_been_done_or_not() -> None:
    for operations in (KEPT, (*KEPT, made(9, OperationKind.PAUSE))):
        evidence = sound_evidence(*asked(9, "pause", "unknown"))
        evidence.last = {RUN: replace(evidence.last[RUN], operations=operations)}
        assert judge(evidence, OPERATED).sound
    assert DIAMOND.by_name["n3"].before == ("n1", "n2")
