"""Graphs drawn at random, for properties that hold for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from aurora_celery.expressions import Selection, escape, references, whole
from aurora_celery.model.graph import Graph, Node, RetryPolicy

PRINTABLE = st.characters(exclude_categories=["Cs", "Cc"])
ODD_IDS = [*"ab1~\"'#-=?:@%", "c_1", "on", "yes", "null", "1e5", "0x1f", "true", "a.b", "$x", "笔 记", "<<"]
IDS = st.text(PRINTABLE, min_size=1, max_size=12) | st.sampled_from(ODD_IDS)
ODD_TEXTS = [
    *("no", "1_000", "0o17", "1:30", ".5", "1.", "+1", "2024-01-01", "# x", "a: b", "'''", '"""', "- x", "null"),
    *("\x85", "\u2028x", "\ufeff", " a ", "a\n\nb\n", " a\nb", "\n", "\t", "\x7f", "\U0010ffff", "a\r\nb", "x" * 200),
]
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(ODD_TEXTS)
NUMBERS = st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)
DURATIONS = st.sampled_from([0.1, 0.5, 1.0, 30.0, 90.0, 5400.0]) | st.floats(1e-6, 1e6)


@dataclass(frozen=True)
class Reference:
    """Stands for a reference to one of the graph's own names until these are known."""

    place: int
    steps: tuple[str | int, ...]
    before: str | None

    def written(self, known: list[Selection]) -> str:
        """The template of it; plain text when there is nothing to refer to."""
        if not known:
            return "nothing"
        path = known[self.place % len(known)]
        reference = whole(str(Selection(path.root, path.name, self.steps)))
        return reference if self.before is None else f"{escape(self.before)} {reference}"


REFERENCES = st.builds(
    Reference, st.integers(0, 9), st.lists(IDS | st.integers(0, 9), max_size=2).map(tuple), st.none() | TEXT
)
LEAVES = st.booleans() | NUMBERS | TEXT.map(escape) | REFERENCES
KEYS = IDS | st.just("")


def _nested(leaves: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    def containers(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        return st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3)

    return st.recursive(leaves, containers, max_leaves=6)


VALUES, NULLABLE = _nested(LEAVES), _nested(LEAVES | st.none())
RETRIES = st.builds(
    RetryPolicy,
    max=st.integers(0, 9),
    backoff=st.sampled_from(["exponential", "linear", "fixed"]),
    delay=DURATIONS,
    max_delay=DURATIONS,
    jitter=st.floats(0, 1),
)
SCHEMAS: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [
        {},
        {"type": "string"},
        {"type": "integer", "default": 3},
        {"enum": ["a", 1], "required": False},
        {"type": "object", "required": ["x"]},
    ]
)
PLAIN_NODES = st.builds(
    Node,
    id=IDS,
    handler=IDS,
    retry=st.none() | RETRIES,
    timeout=st.none() | DURATIONS,
    hard_timeout=st.none() | DURATIONS,
    queue=st.none() | IDS,
    priority=st.none() | st.integers(0, 255),
    description=TEXT,
)


def _resolved(value: Any, known: list[Selection]) -> Any:
    if isinstance(value, Reference):
        return value.written(known)
    if isinstance(value, dict):
        return {key: _resolved(item, known) for key, item in value.items()}
    return [_resolved(item, known) for item in value] if isinstance(value, list) else value


@st.composite
def graphs(draw: st.DrawFn, *, null: bool = True) -> Graph:
    """A graph whose references are its own. ``null`` allows null among the values."""
    values = NULLABLE if null else VALUES
    plain = draw(st.lists(PLAIN_NODES, max_size=4, unique_by=lambda node: node.id))
    inputs = draw(st.dictionaries(IDS, SCHEMAS, max_size=2))
    known = [Selection("nodes", node.id) for node in plain] + [Selection("inputs", name) for name in inputs]
    nodes = []
    for node in plain:
        params = _resolved(draw(st.dictionaries(IDS, values, max_size=2)), known)
        needs = draw(st.lists(st.sampled_from(plain), max_size=2, unique_by=lambda node: node.id))
        nodes.append(_completed(node, params, needs))
    outputs = _resolved(draw(st.none() | values), known)
    return Graph(
        name=draw(IDS),
        nodes=tuple(nodes),
        inputs=inputs,
        outputs=outputs,
        outputs_reads=references(outputs, path="").nodes,
        description=draw(TEXT),
        labels=draw(st.dictionaries(IDS, TEXT, max_size=2)),
    )


def _completed(node: Node, params: dict[str, Any], needs: list[Node]) -> Node:
    fields = {name: getattr(node, name) for name in Node.__slots__}
    fields |= {"params": params, "needs": tuple(need.id for need in needs)}
    return Node(**fields | {"reads": references(params, path="").nodes})
