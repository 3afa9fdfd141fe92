"""Graph definitions in memory."""

from __future__ import annotations

from aurora_celery.errors import GraphChanged, GraphNotFound
from aurora_celery.store.memory.state import MemoryState, check_text
from aurora_celery.store.ports import GraphVersion


class MemoryGraphs:
    """``GraphStore`` in memory."""

    def __init__(self, state: MemoryState) -> None:
        self._state = state
        self._graphs: dict[str, list[GraphVersion]] = {}

    def put(self, *, name: str, definition: str, plan: str, expected: int | None = None) -> GraphVersion:
        """Apply a definition."""
        check_text(name, definition)
        with self._state.lock:
            versions = self._graphs.setdefault(name, [])
            if not versions or (versions[-1].definition, versions[-1].plan) != (definition, plan):
                if expected not in (None, len(versions)):
                    raise GraphChanged(name, expected or 0, len(versions))
                made = GraphVersion(
                    name=name,
                    version=len(versions) + 1,
                    definition=definition,
                    plan=plan,
                    created=self._state.now(),
                )
                versions.append(made)
            return versions[-1]

    def get(self, name: str, version: int | None = None) -> GraphVersion:
        """One version."""
        for graph in self.versions(name):
            if version is None or graph.version == version:
                return graph
        raise GraphNotFound(name if version is None else f"{name}@{version}")

    def versions(self, name: str) -> tuple[GraphVersion, ...]:
        """Every version of a graph."""
        with self._state.lock:
            return tuple(reversed(self._graphs.get(name, ())))

    def names(self) -> tuple[GraphVersion, ...]:
        """The newest version of every graph."""
        with self._state.lock:
            return tuple(self._graphs[name][-1] for name in sorted(self._graphs, key=str.encode))
