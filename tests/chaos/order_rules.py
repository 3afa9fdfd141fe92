"""Rules about when handlers were called: after their predecessors, once for each claim, never after a cancel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from tests.chaos.evidence import Evidence, Place
from tests.chaos.records import NodeRecord, RunRecord

#: How far apart two times may lie that one write sets.
_TICK = timedelta(milliseconds=2)


def premature_start(evidence: Evidence) -> Iterator[str]:
    """Calls that began before the recorded attempt of a predecessor had ended."""
    for (run, node), begins in evidence.begins.items():
        if run not in evidence.numbers or run not in evidence.last:
            continue
        for name in evidence.shape(run).by_name[node].before:
            ended = _end(evidence, run, name)
            if ended is None or ended.at > begins[0].at:
                yield f"run {run}: {node} began before {name} had ended"
            elif _overlap(evidence.last[run].nodes[name], evidence.last[run].nodes[node]):
                yield f"run {run}: {node} was claimed before {name} was recorded"


def join_fired_not_once(evidence: Evidence) -> Iterator[str]:
    """Joins of successful runs that were never called, or called twice for one attempt."""
    for run, node, joins in _nodes_of_successes(evidence):
        if joins and (node not in _called(evidence, run) or _twice(evidence, run, node)):
            yield f"run {run}: the join {node} was called {_calls(evidence, run, node)}"


def dup_claims(evidence: Evidence) -> Iterator[str]:
    """Other nodes that were called twice for one attempt."""
    for run, node, joins in _nodes_of_successes(evidence):
        if not joins and _twice(evidence, run, node):
            yield f"run {run}: {node} was called {_calls(evidence, run, node)}"


def started_after_cancel(evidence: Evidence) -> Iterator[str]:
    """Nodes that were claimed after the cancel of their run had been answered."""
    answers = {event["run"]: event["clock"] for event in evidence.all("cancelled")}
    for run, clock in answers.items():
        answered = datetime.fromtimestamp(clock, UTC)
        for name, node in _recorded(evidence, run).items():
            if node.started is not None and node.started > answered + _TICK:
                yield f"run {run}: {name} was claimed at {node.started}, after the answer to cancel at {answered}"


def superseded(evidence: Evidence) -> Iterator[Place]:
    """Ends of calls whose node had been given to somebody else by then. Their results must not be on record."""
    for node, ends in evidence.ends.items():
        for end in ends:
            others = evidence.begins.get(node, [])
            if any(begin.event["attempt"] > end.event["attempt"] and begin.at < end.at for begin in others):
                yield end


def _end(evidence: Evidence, run: str, node: str) -> Place | None:
    """Where the attempt that is recorded ended."""
    record = evidence.last[run].nodes[node]
    ends = evidence.ends.get((run, node), [])
    return next((place for place in ends if place.event["attempt"] == record.attempts), None)


def _overlap(before: NodeRecord, after: NodeRecord) -> bool:
    if after.started is None:
        return False
    return before.finished is None or before.finished > after.started + _TICK


def _nodes_of_successes(evidence: Evidence) -> Iterator[tuple[str, str, bool]]:
    for run in evidence.numbers:
        record = evidence.last.get(run)
        if record is not None and record.state == "succeeded":
            for task in evidence.shape(run).tasks:
                yield run, task.name, len(task.before) > 1


def _called(evidence: Evidence, run: str) -> set[str]:
    return {task.name for task in evidence.shape(run).tasks if (run, task.name) in evidence.begins}


def _attempts(evidence: Evidence, run: str, node: str) -> Counter[int]:
    return Counter(place.event["attempt"] for place in evidence.begins.get((run, node), []))


def _twice(evidence: Evidence, run: str, node: str) -> bool:
    """Whether one attempt was called twice, though no store died in between that may have forgotten the claim."""
    begins = evidence.begins.get((run, node), [])
    return any(not evidence.store_died(one, other) for one, other in _of_one_attempt(begins))


def claims_forgotten(evidence: Evidence) -> int:
    """Claims, which do not wait for the journal, that died with the store: the node was called again for it."""
    pairs = [pair for begins in evidence.begins.values() for pair in _of_one_attempt(begins)]
    return sum(evidence.store_died(one, other) for one, other in pairs)


def _of_one_attempt(begins: Sequence[Place]) -> Iterator[tuple[Place, Place]]:
    latest: dict[int, Place] = {}
    for begin in begins:
        attempt = begin.event["attempt"]
        if attempt in latest:
            yield latest[attempt], begin
        latest[attempt] = begin


def _calls(evidence: Evidence, run: str, node: str) -> str:
    counts = _attempts(evidence, run, node)
    return ", ".join(f"{count} times as attempt {attempt}" for attempt, count in counts.items()) or "never"


def _recorded(evidence: Evidence, run: str) -> dict[str, NodeRecord]:
    record: RunRecord | None = evidence.last.get(run)
    return record.nodes if record else {}
