"""A graph is compiled once, as long as somebody holds it."""

from __future__ import annotations

import gc
from dataclasses import replace

from aurora_celery.app.recent import RecentPlans
from aurora_celery.compiler import compile_graph
from aurora_celery.model.handler import HandlerSpec
from tests.builders import graph_of

SPECS = {"aurora.noop": HandlerSpec(name="aurora.noop", open=True)}


def test_the_plan_of_the_same_graph_is_found() -> None:
    recent, graph = RecentPlans(), graph_of("a>b")
    assert recent.find(graph, SPECS) is None
    plan = compile_graph(graph)
    recent.keep(graph, SPECS, plan)
    assert recent.find(graph, dict(SPECS)) is plan


def test_a_graph_that_is_only_equal_is_another() -> None:
    recent, graph = RecentPlans(), graph_of("a>b")
    recent.keep(graph, SPECS, compile_graph(graph))
    assert recent.find(replace(graph), SPECS) is None


def test_other_handlers_ask_for_another_look() -> None:
    recent, graph = RecentPlans(), graph_of("a>b")
    recent.keep(graph, SPECS, compile_graph(graph))
    assert recent.find(graph, {"aurora.noop": HandlerSpec(name="aurora.noop")}) is None


def test_a_graph_that_nobody_holds_is_forgotten() -> None:
    recent, graph = RecentPlans(), graph_of("a>b")
    plan = compile_graph(graph)
    recent.keep(graph, SPECS, plan)
    del graph
    gc.collect()
    assert len(recent) == 0


def test_the_oldest_is_forgotten_first() -> None:
    recent, graphs = RecentPlans(), [graph_of(f"n{number}") for number in range(100)]
    for graph in graphs:
        recent.keep(graph, SPECS, compile_graph(graph))
    assert recent.find(graphs[0], SPECS) is None
    assert recent.find(graphs[-1], SPECS) is not None
    assert len(recent) < len(graphs)
