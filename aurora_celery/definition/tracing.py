"""Draw a graph by calling a function: while it is traced, a call of a handler makes a node."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from typing import Any

from aurora_celery.definition import codes
from aurora_celery.definition.drawing import Drawing
from aurora_celery.definition.parse import parse
from aurora_celery.definition.refs import Draft, InputRef, NodeRef
from aurora_celery.definition.report import refuse
from aurora_celery.model.graph import Graph
from aurora_celery.model.handler import HandlerSpec

_drawing: ContextVar[Drawing | None] = ContextVar("aurora_drawing", default=None)


def is_tracing() -> bool:
    """True while a graph is being drawn in this thread or coroutine."""
    return _drawing.get() is not None


def trace(function: Callable[..., Any], *, name: str | None = None, spec: HandlerSpec | None = None) -> Graph:
    """The graph that a function draws. Raises InvalidGraph, and whatever the function raises.

    Each parameter becomes an input; ``spec`` has their schemas and the default of a parameter is the input's.
    What the function returns becomes the outputs: a reference, or a value that holds some; None for the
    results of the final nodes. Other values, text included, are constants of the graph.
    """
    title = name or function.__name__
    inputs = _inputs(function, title, spec=spec)
    drawing = Drawing(literal=True)
    token = _drawing.set(drawing)
    try:
        drawing.outputs = function(**{key: InputRef(key) for key in inputs})
    finally:
        _drawing.reset(token)
    described = spec.description if spec else inspect.cleandoc(function.__doc__ or "").partition("\n\n")[0]
    return parse(drawing.document(name=title, description=described, inputs=inputs))


def record(  # noqa: PLR0917 - a call is a handler, its signature, and both kinds of arguments
    handler: str,
    signature: inspect.Signature,
    args: tuple[Any, ...],
    kwargs: Mapping[str, Any],
    *,
    bound: bool = False,
    node_id: str | None = None,
    needs: Iterable[NodeRef | str] = (),
) -> NodeRef:
    """Make a node of a call of a handler, and give a reference to its result. Only while a graph is drawn.

    ``bound`` leaves out the signature's first parameter. The node's id is the last part of the handler's
    name, with a number when it is taken. Raises InvalidGraph when the arguments do not fit.
    """
    drawing = _drawing.get()
    if drawing is None:
        raise RuntimeError("no graph is being drawn")
    chosen = node_id or drawing.free_id(handler.rpartition(".")[2] or handler)
    params = _arguments(handler, _own(signature, bound=bound), args=args, kwargs=kwargs)
    return drawing.add(Draft(chosen, handler, params, list(needs)))


def _inputs(function: Callable[..., Any], title: str, *, spec: HandlerSpec | None) -> dict[str, dict[str, Any]]:
    if inspect.iscoroutinefunction(function) or inspect.isgeneratorfunction(function):
        refuse(codes.NOT_TRACEABLE, f"{title} is a coroutine or a generator; a graph is drawn by a plain function")
    schemas = {each.name: each.schema for each in spec.parameters} if spec else {}
    found: dict[str, dict[str, Any]] = {}
    for name, parameter in inspect.signature(function).parameters.items():
        if parameter.kind not in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY):
            refuse(codes.NOT_TRACEABLE, f"{title}: the parameter {name} has no name to be given by", path="inputs")
        found[name] = dict(schemas.get(name, {}))
        if parameter.default is not parameter.empty:
            found[name]["default"] = parameter.default
    return found


def _own(signature: inspect.Signature, *, bound: bool) -> inspect.Signature:
    parameters = list(signature.parameters.values())
    return signature.replace(parameters=parameters[1:]) if bound else signature


def _arguments(
    handler: str, signature: inspect.Signature, *, args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> dict[str, Any]:
    try:
        given = signature.bind(*args, **kwargs).arguments
    except TypeError as error:
        refuse(codes.BAD_CALL, f"{handler}(): {error}")
    found: dict[str, Any] = {}
    for name, value in given.items():
        kind = signature.parameters[name].kind
        if kind is inspect.Parameter.VAR_KEYWORD:
            found.update(value)
        elif kind in (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.POSITIONAL_ONLY):
            refuse(codes.BAD_CALL, f"{handler}(): a node passes keywords only, so it cannot fill {name}")
        else:
            found[name] = value
    return found
