"""Every finding of the compiler: its stable code and what it means. Codes A1xx belong to the parser."""

from __future__ import annotations

from collections.abc import Mapping

EMPTY = "A200"
TOO_MANY_NODES = "A201"
TOO_MANY_EDGES = "A202"
DUPLICATE_ID = "A203"
UNKNOWN_NEED = "A204"
UNKNOWN_REFERENCE = "A205"
SELF_LOOP = "A206"
CYCLE = "A207"
UNDECLARED_INPUT = "A208"
UNKNOWN_OUTPUT = "A209"
SEALED_OUTPUT = "A210"
UNKNOWN_HANDLER = "A211"
MISSING_PARAMETER = "A212"
UNEXPECTED_PARAMETER = "A213"
WRONG_VALUE = "A214"
WRONG_INPUT_TYPE = "A215"
WRONG_RESULT_TYPE = "A216"
NOT_SERIES_PARALLEL = "A230"
CANVAS_TOO_LARGE = "A231"
CANVAS_TOO_DEEP = "A232"
CANVAS_SEALED = "A233"
MORE = "A299"

#: Code -> meaning, as the documentation prints it.
CODES: Mapping[str, str] = {
    EMPTY: "the graph has no node",
    TOO_MANY_NODES: "the graph has more nodes than the limit",
    TOO_MANY_EDGES: "the graph has more edges than the limit",
    DUPLICATE_ID: "two nodes have the same id",
    UNKNOWN_NEED: "a need names no node of the graph",
    UNKNOWN_REFERENCE: "an expression refers to no node of the graph",
    SELF_LOOP: "a node waits for itself",
    CYCLE: "nodes wait for each other in a circle",
    UNDECLARED_INPUT: "an expression refers to an input that the graph does not declare",
    UNKNOWN_OUTPUT: "the outputs refer to no node of the graph",
    SEALED_OUTPUT: "the outputs refer to a secret",
    UNKNOWN_HANDLER: "no handler of this name is known",
    MISSING_PARAMETER: "a parameter that the handler requires is not given",
    UNEXPECTED_PARAMETER: "the handler has no such parameter",
    WRONG_VALUE: "a constant does not match the parameter's schema",
    WRONG_INPUT_TYPE: "an input's type can never match the parameter's",
    WRONG_RESULT_TYPE: "a node's result type can never match the parameter's",
    NOT_SERIES_PARALLEL: "chains and chords cannot express this part of the graph",
    CANVAS_TOO_LARGE: "the graph has more nodes than a canvas may have",
    CANVAS_TOO_DEEP: "chords would stand inside each other deeper than Celery takes",
    CANVAS_SEALED: "a node refers to a secret, which only Aurora's own workers open",
    MORE: "there are more findings than are shown",
}
