"""The collector is as it was before, however a compile ends."""

from __future__ import annotations

import gc

import pytest

from aurora_celery.compiler import compile_graph
from aurora_celery.compiler.collector import paused_collector
from aurora_celery.errors import InvalidGraph
from aurora_celery.model.graph import Graph
from tests.builders import graph_of


def test_the_collector_runs_again_after_a_compile() -> None:
    assert gc.isenabled()
    compile_graph(graph_of("a"))
    assert gc.isenabled()
    with pytest.raises(InvalidGraph):
        compile_graph(Graph(name="g"))
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with paused_collector():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
