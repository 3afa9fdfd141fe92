"""The published JSON Schema of definitions says what the parser does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from aurora_celery.definition import SCHEMA, parse
from aurora_celery.definition.nodes import NODE_FIELDS
from aurora_celery.definition.parse import GRAPH_FIELDS
from aurora_celery.definition.retries import RETRY_FIELDS
from aurora_celery.errors import InvalidGraph
from tests.unit.definition import corpus

PUBLISHED = Path(__file__).parents[3] / "docs" / "reference" / "graph.schema.json"
VALID = Draft202012Validator(SCHEMA)
#: What a schema cannot say: the same id twice, expressions, other schemas, depth, and what JSON text cannot hold.
BEYOND = {"A006", "A015", "A018", "A019", "A020", "A021", "A022", "A023", "A024", "A025"}
#: What its patterns cannot say: how long a written duration is, and how long all the inputs are together.
BEYOND_PATTERNS = {
    *(f"timeout: {text}" for text in ("nan", "0s", "999999h", "9" * 12)),
    *(f"the {kind} 'a\\ud800'" for kind in ("name", "id", "listed id", "need")),
    "retry: {'delay': '999999d'}",
    "too long inputs",
}


def test_the_published_schema_is_this_one() -> None:
    assert PUBLISHED.read_text() == json.dumps(SCHEMA, indent=2) + "\n", (
        "write SCHEMA to docs/reference/graph.schema.json"
    )


def test_the_schema_knows_the_keys_that_the_parser_knows() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert set(SCHEMA["properties"]) == set(GRAPH_FIELDS)
    assert set(SCHEMA["$defs"]["node"]["properties"]) == set(NODE_FIELDS)
    assert set(SCHEMA["$defs"]["retry"]["properties"]) == set(RETRY_FIELDS)


def _sayable(case: corpus.Case) -> bool:
    is_document = case.format is None and not isinstance(case.source, Path) and case.name not in BEYOND_PATTERNS
    return is_document and not any(code in BEYOND or code >= "A100" for code in case.codes)


SAYABLE = list(filter(_sayable, corpus.CASES))


@pytest.mark.parametrize("case", SAYABLE, ids=(str(place) for place in range(len(SAYABLE))))
def test_the_schema_refuses_what_the_parser_refuses(case: corpus.Case) -> None:
    with pytest.raises(InvalidGraph):
        parse(case.source)
    assert not VALID.is_valid(case.source)


@pytest.mark.parametrize(
    "node",
    [{}, {"retry": 3}, {"retry": {}}, {"timeout": "1h30m"}, {"timeout": " 500ms "}, {"timeout": 0.5},
     {"needs": ["a", "a"]}, {"retry": {"delay": 0, "jitter": 1}}, {"priority": 0}, {"with": {"": None, "$x": {}}}],
)  # fmt: skip
def test_the_schema_takes_what_the_parser_takes(node: dict[str, object]) -> None:
    for nodes in ({"a": {"handler": "x", **node}}, [{"id": "a", "handler": "x", **node}]):
        definition = {"aurora": 1, "name": "g", "nodes": nodes}
        parse(definition)
        VALID.validate(definition)
