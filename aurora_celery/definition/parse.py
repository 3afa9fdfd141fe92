"""Parse a definition: plain values in, a Graph out, or everything that is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from aurora_celery.definition import codes
from aurora_celery.definition.fields import Reader, read_id, read_labels, read_text
from aurora_celery.definition.inputs import read_inputs
from aurora_celery.definition.json_values import bad_key, copied
from aurora_celery.definition.limits import MAX_BYTES, Format
from aurora_celery.definition.nodes import read_nodes
from aurora_celery.definition.read import content, format_of, read_noting
from aurora_celery.definition.report import Report, named
from aurora_celery.errors import InvalidGraph
from aurora_celery.expressions import references
from aurora_celery.model.graph import Graph
from aurora_celery.model.paths import Trail

#: The version of the definition format that this code reads and writes.
FORMAT_VERSION: Final = 1


def parse(document: Mapping[str, Any]) -> Graph:
    """The graph that a definition describes. Raises InvalidGraph with all diagnostics.

    Nothing of the document is kept: the graph's values are copies. Whether the graph makes sense (its
    references, its cycles, its handlers) is for the compiler.
    """
    report = Report()
    graph = _graph(document, report)
    if graph is None or report.count:
        raise InvalidGraph(report.told(), name=_name(document))
    return graph


def parse_text(text: str | bytes, *, format: Format, limit: int | None = None) -> Graph:  # noqa: A002
    """The graph that text describes. Raises InvalidGraph with what is wrong with the text and with the definition."""
    report = Report()
    document = read_noting(text, format=format, limit=limit, report=report)
    graph = _graph(document, report)
    if graph is None or report.count:
        raise InvalidGraph(report.told(), name=_name(document))
    return graph


def load(path: str | Path, *, limit: int | None = None) -> Graph:
    """The graph in a file; its suffix tells the format. Raises InvalidGraph, also when it cannot be read."""
    file = Path(path)
    kind = format_of(file)
    most = MAX_BYTES[kind] if limit is None else limit
    return parse_text(content(file, limit=most), format=kind, limit=most)


def _graph(document: Any, report: Report) -> Graph | None:
    if not isinstance(document, Mapping):
        report.wrong_type("", "a mapping with `aurora`, `name` and `nodes`", document)
        return None
    found: dict[str, Any] = {}
    for key, item in document.items():
        reader = GRAPH_FIELDS.get(key) if isinstance(key, str) else None
        if reader is not None:
            found[key] = None if item is None else reader(item, key, report)
        elif isinstance(key, str):
            report.unknown(key, ("", key), GRAPH_FIELDS)
        else:
            bad_key(key, "", report=report)
    for key in ("aurora", "name", "nodes"):
        if document.get(key) is None:
            report.add(codes.MISSING_KEY, key, f"a definition must have `{key}`{_HINTS[key]}")
    outputs = references(found.get("outputs"), path="outputs")
    report.extend(outputs.diagnostics)
    if report.count:
        return None
    del found["aurora"]
    kept = {key: item for key, item in found.items() if item is not None}
    return Graph(**kept, outputs_reads=outputs.nodes)


def _version(value: Any, trail: Trail, report: Report) -> int:
    if value != FORMAT_VERSION or isinstance(value, bool):
        report.add(codes.UNKNOWN_FORMAT, trail, f"must be {FORMAT_VERSION}, not {named(value)}")
    return FORMAT_VERSION


def _outputs(value: Any, trail: Trail, report: Report) -> Any:
    return copied(value, trail, report=report)


def _name(document: Any) -> str | None:
    name = document.get("name") if isinstance(document, Mapping) else None
    return name if isinstance(name, str) and len(name) <= 128 else None


_HINTS: Final = {"aurora": ", the version of the format: 1", "name": "", "nodes": ""}
GRAPH_FIELDS: Final[Mapping[str, Reader]] = {
    "aurora": _version,
    "name": read_id,
    "description": read_text,
    "labels": read_labels,
    "inputs": read_inputs,
    "nodes": read_nodes,
    "outputs": _outputs,
}
