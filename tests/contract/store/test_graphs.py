"""Graph definitions get consecutive numbers and never change."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from aurora_celery.errors import GraphNotFound
from aurora_celery.store.ports import Store


def test_versions_are_numbered_from_one_for_each_name(store: Store) -> None:
    numbers = [store.graphs.put(name=name, definition=text, plan=text).version for name, text in
               [("a", "1"), ("a", "2"), ("b", "1"), ("a", "3")]]  # fmt: skip
    assert numbers == [1, 2, 1, 3]


def test_applying_the_newest_again_gives_the_same_version(store: Store) -> None:
    first = store.graphs.put(name="a", definition="{}", plan="p")
    assert store.graphs.put(name="a", definition="{}", plan="p") == first


def test_going_back_to_an_older_definition_is_a_new_version(store: Store) -> None:
    for text in ("old", "new", "old"):
        store.graphs.put(name="a", definition=text, plan=text)
    assert [graph.definition for graph in store.graphs.versions("a")] == ["old", "new", "old"]


def test_the_same_definition_with_another_plan_is_a_new_version(store: Store) -> None:
    assert [store.graphs.put(name="a", definition="{}", plan=plan).version for plan in "pq"] == [1, 2]


def test_one_version_or_the_newest_can_be_had(store: Store) -> None:
    versions = [store.graphs.put(name="a", definition=text, plan="p") for text in "xyz"]
    assert store.graphs.get("a") == versions[2]
    assert [store.graphs.get("a", number) for number in (1, 2, 3)] == versions
    assert store.graphs.versions("a") == tuple(reversed(versions))


def test_what_was_never_applied_is_not_found(store: Store) -> None:
    store.graphs.put(name="a", definition="{}", plan="p")
    for name, version in [("b", None), ("b", 1), ("a", 2), ("a", 0)]:
        with pytest.raises(GraphNotFound):
            store.graphs.get(name, version)
    assert store.graphs.versions("b") == ()


def test_names_gives_the_newest_of_every_graph_by_name(store: Store) -> None:
    for name, text in [("b", "1"), ("a", "1"), ("a", "2"), ("$c.d", "1")]:
        store.graphs.put(name=name, definition=text, plan="p")
    assert [(graph.name, graph.version) for graph in store.graphs.names()] == [("$c.d", 1), ("a", 2), ("b", 1)]


@pytest.mark.parametrize("text", ["", "$set", "a.b", "nul\0", "图", "x" * 20_000])
def test_names_and_definitions_are_any_text(store: Store, text: str) -> None:
    made = store.graphs.put(name=text, definition=text, plan=text)
    assert store.graphs.get(text) == made
    assert made.definition == text


def test_a_definition_may_be_larger_than_a_document(store: Store) -> None:
    definition = "[" + "1234567890," * 2_000_000 + "0]"
    store.graphs.put(name="large", definition=definition, plan="p")
    assert store.graphs.get("large").definition == definition


def test_definitions_applied_at_once_get_consecutive_numbers(store: Store) -> None:
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda n: store.graphs.put(name="a", definition=f"{n}", plan="p"), range(16)))
    assert sorted(graph.version for graph in made) == list(range(1, 17))
    assert {store.graphs.get("a", graph.version).definition for graph in made} == {f"{n}" for n in range(16)}


def test_the_same_definition_applied_at_once_is_one_version(store: Store) -> None:
    with ThreadPoolExecutor(8) as threads:
        made = set(threads.map(lambda _: store.graphs.put(name="a", definition="{}", plan="p"), range(8)))
    assert len(made) == 1
