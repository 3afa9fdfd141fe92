"""The shape and the cost of a plan."""

from __future__ import annotations

import networkx as nx
from hypothesis import given, settings

from aurora_celery.compiler import compile_graph
from aurora_celery.compiler.costs import costs
from aurora_celery.compiler.structure import FanOut, Join, Structure, structure
from aurora_celery.model.graph import Graph
from tests.builders import graph_of, layers
from tests.unit.compiler.strategies import graphs


def shape(*edges: str) -> Structure:
    return structure(compile_graph(graph_of(*edges)))


def test_linear_stretches_are_chains() -> None:
    found = shape("a>b>c>d", "c>e>f", "d>g", "f>g>h")
    assert [chain.ids for chain in found.chains] == [("a", "b", "c"), ("e", "f"), ("g", "h")]


def test_a_node_may_stand_in_the_header_of_several_chords() -> None:
    found = shape("a>c", "a>d", "b>d", "b>e", "c>f", "d>f")
    assert {(frozenset(join.header), join.bodies) for join in found.chords} == {
        (frozenset("ab"), ("d",)),
        (frozenset("cd"), ("f",)),
    }


def test_joins_of_the_same_header_are_one_chord_with_several_bodies() -> None:
    found = structure(compile_graph(layers(3, 2)))
    assert found.chords == (Join(("n0", "n1", "n2"), ("n3", "n4")),)


def test_a_node_that_starts_several_is_a_group() -> None:
    assert shape("a>b", "a>c", "c>d").groups == (FanOut("a", ("b", "c")),)


def test_the_critical_path_follows_the_durations() -> None:
    plan = compile_graph(graph_of("a>b>d", "a>c>d"))
    assert structure(plan).critical_path == ("a", "b", "d")
    slow = structure(plan, durations={"c": 5.0})
    assert slow.critical_path == ("a", "c", "d")
    assert (slow.length, slow.work) == (7.0, 8.0)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(graph=graphs)
def test_depth_width_and_generations_agree_with_networkx(graph: Graph) -> None:
    found = structure(compile_graph(graph))
    oracle = nx.DiGraph([(edge.source, edge.target) for edge in graph.edges()])
    oracle.add_nodes_from(node.id for node in graph.nodes)
    expected = list(nx.topological_generations(oracle))
    assert found.depth == len(expected)
    assert found.width == max(map(len, expected))
    assert found.generations == {name: level for level, names in enumerate(expected) for name in names}
    assert found.length == nx.dag_longest_path_length(oracle) + 1
    assert nx.is_path(oracle, found.critical_path)


def test_a_small_run_costs_two_round_trips_a_node_and_one_to_submit() -> None:
    cost = costs(compile_graph(graph_of("a>c", "b>c")), bytes_per_message=600)
    assert (cost.messages, cost.broker_bytes, cost.round_trips) == (3, 1800, 7)


def test_a_run_that_ends_in_several_nodes_is_ended_by_one_more_write() -> None:
    assert costs(compile_graph(graph_of("a>b", "a>c"))).round_trips == 8


def test_gates_cost_a_delivery_for_each_cell_that_they_signal() -> None:
    cost = costs(compile_graph(layers(1, 300)))
    assert (cost.claims, cost.completions, cost.deliveries, cost.overhead) == (301, 301, 2, 6)
