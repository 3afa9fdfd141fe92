"""Rules for a campaign in which people act on runs: what each answer promises has to be so, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from aurora_celery.model.operation import Operation
from tests.chaos.evidence import Evidence, Place
from tests.chaos.history import Event
from tests.chaos.records import RunRecord

#: How far apart the clocks of one machine may lie.
_TICK = timedelta(milliseconds=5)
_STOPS = frozenset({"cancel", "deadline"})
_RELEASES = frozenset({"resume", "retry", "rerun", "mark_succeeded"})


def lost_accepted_runs(evidence: Evidence) -> Iterator[str]:
    """Runs that have not ended, or are not in the store although nobody deleted them."""
    for run in evidence.numbers:
        record = evidence.last.get(run)
        if record is None and not _asked(evidence, run, "delete"):
            yield f"run {run} is not in the store"
        elif record is not None and not record.terminal:
            yield f"run {run} is {record.state}"
    for run in evidence.last.keys() - evidence.numbers.keys():
        if not _may_be_new(evidence, evidence.last[run]):
            yield f"run {run} was submitted by nobody"


def ended_otherwise(evidence: Evidence) -> Iterator[str]:
    """Runs whose last epoch ended in a state that its operations do not account for."""
    for record in _records(evidence):
        made = Counter(each.kind.value for each in _of_last_epoch(record))
        stopped = next((each.kind.value for each in reversed(record.operations) if each.kind.value in _STOPS), "")
        failed = any(node.state == "failed" for node in record.nodes.values())
        fits = {
            "succeeded": not made.keys() & _STOPS and not failed,
            "cancelled": bool(made["cancel"]) and stopped == "cancel",
            "failed": failed or (bool(made["deadline"]) and stopped == "deadline"),
        }
        if record.terminal and not fits[record.state]:
            yield f"run {record.id} ended as {record.state}, after {dict(made)}"


def nodes_otherwise(evidence: Evidence) -> Iterator[str]:
    """Nodes of ended runs in a state that no operation accounts for, or in another than one that was accepted says."""
    for record in _records(evidence):
        made = _of_last_epoch(record)
        stopped = any(each.kind.value in _STOPS for each in made)
        asked = {_node(record, each): each for each in made if each.node is not None and not each.nodes}
        for name, node in record.nodes.items():
            before = [record.nodes[other].state for other in evidence.shape(record.id).by_name[name].before]
            kind = asked[name].kind.value if name in asked else ""
            fits = {
                "succeeded": kind in ("", "mark_succeeded"),
                "failed": kind == "mark_failed",
                "skipped": kind == "skip" or "failed" in before or "skipped" in before,
                "cancelled": stopped and kind == "",
            }
            if not fits.get(node.state, False):
                yield f"run {record.id}, {record.state}: {name} is {node.state}, it was asked to {kind or 'nothing'}"


def lost_operations(evidence: Evidence) -> Iterator[str]:
    """Operations that were answered and are not on record once, refused and are there, or that nobody asked for."""
    for record in _records(evidence):
        there = Counter(each.by for each in record.operations)
        for answer in evidence.answers.get(record.id, {}).values():
            if answer["kind"] in ("delete", "rerun_as_new"):
                continue
            count, kind, got = there.pop(answer["op"], 0), answer["kind"], answer["answer"]
            stopped_before = kind == "cancel" and any(each.kind.value in _STOPS for each in record.operations)
            allowed = {"ok": {0, 1} if stopped_before else {1}, "refused": {0}, "unknown": {0, 1}, "gone": set()}[got]
            if count not in allowed:
                yield f"run {record.id}: {kind} {answer['op']} was answered {got}, and is on record {count} times"
        for by in there.keys() - {"aurora"}:
            yield f"run {record.id}: {by} did something that it was not asked for"


def answered_otherwise(evidence: Evidence) -> Iterator[str]:
    """Operations that were done, asked for again under their id, and not answered the same."""
    for event in evidence.all("again"):
        fine = event["answer"] in ("ok", "unknown") or _deleted_since(evidence, event) or _joined(evidence, event)
        if not fine:
            yield f"run {event['run']}: {event['kind']} {event['op']} was ok, then {event['answer']}: {event['told']}"


def wrong_deletions(evidence: Evidence) -> Iterator[str]:
    """Runs that were deleted and are there, deleted by one who was refused, or of which nobody knows who did it."""
    by = {who: run for run, who in evidence.deletions}
    for answer in evidence.all("answer"):
        run, op, got = answer["run"], answer["op"], answer["answer"]
        if answer["kind"] == "delete" and got == "ok" and (run in evidence.last or op not in by):
            yield f"run {run}: it was deleted by {op}, and is there, or that is not kept"
        elif answer["kind"] == "delete" and got in ("refused", "gone") and op in by:
            yield f"run {run}: {op} was answered {got}, and stands as who deleted it"
    for run, count in Counter(run for run, _ in evidence.deletions).items():
        if count > 1:
            yield f"run {run} was deleted {count} times"
    for run in evidence.numbers.keys() - evidence.last.keys() - set(by.values()):
        yield f"run {run} is gone, and nobody knows who deleted it"


def changed_later(evidence: Evidence) -> Iterator[str]:
    """Nodes that had ended and looked otherwise later in the same epoch, and contradictions of the records."""
    for event in evidence.all("changed"):
        yield f"run {event['run']}: {event['told']}"
    for record in _records(evidence):
        yield from (f"run {record.id}: {fault}" for fault in record.faults)


def result_changed(evidence: Evidence) -> Iterator[str]:
    """Results, recorded or returned, that are not the only one that the node can have."""
    for record in _records(evidence):
        expected = evidence.expected(record.id)
        for name, node in record.nodes.items():
            if node.state == "succeeded" and not record.missing and node.value != expected[name]:
                yield f"run {record.id}: {name} has the result {node.value}, not {expected[name]}"
        ends = evidence.shape(record.id).ends
        right = {end: expected[end] if record.nodes[end].state == "succeeded" else None for end in ends}
        if record.state == "succeeded" and not record.missing and (record.outputs or right) != right:
            yield f"run {record.id}: its outputs are {record.outputs}, not {right}"
    for (run, called), places in evidence.ends.items():
        for place in places:
            if run in evidence.numbers and place.event["value"] != evidence.expected(run)[called]:
                yield f"run {run}: {called} returned {place.event['value']}"


def premature_start(evidence: Evidence) -> Iterator[str]:
    """Calls before every predecessor had returned or was given a result, in the run or in one that it does again."""
    for (run, node), begins in evidence.begins.items():
        if run in evidence.numbers:
            family = evidence.family(run)
            for name in evidence.shape(run).by_name[node].before:
                ends = [place.at for one in family for place in evidence.ends.get((one, name), ())]
                ends += [place.at for one in family for place in evidence.marks.get((one, name), ())]
                if not ends or min(ends) > begins[0].at:
                    yield f"run {run}: {node} began before {name} had ended"


def dup_claims(evidence: Evidence) -> Iterator[str]:
    """Nodes that were called twice for one attempt of one epoch, though no store died in between."""
    for (run, node), begins in evidence.begins.items():
        latest: dict[tuple[str, int], Place] = {}
        for begin in begins:
            call = (begin.event["key"], begin.event["attempt"])
            if call in latest and not evidence.store_died(latest[call], begin):
                yield f"run {run}: {node} was called twice for {call}"
            latest[call] = begin


def started_while_held(evidence: Evidence) -> Iterator[str]:
    """Nodes that were claimed after a pause or a cancel was answered, and before anybody asked the run to go on."""
    for record in _records(evidence):
        claims = [(at, name) for name, node in record.nodes.items() for at in node.claims]
        for kind, begin, end in _holds(evidence, record.id):
            early = [
                f"{name} at {at}" for at, name in claims if begin + _TICK < at and (end is None or at < end - _TICK)
            ]
            yield from (f"run {record.id}: after the {kind} of {begin} was claimed {what}" for what in early)


def _holds(evidence: Evidence, run: str) -> Iterator[tuple[str, datetime, datetime | None]]:
    """From when to when nothing of a run may start."""
    answers = evidence.answers.get(run, {})
    for answer in answers.values():
        if answer["kind"] in ("pause", "cancel") and answer["answer"] == "ok":
            lets_go = _RELEASES if answer["kind"] == "pause" else _RELEASES - {"resume"}
            asked = [
                evidence.asks[other["op"]]["clock"]
                for other in answers.values()
                if other["kind"] in lets_go and other["answer"] in ("ok", "unknown") and other["t"] >= answer["t"]
            ]
            yield answer["kind"], _time(answer["clock"]), _time(min(asked)) if asked else None


def _time(clock: float) -> datetime:
    return datetime.fromtimestamp(clock, UTC)


def _records(evidence: Evidence) -> Iterator[RunRecord]:
    return (evidence.last[run] for run in evidence.numbers if run in evidence.last)


def _of_last_epoch(record: RunRecord) -> list[Operation]:
    return [each for each in record.operations if each.epoch == record.epoch and not each.nodes]


def _node(record: RunRecord, made: Operation) -> str:
    assert made.node is not None
    return list(record.nodes)[made.node]


def _asked(evidence: Evidence, run: str, kind: str) -> bool:
    return any(answer["kind"] == kind for answer in evidence.answers.get(run, {}).values())


def _may_be_new(evidence: Evidence, record: RunRecord) -> bool:
    """Whether somebody did a run again as a new one, and never heard of it."""
    unheard = (event for event in evidence.all("answer") if event["kind"] == "rerun_as_new")
    return record.key is None and any(event["answer"] == "unknown" for event in unheard)


def _joined(evidence: Evidence, event: Event) -> bool:
    """Whether the operation is a cancel of a run that was being cancelled: it was answered, and changed nothing."""
    record = evidence.last.get(event["run"])
    return (
        event["kind"] == "cancel" and record is not None and all(each.by != event["op"] for each in record.operations)
    )


def _deleted_since(evidence: Evidence, event: Event) -> bool:
    return event["answer"] == "gone" and event["kind"] != "delete" and _asked(evidence, event["run"], "delete")
