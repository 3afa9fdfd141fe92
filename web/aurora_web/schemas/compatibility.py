"""Task calls in the form of Aurora's forerunner in Go, and what they become: definitions of graphs. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from aurora_celery.model.handler import HandlerSpec

#: The node of a chord's callback; all others are called by their place.
CALLBACK: Final = "callback"
_NOT_HERE: Final = ("eta", "on_success", "on_error", "chord_callback")


class Uncallable(Exception):
    """A call that cannot be carried out; the message says why."""


class _Call(BaseModel):
    """Old clients say much that is of no account here."""

    model_config = ConfigDict(extra="allow", allow_inf_nan=False)


class Argument(_Call):
    """One argument, by its place."""

    type: str
    value: Any = None


class TaskSignature(_Call):
    """One call of a handler."""

    id: str = ""
    uuid: str = ""
    name: Annotated[str, Field(min_length=1, max_length=255)]
    args: list[Argument] | None = None
    immutable: bool = False
    retry_count: Annotated[int, Field(ge=0, le=100)] = 0

    def shown(self, uuid: str) -> dict[str, Any]:
        """The call as it came, under the name by which it can be asked for."""
        blank = dict.fromkeys((*_NOT_HERE[1:], "headers"))
        return {**self.model_dump(mode="json"), **blank, "uuid": uuid}


class TaskOrder(_Call):
    """Several calls, and how they hang together."""

    timestamp: int
    task_type: Literal["task", "group", "chord", "chain", "graph"]
    signatures: Annotated[list[TaskSignature], Field(min_length=1, max_length=1000)]
    relations: list[dict[str, int]] | None = None
    timeout_duration: Annotated[int, Field(ge=0)] = 0
    sleep_duration: Annotated[int, Field(ge=0)] = 0
    send_concurrency: Annotated[int, Field(ge=0)] = 0
    callback: TaskSignature | None = Field(default=None, alias="callBack")

    def calls(self) -> list[tuple[str, TaskSignature]]:
        """What is called, by the ids of the nodes."""
        known = self.signatures[:1] if self.task_type == "task" else self.signatures
        calls = [(str(place), each) for place, each in enumerate(known)]
        return [*calls, (CALLBACK, self.callback)] if self.task_type == "chord" and self.callback else calls


class TaskQuestion(_Call):
    """A task by its name."""

    task_type: str
    task_uuid: str


def definition_of(order: TaskOrder, handlers: Mapping[str, HandlerSpec]) -> dict[str, Any]:
    """The graph that an order asks for. Raises Uncallable."""
    if order.task_type == "chord" and order.callback is None:
        raise Uncallable("a chord needs a callBack")
    calls = order.calls()
    for node, call in calls:
        given = [name for name in _NOT_HERE if (call.model_extra or {}).get(name)]
        if given:
            raise Uncallable(f"signature {node}: {given[0]} is not served here")
    incoming = _incoming(order)
    nodes = {
        node: _node(call, incoming.get(node, []), calls=dict(calls), handlers=handlers, order=order)
        for node, call in calls
    }
    return {"aurora": 1, "name": f"compatibility-{order.task_type}", "nodes": nodes}


def _incoming(order: TaskOrder) -> dict[str, list[str]]:
    """The ids that each node waits for."""
    places = [str(place) for place in range(len(order.signatures))]
    if order.task_type == "chain":
        return {place: [before] for before, place in pairwise(places)}
    if order.task_type == "chord":
        return {CALLBACK: places}
    found: dict[str, list[str]] = {}
    for source, target in _pairs(order) if order.task_type == "graph" else ():
        if source not in places or target not in places:
            raise Uncallable(f"the relation {source} -> {target} names a signature that is not there")
        if source not in found.setdefault(target, []):
            found[target].append(source)
    return found


def _pairs(order: TaskOrder) -> Iterator[tuple[str, str]]:
    for relation in order.relations or ():
        for source, target in relation.items():
            yield source, str(target)


def _node(
    call: TaskSignature,
    incoming: list[str],
    *,
    calls: Mapping[str, TaskSignature],
    handlers: Mapping[str, HandlerSpec],
    order: TaskOrder,
) -> dict[str, Any]:
    """Results flow along chains and into callbacks only, behind the arguments that were given."""
    values = [_literal(argument.value) for argument in call.args or ()]
    if order.task_type in ("chain", "chord"):
        values += [f'${{{{ nodes["{source}"] }}}}' for source in incoming if not calls[source].immutable]
    spec = handlers.get(call.name)
    if spec is None:
        raise Uncallable(f"Not found handler: {call.name} (or its signature is not known to this process)")
    if len(values) > len(spec.parameters):
        raise Uncallable(f"handler {call.name} takes {len(spec.parameters)} arguments, not {len(values)}")
    named = {parameter.name: value for parameter, value in zip(spec.parameters, values, strict=False)}
    node: dict[str, Any] = {"handler": call.name, "with": named, "needs": incoming}
    return {**node, "retry": {"max": call.retry_count}} if call.retry_count else node


def _literal(value: Any) -> Any:
    """An argument as a template that means nothing but itself."""
    if isinstance(value, str):
        return value.replace("${{", "$${{")
    if isinstance(value, list):
        return [_literal(each) for each in value]
    return {key: _literal(each) for key, each in value.items()} if isinstance(value, dict) else value
