"""Rules about what is on record: every accepted run, ended, each node once, with the one result that it can have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tests.chaos.evidence import Evidence
from tests.chaos.records import RunRecord


def lost_accepted_runs(evidence: Evidence) -> Iterator[str]:
    """Runs whose submit was answered, and that are not in the store, or have not ended."""
    for run in evidence.numbers:
        record = evidence.last.get(run)
        if record is None or not record.terminal:
            yield f"run {run} ({evidence.shape(run).name}) is {record.state if record else 'not in the store'}"


def ended_otherwise(evidence: Evidence) -> Iterator[str]:
    """Runs that ended in a state that nothing asked for."""
    for record in _accepted(evidence):
        allowed = {"succeeded", "cancelled"} if record.id in evidence.cancelled else {"succeeded"}
        if record.terminal and record.state not in allowed:
            yield f"run {record.id} ended as {record.state}"


def stuck_nodes(evidence: Evidence) -> Iterator[str]:
    """Nodes that have not ended."""
    for record in _accepted(evidence):
        for name, node in record.nodes.items():
            if node.state not in {"succeeded", "failed", "skipped", "cancelled"}:
                yield f"run {record.id}: {name} is {node.state}"


def dup_runs(evidence: Evidence) -> Iterator[str]:
    """Runs beyond the one that a key stands for, and runs that nobody submitted."""
    holders = Counter(record.key for record in evidence.last.values())
    for key, count in holders.items():
        if count > 1:
            yield f"{count} runs have the key {key}"
    asked = {event["key"] for event in evidence.all("submit")}
    for record in evidence.last.values():
        if record.key not in asked:
            yield f"run {record.id} was submitted by nobody"


def dup_completions(evidence: Evidence) -> Iterator[str]:
    """Nodes whose recorded attempt changed after it was first seen, and counters that betray a second completion."""
    for before in evidence.early:
        after = evidence.last.get(before.id)
        for name, node in before.nodes.items():
            now = after.nodes[name] if after else None
            if now and node.state == "succeeded" and (node.attempts, node.finished) != (now.attempts, now.finished):
                yield f"run {before.id}: {name} ended as attempt {node.attempts}, and again as {now.attempts}"
    for record in _accepted(evidence):
        for fault in record.faults:
            yield f"run {record.id}: {fault}"
        for name, node in record.nodes.items():
            if node.by is not None and node.by != node.attempts:
                yield f"run {record.id}: {name} has the result of attempt {node.by}, while {node.attempts} held it"


def result_changed(evidence: Evidence) -> Iterator[str]:
    """Results, recorded or returned, that are not the only one that the node can have."""
    for record in [*evidence.early, *_accepted(evidence)]:
        yield from _wrong_results(evidence, record)
    for (run, node), places in evidence.ends.items():
        expected = evidence.expected(run).get(node) if run in evidence.numbers else None
        for place in places:
            if expected is not None and place.event["value"] != expected:
                yield f"run {run}: {node} returned {place.event['value']}, not {expected}"
    yield from _read_otherwise(evidence)


def dup_effects(evidence: Evidence) -> Iterator[str]:
    """Keyed nodes of successful runs whose effect did not take place once."""
    counts = Counter(evidence.effects)
    for (run, node), count in counts.items():
        if count > 1:
            yield f"run {run}: {node} had its effect {count} times"
    for record in _accepted(evidence):
        for task in evidence.shape(record.id).tasks:
            if task.keyed and record.state == "succeeded" and not counts[record.id, task.name]:
                yield f"run {record.id}: {task.name} succeeded and had no effect"


def orphan_blobs(evidence: Evidence) -> Iterator[str]:
    """What was left in the store of runs that were deleted."""
    yield from evidence.orphans


def audit_findings(evidence: Evidence) -> Iterator[str]:
    """What Aurora's own audit found wrong with the record of a run."""
    yield from evidence.audit


def missing_blobs(evidence: Evidence) -> Iterator[str]:
    """Results that a record refers to and that are not there."""
    for record in [*evidence.early, *evidence.last.values()]:
        for text in record.missing:
            yield f"run {record.id}: {text}"


def orphan_processes(evidence: Evidence) -> Iterator[str]:
    """Processes of a pool that outlived their parent by seconds."""
    for event in evidence.all("orphan"):
        yield f"process {event['pid']} outlived its parent {event['parent']}"


def _accepted(evidence: Evidence) -> Iterator[RunRecord]:
    return (evidence.last[run] for run in evidence.numbers if run in evidence.last)


def _read_otherwise(evidence: Evidence) -> Iterator[str]:
    """Calls that were given a result of a predecessor other than the one that is on record."""
    for (run, node), places in evidence.begins.items():
        record = evidence.last.get(run)
        if record is not None and run in evidence.numbers:
            recorded = [record.nodes[name].by for name in evidence.shape(run).by_name[node].reads]
            for place in places:
                if place.event["read"] != recorded:
                    yield f"run {run}: {node} read attempts {place.event['read']}, recorded are {recorded}"


def _wrong_results(evidence: Evidence, record: RunRecord) -> Iterator[str]:
    if record.missing or record.id not in evidence.numbers:
        return
    expected = evidence.expected(record.id)
    for name, node in record.nodes.items():
        if node.state == "succeeded" and node.value != expected[name]:
            yield f"run {record.id}: {name} has the result {node.value}, not {expected[name]}"
    outputs = {name: expected[name] for name in evidence.shape(record.id).ends}
    if record.state == "succeeded" and record.outputs != outputs:
        yield f"run {record.id}: its outputs are {record.outputs}, not {outputs}"
