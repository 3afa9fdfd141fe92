"""What the user defined: a graph of nodes. Values only; no Celery, no store, no expressions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MAX_ID_LENGTH = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """How often and how long after a failure a node is tried again.

    ``max`` counts retries, not tries: 0 means one try. Delays are seconds. ``jitter`` is the share of a
    delay that is drawn at random, 0.0 to 1.0.
    """

    max: int = 0
    backoff: str = "exponential"  # or "fixed", "linear"
    delay: float = 1.0
    max_delay: float = 600.0
    jitter: float = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One vertex: a handler to call once its needs are met.

    ``params`` is the template of the handler's keyword arguments, as the user wrote it (``with``).
    ``needs`` are the ids that only order; ``reads`` are the ids that the template refers to. Both are edges.
    ``timeout`` asks the handler to stop, ``hard_timeout`` ends its attempt; both in seconds.
    """

    id: str
    handler: str
    params: Mapping[str, Any] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    retry: RetryPolicy | None = None
    timeout: float | None = None
    hard_timeout: float | None = None
    queue: str | None = None
    priority: int | None = None
    description: str = ""

    @property
    def after(self) -> tuple[str, ...]:
        """Every id that this node waits for, without repeats, in the order first named."""
        return tuple(dict.fromkeys((*self.needs, *self.reads)))


@dataclass(frozen=True, slots=True)
class Edge:
    """A dependency: ``target`` waits for ``source``; ``data`` says whether a value passes."""

    source: str
    target: str
    data: bool


@dataclass(frozen=True, slots=True, kw_only=True, weakref_slot=True)
class Graph:
    """A definition after parsing. Equal definitions in any format give equal graphs.

    ``inputs`` maps an input's name to its JSON Schema (with ``default``; ``required`` is True unless the
    input has a default or says otherwise). ``outputs`` is a template, or None for the results of the
    final nodes by id. ``outputs_reads`` are the ids that it refers to.
    """

    name: str
    nodes: tuple[Node, ...] = ()
    inputs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    outputs: Any = None
    outputs_reads: tuple[str, ...] = ()
    description: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)

    def edges(self) -> tuple[Edge, ...]:
        """Every edge once, in node order; an edge that both orders and passes data counts as data."""
        return tuple(
            Edge(source, node.id, source in reads)
            for node in self.nodes
            for reads in (frozenset(node.reads),)
            for source in node.after
        )
