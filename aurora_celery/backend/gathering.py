"""Put the results of a header together, in the order and the nesting that the body expects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from celery import states
from celery.exceptions import ChordError
from celery.result import GroupResult, result_from_tuple

from aurora_celery.backend.ports import Host
from aurora_celery.store.task_ports import Join, Part


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one header task ended, and with what."""

    part: Part
    status: str
    value: Any


def gather(join: Join, *, host: Host) -> list[Any]:
    """The body's argument. Raises ChordError when a header task failed, or its result is gone."""
    outcomes = list(_outcomes(join, host=host))
    for outcome in outcomes:
        if outcome.status in states.PROPAGATE_STATES:
            message = f"Dependency {outcome.part.task} raised {outcome.value!r}"
            raise ChordError(message) from (outcome.value if isinstance(outcome.value, Exception) else None)
    if join.shape is None:
        return [outcome.value for outcome in outcomes]
    return _shaped(join, outcomes, host=host)


def _outcomes(join: Join, *, host: Host) -> Iterator[Outcome]:
    """By place in the header; parts that were added later follow the part that added them."""
    parts = sorted(join.parts, key=lambda part: (part.index is None, part.index or 0))
    lacking = [part.kept or part.task for part in parts if part.value is None]
    metas = host.reliably(host.store.metas.get_many, lacking) if lacking else {}
    for part in parts:
        meta = None if part.value is not None else metas.get(part.kept or part.task)
        if part.value is None and meta is None:
            raise ChordError(f"The result of dependency {part.task} is gone")
        status = part.status if meta is None else meta.status
        value = host.decode(part.value if meta is None else meta.result)
        yield Outcome(part, status, host.exception_to_python(value) if status in states.EXCEPTION_STATES else value)


def _shaped(join: Join, outcomes: list[Outcome], *, host: Host) -> list[Any]:
    header: Any = result_from_tuple(host.decode(join.shape), app=host.app)
    left = {outcome.part.task: outcome.value for outcome in outcomes}
    values = dict(left)

    def value_of(result: Any) -> Any:
        if isinstance(result, GroupResult):
            return [value_of(child) for child in result.results or ()]
        left.pop(result.id, None)
        if result.id not in values:
            raise ChordError(f"The result of dependency {result.id} is gone")
        return values[result.id]

    return [value_of(result) for result in header.results] + list(left.values())
