"""The graphs that are measured."""

from __future__ import annotations

import random

from bench.shapes import chain, fan_in, fan_out, held, layers, random_dag


def test_every_node_of_a_chain_waits_for_the_one_before_it() -> None:
    assert [node.needs for node in chain(3).nodes] == [(), ("n0",), ("n1",)]


def test_a_fan_out_has_as_many_nodes_as_it_says() -> None:
    graph = fan_out(10)
    assert len(graph.nodes) == 10
    assert {node.needs for node in graph.nodes[1:]} == {("n0",)}


def test_the_last_node_of_a_fan_in_waits_for_all_others() -> None:
    assert fan_in(4).nodes[-1].needs == ("n0", "n1", "n2", "n3")


def test_complete_layers_have_width_times_width_edges_between_them() -> None:
    assert len(layers(3, 4).edges()) == 2 * 4 * 4


def test_a_random_graph_has_about_two_edges_for_each_node() -> None:
    assert len(random_dag(100, random.Random(1)).edges()) == 2 * 100 - 3


def test_the_same_seed_gives_the_same_random_graph() -> None:
    assert random_dag(50, random.Random(7)) == random_dag(50, random.Random(7))


def test_only_the_first_node_of_a_held_graph_rests() -> None:
    first, *others = held(3, rest=1.5).nodes
    assert first.params == {"seconds": 1.5}
    assert {node.handler for node in others} == {"bench.noop"}
