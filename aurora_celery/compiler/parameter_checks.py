"""Checks of the nodes against the signatures of their handlers. Each is a generator of diagnostics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from aurora_celery.compiler import codes
from aurora_celery.compiler.schemas import Schemas, can_match, type_names
from aurora_celery.compiler.suggest import Suggestions
from aurora_celery.compiler.templates import is_constant, whole_reference
from aurora_celery.errors import Diagnostic
from aurora_celery.expressions import SECRETS, Selection
from aurora_celery.model.graph import Graph, Node
from aurora_celery.model.handler import HandlerSpec, Parameter
from aurora_celery.model.paths import Trail, child, join, quoted, written

#: What every secret is.
_TEXT: Final[Mapping[str, Any]] = {"type": "string"}


def check_parameters(graph: Graph, handlers: Mapping[str, HandlerSpec]) -> Iterator[Diagnostic]:
    """Compare every node with its handler, as far as both are known."""
    examiner, suggestions = _Examiner(graph, handlers), Suggestions()
    for node in graph.nodes:
        spec = handlers.get(node.handler)
        if spec is None:
            message = f"no handler {quoted(node.handler)} is known{suggestions.did_you_mean(node.handler, handlers)}"
            yield Diagnostic(codes.UNKNOWN_HANDLER, f"{child('nodes', node.id)}.handler", message)
        elif node.params or spec.name in examiner.demanding:
            yield from examiner.node(node, spec)


class _Examiner:
    """What the checks of all nodes share: signatures by name, and schemas that are compiled once."""

    def __init__(self, graph: Graph, handlers: Mapping[str, HandlerSpec]) -> None:
        self.graph = graph
        self.handlers = handlers
        self.handler_of = {node.id: node.handler for node in graph.nodes}
        self.parameters = {
            name: {parameter.name: parameter for parameter in spec.parameters} for name, spec in handlers.items()
        }
        self.demanding = {spec.name for spec in handlers.values() if any(each.required for each in spec.parameters)}
        self.schemas = Schemas()
        self.near: defaultdict[str, Suggestions] = defaultdict(Suggestions)

    def node(self, node: Node, spec: HandlerSpec) -> Iterator[Diagnostic]:
        """Missing, unexpected and mismatched parameters of one node."""
        trail: Trail = (("nodes", node.id), "with")
        parameters = self.parameters[node.handler]
        for parameter in spec.parameters:
            if parameter.required and parameter.name not in node.params:
                message = f"handler {quoted(spec.name)} requires parameter {quoted(parameter.name)}"
                yield Diagnostic(codes.MISSING_PARAMETER, written(trail), message)
        for name, value in node.params.items():
            known = parameters.get(name)
            if known is not None:
                yield from self._value(value, known, trail=(trail, name))
            elif not spec.open:
                near = self.near[spec.name].did_you_mean(name, parameters)
                message = f"handler {quoted(spec.name)} has no parameter {quoted(name)}{near}"
                yield Diagnostic(codes.UNEXPECTED_PARAMETER, written((trail, name)), message)

    def _value(self, value: Any, parameter: Parameter, *, trail: Trail) -> Iterator[Diagnostic]:
        if not parameter.schema:
            return
        if is_constant(value):
            for place, message in self.schemas.errors(value, parameter.schema):
                yield Diagnostic(codes.WRONG_VALUE, join(written(trail), place), message)
        elif isinstance(value, str) and (reference := whole_reference(value)):
            yield from self._reference(reference, parameter, trail=trail)

    def _reference(self, reference: Selection, parameter: Parameter, *, trail: Trail) -> Iterator[Diagnostic]:
        is_node, name = reference.root == "nodes", reference.name
        schema = self._result(name) if is_node else self.graph.inputs.get(name, {})
        if reference.root == SECRETS:
            schema = _TEXT
        if can_match(schema, parameter.schema):
            return
        given, wanted = type_names(schema), type_names(parameter.schema)
        subject = (
            f"node {quoted(name)} returns {given}" if is_node else f"{reference.root[:-1]} {quoted(name)} is {given}"
        )
        code = codes.WRONG_RESULT_TYPE if is_node else codes.WRONG_INPUT_TYPE
        yield Diagnostic(code, written(trail), f"{subject}, but parameter {quoted(parameter.name)} takes {wanted}")

    def _result(self, name: str) -> Mapping[str, Any]:
        spec = self.handlers.get(self.handler_of.get(name, ""))
        return spec.result if spec else {}
