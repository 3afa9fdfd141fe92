"""Build a graph step by step in Python: what users import as ``aurora_celery.Graph``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Self

from aurora_celery.definition.document import document, node_document
from aurora_celery.definition.drawing import Drawing
from aurora_celery.definition.limits import Format
from aurora_celery.definition.parse import load, parse, parse_text
from aurora_celery.definition.refs import Draft, InputRef, NodeRef
from aurora_celery.model.graph import Graph, RetryPolicy


class GraphBuilder:
    """A graph in the making.

    >>> g = GraphBuilder("etl")
    >>> url = g.input("url", {"type": "string"})
    >>> rows = g.node("fetch", "shop.fetch", {"url": url})
    >>> g.outputs({"mean": g.node("stats", "shop.stats", {"rows": rows})["mean"]})
    >>> [edge.source for edge in g.freeze().edges()]
    ['fetch']
    """

    def __init__(
        self,
        name: str,
        *,
        inputs: Mapping[str, Mapping[str, Any]] | None = None,
        description: str = "",
        labels: Mapping[str, str] | None = None,
    ) -> None:
        self.name, self.description = name, description
        self._labels = dict(labels or {})
        self._inputs: dict[str, Any] = dict(inputs or {})
        self._drawing = Drawing(literal=False)
        self._frozen: Graph | None = None

    def input(self, name: str, schema: Mapping[str, Any] | None = None) -> InputRef:
        """Declare an input by its JSON Schema, or refer to one that was declared before."""
        if schema is not None or name not in self._inputs:
            self._thaw()
            self._inputs[name] = dict(schema or {})
        return InputRef(name)

    def node(
        self,
        id: str,  # noqa: A002 - the word of the definition
        handler: Any,
        params: Mapping[str, Any] | None = None,
        /,
        *,
        needs: Iterable[NodeRef | str] = (),
        retry: RetryPolicy | Mapping[str, Any] | int | None = None,
        timeout: float | str | None = None,
        hard_timeout: float | str | None = None,
        queue: str | None = None,
        priority: int | None = None,
        description: str | None = None,
    ) -> NodeRef:
        """Add a node, and get a reference to its result.

        ``handler`` is a name, or a task with a name. Values in ``params`` may be references at any depth, and
        text in them may hold ``${{ }}``. ``needs`` only orders. Durations are seconds or text like ``1h30m``.
        """
        options = {
            "retry": retry,
            "timeout": timeout,
            "hard_timeout": hard_timeout,
            "queue": queue,
            "priority": priority,
            "description": description,
        }
        self._thaw()
        waits = [needs] if isinstance(needs, str | NodeRef) else list(needs)
        return self._drawing.add(Draft(id, handler, params, waits, options))

    def outputs(self, value: Any) -> None:
        """Say what a run gives: a template, usually a mapping, whose values may be references."""
        self._thaw()
        self._drawing.outputs = value

    def freeze(self) -> Graph:
        """The graph as it stands. Raises InvalidGraph with everything that is wrong."""
        if self._frozen is None:
            drawn = self._drawing.document(
                name=self.name, description=self.description, labels=self._labels, inputs=self._inputs
            )
            return parse(drawn)
        return self._frozen

    def to_dict(self) -> dict[str, Any]:
        """The canonical definition. Raises InvalidGraph."""
        return document(self.freeze())

    @classmethod
    def from_graph(cls, graph: Graph) -> Self:
        """A builder that starts from a graph."""
        builder = cls(graph.name, inputs=graph.inputs, description=graph.description, labels=graph.labels)
        builder._frozen = graph
        return builder

    def _thaw(self) -> None:
        """Go from the graph that this builder started from to drafts of its nodes, which can be added to."""
        graph, self._frozen = self._frozen, None
        if graph is None:
            return
        self._drawing.outputs = graph.outputs
        for node in graph.nodes:
            keys = node_document(node)
            handler, params, needs = keys.pop("handler"), keys.pop("with", None), keys.pop("needs", [])
            self._drawing.add(Draft(node.id, handler, params, needs, keys))

    @classmethod
    def from_dict(cls, definition: Mapping[str, Any]) -> Self:
        """From a definition as plain values. Raises InvalidGraph, as all that follow."""
        return cls.from_graph(parse(definition))

    @classmethod
    def from_yaml(cls, text: str | bytes) -> Self:
        """From a definition in YAML."""
        return cls._from_text(text, "yaml")

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """From a definition in JSON."""
        return cls._from_text(text, "json")

    @classmethod
    def from_toml(cls, text: str | bytes) -> Self:
        """From a definition in TOML."""
        return cls._from_text(text, "toml")

    @classmethod
    def from_file(cls, path: str | Path) -> Self:
        """From a file; its suffix tells the format."""
        return cls.from_graph(load(path))

    @classmethod
    def _from_text(cls, text: str | bytes, kind: Format) -> Self:
        return cls.from_graph(parse_text(text, format=kind))
