"""``@aurora.graph``: a function that draws a graph when it is called with values that are not known yet."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from celery import Celery
from celery.canvas import Signature

from aurora_celery.app.catalogue import Compiled
from aurora_celery.app.runs import RunHandle
from aurora_celery.definition.tracing import trace
from aurora_celery.engine.continuation import RUN_TASK
from aurora_celery.handlers.describe import describe
from aurora_celery.model.graph import Graph


class Home(Protocol):
    """What a graph function needs of the Aurora that it was declared on."""

    celery: Celery

    def compile(self, graph: Graph, /) -> Compiled:
        """Check and compile."""

    def submit(
        self,
        graph: GraphFunction,
        inputs: Mapping[str, Any] | None = None,
        /,
        *,
        key: str | None = None,
        labels: Mapping[str, str] | None = None,
    ) -> RunHandle:
        """Start a run."""


class GraphFunction:
    """A graph that is written as a function of its inputs. Called, it is still that function."""

    def __init__(self, function: Callable[..., Any], home: Home, *, name: str | None = None) -> None:
        functools.update_wrapper(self, function)
        self.function, self.name = function, name or function.__name__
        self._home = home

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run the function itself: handlers that it calls run here and now."""
        return self.function(*args, **kwargs)

    @functools.cached_property
    def graph(self) -> Graph:
        """The graph as drawn. Raises InvalidGraph."""
        return trace(self.function, name=self.name, spec=describe(self.function, name=self.name))

    @functools.cached_property
    def compiled(self) -> Compiled:
        """The compiled graph. Raises InvalidGraph."""
        return self._home.compile(self.graph)

    def submit(self, /, **inputs: Any) -> RunHandle:
        """Start a run with these inputs."""
        return self._home.submit(self, inputs)

    def submit_with(
        self, inputs: Mapping[str, Any], *, key: str | None = None, labels: Mapping[str, str] | None = None
    ) -> RunHandle:
        """Start a run, with an idempotency key or labels."""
        return self._home.submit(self, inputs, key=key, labels=labels)

    def s(self, /, *args: Any, **inputs: Any) -> Signature:
        """The graph as a Celery signature, for any canvas. A result put in front fills the first free input."""
        return Signature(RUN_TASK, args, {"graph": self.name, "inputs": inputs}, app=self._home.celery)

    def si(self, /, **inputs: Any) -> Signature:
        """The same, deaf to the results of what comes before it."""
        return Signature(RUN_TASK, (), {"graph": self.name, "inputs": inputs}, app=self._home.celery, immutable=True)
