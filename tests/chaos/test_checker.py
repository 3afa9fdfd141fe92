"""Every counter can become non-zero: a sound campaign with one thing wrong in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.chaos import report
from tests.chaos.checker import RULES, judge
from tests.chaos.evidence import Evidence
from tests.chaos.history import Event
from tests.chaos.records import NodeRecord, RunRecord
from tests.chaos.workload import Workload

RUN = "r1"
#: The first number whose shape is a diamond: one node, two, and a join, of which n0 and n3 are keyed.
NUMBER = next(number for number in range(1000) if Workload().shape(number).name == "diamond")
DIAMOND = Workload().shape(NUMBER)
EXPECTED = DIAMOND.expected(Workload().salt(NUMBER))
ZERO = datetime(2026, 1, 1, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return ZERO + timedelta(seconds=seconds)


def sound_record() -> RunRecord:
    nodes = {
        name: NodeRecord("succeeded", 1, at(2 * i), at(2 * i + 1), EXPECTED[name], by=1)
        for i, name in enumerate(DIAMOND.by_name)
    }
    outputs: dict[str, str | None] = {"n3": EXPECTED["n3"]}
    return RunRecord(
        RUN, "k", "succeeded", terminal=True, nodes=nodes, created=at(-1), finished=at(10), outputs=outputs
    )


def call(event: str, node: str, *, attempt: int = 1, pid: int = 7, t: float = 1.0) -> Event:
    facts = {"run": RUN, "node": node, "attempt": attempt, "pid": pid, "t": t, "clock": t}
    told = {"value": EXPECTED[node]} if event == "end" else {"read": [1 for _ in DIAMOND.by_name[node].before]}
    return {"event": event, **facts, **told}


def sound_events() -> list[Event]:
    calls = [call(event, node) for node in DIAMOND.by_name for event in ("begin", "end")]
    submit = {"event": "submit", "number": NUMBER, "key": "k"}
    return [submit, {"event": "accepted", "number": NUMBER, "key": "k", "run": RUN}, *calls]


def sound_evidence() -> Evidence:
    record = sound_record()
    effects = [(RUN, task.name) for task in DIAMOND.tasks if task.keyed]
    return Evidence(events=sound_events(), early=[record], last={RUN: record}, effects=effects)


def with_node(record: RunRecord, name: str, **changes: Any) -> RunRecord:
    return replace(record, nodes={**record.nodes, name: replace(record.nodes[name], **changes)})


def with_last(**changes: Any) -> Evidence:
    evidence = sound_evidence()
    evidence.last = {RUN: replace(evidence.last[RUN], **changes)}
    return evidence


def with_last_node(name: str, **changes: Any) -> Evidence:
    evidence = sound_evidence()
    evidence.last = {RUN: with_node(evidence.last[RUN], name, **changes)}
    return evidence


def with_events(*more: Event) -> Evidence:
    evidence = sound_evidence()
    evidence.events = [*evidence.events, *more]
    return evidence


def without_events(unwanted: Callable[[Event], bool]) -> Evidence:
    evidence = sound_evidence()
    evidence.events = [event for event in evidence.events if not unwanted(event)]
    return evidence


def with_effects(effects: Iterable[tuple[str, str]]) -> Evidence:
    evidence = sound_evidence()
    evidence.effects = list(effects)
    return evidence


def run_that_is_gone() -> Evidence:
    evidence = sound_evidence()
    evidence.last = {}
    return evidence


def run_with_the_same_key() -> Evidence:
    evidence = sound_evidence()
    evidence.last = {**evidence.last, "r2": replace(evidence.last[RUN], id="r2")}
    return evidence


def join_before_its_branch() -> Evidence:
    evidence = sound_evidence()
    last = evidence.events[-2:]
    evidence.events = [*evidence.events[:-4], *last, *evidence.events[-4:-2]]
    return evidence


def left_over() -> Evidence:
    evidence = sound_evidence()
    evidence.orphans = ["results r1/0/token"]
    return evidence


def found_by_an_audit() -> Evidence:
    evidence = sound_evidence()
    evidence.audit = ["run r1: wrong_count"]
    return evidence


WRONG_END = {**call("end", "n1"), "value": "another:16"}
MISSED = {"event": "strike", "fault": "dup", "t": 1.0}
CLOCK = {"event": "strike", "fault": "clock", "t": 1.0, "clock": 1.0}
CANCELLED = {"event": "cancelled", "run": RUN, "clock": at(5).timestamp()}

BROKEN: list[tuple[str, Evidence]] = [
    ("lost_accepted_runs", run_that_is_gone()),
    ("lost_accepted_runs", with_last(state="running", terminal=False)),
    ("ended_otherwise", with_last(state="failed")),
    ("ended_otherwise", with_last(state="cancelled")),
    ("stuck_nodes", with_last_node("n2", state="running")),
    ("dup_runs", run_with_the_same_key()),
    ("dup_runs", with_last(key="unknown")),
    ("dup_completions", with_last_node("n1", attempts=2)),
    ("dup_completions", with_last_node("n1", finished=at(9))),
    ("dup_completions", with_last_node("n1", by=3)),
    ("dup_completions", with_last(faults=("cell 0 counts 5 ended nodes, it has 4",))),
    ("result_changed", with_last_node("n1", value="another:16")),
    ("result_changed", with_last(outputs={"n3": "another:16"})),
    ("result_changed", with_events(WRONG_END)),
    ("result_changed", with_events({**call("begin", "n3", attempt=2), "read": [1, 2]})),
    ("premature_start", join_before_its_branch()),
    ("premature_start", with_last_node("n3", started=at(0))),
    ("join_fired_not_once", without_events(lambda event: event.get("node") == "n3")),
    ("join_fired_not_once", with_events(call("begin", "n3"))),
    ("dup_claims", with_events(call("begin", "n1"))),
    ("started_after_cancel", with_events(CANCELLED)),
    ("taken_too_early", with_events(call("begin", "n1", attempt=2, t=1.1))),
    ("taken_too_early", with_events(CLOCK, call("begin", "n1", attempt=2, t=1.1))),
    ("times_out_of_order", with_last_node("n0", started=at(-3600))),
    ("times_out_of_order", with_last_node("n3", finished=at(3600))),
    ("times_out_of_order", with_last_node("n2", started=at(5.5))),
    ("dup_effects", with_effects([(RUN, "n0"), (RUN, "n0"), (RUN, "n3")])),
    ("dup_effects", with_effects([(RUN, "n0")])),
    ("orphan_blobs", left_over()),
    ("missing_blobs", with_last(missing=("result r1/0/token not found",))),
    ("audit_findings", found_by_an_audit()),
    ("orphan_processes", with_events({"event": "orphan", "pid": 1, "parent": 2})),
    ("faults_that_missed", with_events({"event": "strike", "fault": "cut", "t": 1.0})),
    ("faults_that_missed", with_events(MISSED, {"event": "mischief", "kind": "dup", "count": 0})),
    ("faults_that_missed", with_events({**MISSED, "fault": "disk"}, {"event": "met", "fault": "disk", "count": 0})),
    ("faults_that_missed", with_events(CLOCK)),
]


def test_a_sound_campaign_counts_nothing() -> None:
    assert judge(sound_evidence()).sound


@pytest.mark.parametrize(("counter", "evidence"), BROKEN, ids=[f"{name}-{n}" for n, (name, _) in enumerate(BROKEN)])
def test_what_is_wrong_is_counted(counter: str, evidence: Evidence) -> None:
    verdict = judge(evidence)
    assert verdict.findings[counter]
    assert not verdict.sound


def test_every_counter_is_broken_above() -> None:
    assert {counter for counter, _ in BROKEN} == set(RULES)


def test_a_run_that_was_to_be_cancelled_may_end_so() -> None:
    evidence = with_events({"event": "cancel", "run": RUN})
    evidence.last = {RUN: replace(evidence.last[RUN], state="cancelled")}
    assert not judge(evidence).findings["ended_otherwise"]


def test_a_second_attempt_is_reported_and_is_no_fault() -> None:
    evidence = with_events(call("begin", "n1", attempt=2, t=9.0))
    verdict = judge(evidence)
    assert verdict.sound
    assert verdict.reported["dup_executions"] == 1


def test_a_node_may_be_taken_at_once_from_a_process_that_was_killed() -> None:
    strike, over = {"event": "strike", "fault": "child", "t": 1.05}, {"event": "over", "fault": "child", "t": 1.06}
    assert judge(with_events(strike, over, call("begin", "n1", attempt=2, t=1.1))).sound


def test_a_clock_that_was_wrong_for_a_call_has_met_something() -> None:
    evidence = with_events(CLOCK, {**call("begin", "n1", attempt=2, t=9.0), "clock": 3609.0})
    assert judge(evidence).sound


def test_a_claim_may_die_with_the_store() -> None:
    died = [{"event": "strike", "fault": "store", "t": 2.0}, {"event": "back", "fault": "store", "t": 3.0}]
    verdict = judge(with_events(*died, call("begin", "n3"), call("end", "n3")))
    assert verdict.sound
    assert verdict.reported["claims_forgotten"] == 1


def called_around_an_outage(*after: Event) -> Evidence:
    """The join is called by one process as soon as the store is back and ``after`` has happened, and by another."""
    evidence = sound_evidence()
    outage = [{"event": "strike", "fault": "store", "t": 2.0}, {"event": "back", "fault": "store", "t": 3.0}]
    second = [call(event, "n3", pid=8, t=6.0) for event in ("begin", "end")]
    evidence.events = [
        *evidence.events[:-2],
        *outage,
        *after,
        *(call(e, "n3", t=3.2) for e in ("begin", "end")),
        *second,
    ]
    return evidence


def test_a_claim_may_die_with_the_store_before_its_call_begins() -> None:
    verdict = judge(called_around_an_outage())
    assert verdict.sound
    assert verdict.reported["claims_forgotten"] == 1


def test_a_claim_after_the_return_of_the_store_may_not_be_forgotten() -> None:
    other = call("end", "n2", attempt=2, t=3.1)
    assert judge(called_around_an_outage(other)).findings["join_fired_not_once"]


def test_the_end_of_a_call_whose_node_was_given_away_is_a_zombie() -> None:
    evidence = sound_evidence()
    *rest, end = evidence.events
    evidence.events = [*rest, call("begin", "n3", attempt=2), end]
    assert judge(evidence).reported["zombie_ends"] == 1


def test_a_process_that_got_the_pid_of_another_one_later_is_not_taken_for_it() -> None:
    kill = {"event": "strike", "fault": "child", "pids": [99], "t": 2.0}
    lost, again = call("begin", "n0", attempt=1, pid=99), call("begin", "n0", attempt=2, t=2.5)
    evidence = sound_evidence()
    later = {**kill, "fault": "parent", "t": 9.0}
    evidence.events = [*evidence.events[:2], lost, kill, again, later]
    recovered = judge(evidence).recovery
    assert recovered["child"].longest == 0.5
    assert "parent" not in recovered


def test_recovery_is_the_time_from_the_kill_to_the_next_call() -> None:
    kill = {"event": "strike", "fault": "child", "pids": [99], "t": 2.0}
    lost, again = call("begin", "n0", attempt=1, pid=99), call("begin", "n0", attempt=2, t=2.5)
    evidence = sound_evidence()
    evidence.events = [*evidence.events[:2], lost, kill, again]
    verdict = judge(evidence)
    assert (verdict.recovery["child"].count, verdict.recovery["child"].longest) == (1, 0.5)
    assert verdict.strikes == {"child": 1}


def test_the_report_prints_every_counter_and_the_rule_of_three() -> None:
    evidence = with_events({"event": "strike", "fault": "child", "t": 2.0})
    text = "\n".join(report.lines(judge(evidence)))
    assert all(name in text for name in RULES)
    assert "0 of 1 strikes: fewer than 3 violations a strike (95 %)" in text
    assert report.document(judge(evidence))["counters"] == dict.fromkeys(RULES, 0)
