"""What the catalogue makes of a graph."""

from __future__ import annotations

from hypothesis import given, settings

from aurora_celery.app.catalogue import definition_text
from aurora_celery.definition import document
from aurora_celery.handlers.codec import encode
from aurora_celery.model.graph import Graph
from tests.builders import layers
from tests.unit.definition.graphs import graphs


@settings(derandomize=True, max_examples=60, deadline=None)
@given(graphs())
def test_the_text_is_that_of_the_whole_document(graph: Graph) -> None:
    assert definition_text(graph) == encode(document(graph))


def test_a_large_definition_becomes_text_in_pieces() -> None:
    graph = layers(3, 120, 120, 9)
    assert definition_text(graph) == encode(document(graph))
