"""Judge a campaign: every rule is a generator of findings, every counter the number of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tests.chaos import operation_rules, order_rules, result_rules, strike_rules, time_rules
from tests.chaos.evidence import Evidence
from tests.chaos.recovery import Recovery, recovery

Rule = Callable[[Evidence], Iterator[str]]

#: Every counter that has to be 0, in the order in which they are printed.
RULES: Mapping[str, Rule] = {
    rule.__name__: rule
    for rule in (
        result_rules.lost_accepted_runs,
        result_rules.ended_otherwise,
        result_rules.stuck_nodes,
        result_rules.dup_runs,
        result_rules.dup_completions,
        result_rules.result_changed,
        order_rules.premature_start,
        order_rules.join_fired_not_once,
        order_rules.dup_claims,
        order_rules.started_after_cancel,
        time_rules.taken_too_early,
        time_rules.times_out_of_order,
        result_rules.dup_effects,
        result_rules.orphan_blobs,
        result_rules.missing_blobs,
        result_rules.audit_findings,
        result_rules.orphan_processes,
        strike_rules.faults_that_missed,
    )
}


#: The same of a campaign in which people act on the runs.
OPERATED: Mapping[str, Rule] = {
    rule.__name__: rule
    for rule in (
        operation_rules.lost_accepted_runs,
        operation_rules.ended_otherwise,
        operation_rules.nodes_otherwise,
        operation_rules.lost_operations,
        operation_rules.answered_otherwise,
        operation_rules.wrong_deletions,
        operation_rules.changed_later,
        operation_rules.result_changed,
        operation_rules.premature_start,
        operation_rules.dup_claims,
        operation_rules.started_while_held,
        result_rules.orphan_blobs,
        result_rules.missing_blobs,
        result_rules.audit_findings,
        result_rules.orphan_processes,
        strike_rules.faults_that_missed,
    )
}


@dataclass(frozen=True)
class Verdict:
    """What the checker found. ``reported`` are figures without a limit."""

    findings: Mapping[str, tuple[str, ...]]
    reported: Mapping[str, int]
    strikes: Mapping[str, int]
    recovery: Mapping[str, Recovery]

    @property
    def sound(self) -> bool:
        """Whether every counter is 0."""
        return not any(self.findings.values())


def judge(evidence: Evidence, rules: Mapping[str, Rule] = RULES) -> Verdict:
    """Apply every rule."""
    strikes: dict[str, int] = {}
    for event in evidence.all("strike"):
        strikes[event["fault"]] = strikes.get(event["fault"], 0) + 1
    return Verdict(
        findings={name: tuple(rule(evidence)) for name, rule in rules.items()},
        reported=_reported(evidence),
        strikes=strikes,
        recovery=recovery(evidence),
    )


def _reported(evidence: Evidence) -> dict[str, int]:
    begins = sum(map(len, evidence.begins.values()))
    answers = Counter(event["answer"] for event in evidence.all("answer"))
    return {
        "runs": len(evidence.numbers),
        "runs_cancelled": len(evidence.all("cancelled")),
        "nodes": len(evidence.begins),
        "executions": begins,
        "dup_executions": begins - len(evidence.begins),
        "zombie_ends": sum(1 for _ in order_rules.superseded(evidence)),
        "claims_forgotten": order_rules.claims_forgotten(evidence),
        "lost_answers": sum(event["count"] for event in evidence.all("lost answers")),
        "messages_meddled_with": sum(event["count"] for event in evidence.all("mischief")),
        "submits_unknown": len(evidence.all("unknown")),
        "effects": len(evidence.effects),
        **{f"operations_{answer}": count for answer, count in sorted(answers.items())},
    }
