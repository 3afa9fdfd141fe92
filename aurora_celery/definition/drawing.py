"""A graph that is being drawn: drafts of nodes, and the way from them to a definition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aurora_celery.definition.document import retry_document
from aurora_celery.definition.parse import FORMAT_VERSION
from aurora_celery.definition.refs import Draft, NodeRef, Ref, own, template
from aurora_celery.model.graph import RetryPolicy


class Drawing:
    """Nodes and outputs as they are added. ``literal`` means that text is never a template."""

    def __init__(self, *, literal: bool) -> None:
        self.drafts: list[Draft] = []
        self.outputs: Any = None
        self._literal = literal
        self._taken: dict[str, int] = {}

    def add(self, draft: Draft) -> NodeRef:
        """Add a node."""
        self.drafts.append(draft)
        if isinstance(draft.id, str):
            self._taken.setdefault(draft.id, 1)
        return NodeRef(draft)

    def free_id(self, wish: str) -> str:
        """The wish, or the wish with the first number from 2 that no node has yet."""
        if wish not in self._taken:
            return wish
        number = self._taken[wish] + 1
        while f"{wish}_{number}" in self._taken:
            number += 1
        self._taken[wish] = number
        return f"{wish}_{number}"

    def document(self, *, name: str, **rest: Any) -> dict[str, Any]:
        """The definition, not checked yet. Raises InvalidGraph for a reference of another graph."""
        own_drafts = set(map(id, self.drafts))
        nodes = [(draft.id, self._node(draft, own_drafts)) for draft in self.drafts]
        found = {"aurora": FORMAT_VERSION, "name": name, **rest, "nodes": _by_id(nodes)}
        if self.outputs is not None:
            found["outputs"] = template(self.outputs, drafts=own_drafts, literal=self._literal)
        return found

    def _node(self, draft: Draft, drafts: set[int]) -> dict[str, Any]:
        options = dict(draft.options)
        if isinstance(options.get("retry"), RetryPolicy):
            options["retry"] = retry_document(options["retry"])
        needs = [own(each, drafts=drafts) if isinstance(each, NodeRef) else each for each in draft.needs]
        params = template(draft.params, drafts=drafts, literal=self._literal)
        return {"handler": handler_name(draft.handler), "with": params, "needs": needs, **options}


def handler_name(handler: Any) -> Any:
    """The name of a handler that is given by its name, or as an object with a name, as Celery's tasks are."""
    if isinstance(handler, str | Ref):
        return handler
    return getattr(handler, "name", handler)


def _by_id(nodes: list[tuple[Any, dict[str, Any]]]) -> Mapping[Any, Any] | list[Any]:
    """Nodes by id, or as a list when two have the same one, which reading will tell."""
    try:
        found = dict(nodes)
    except TypeError:
        found = {}
    return found if len(found) == len(nodes) else [{"id": name, **node} for name, node in nodes]
