"""Runs are listed by page, newest first, as the filter says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from aurora_celery.errors import BadCursor
from aurora_celery.model.states import RunState
from aurora_celery.store.ports import Finish, RunFilter, RunView, Store
from tests.contract.store.runs import BROKEN, claimed, holder, submitted


def listed(store: Store, where: RunFilter | None = None, *, limit: int = 2) -> list[RunView]:
    """Every run of a list, page by page."""
    where, cursor = where or RunFilter(), None
    views: list[RunView] = []
    while True:
        page = store.runs.list(where, limit=limit, cursor=cursor)
        views += page.items
        cursor = page.cursor
        if cursor is None:
            return views
        assert len(page.items) == limit


@pytest.mark.parametrize("limit", [1, 2, 5, 6, 100])
def test_pages_give_every_run_once_and_newest_first(store: Store, limit: int) -> None:
    runs = [submitted(store).run for _ in range(6)]
    views = listed(store, limit=limit)
    assert sorted(view.id for view in views) == sorted(runs)
    places = [(view.created, view.id) for view in views]
    assert places == sorted(places, reverse=True)


def test_the_oldest_come_first_if_that_is_asked_for_and_on_one_page(store: Store) -> None:
    for _ in range(4):
        submitted(store)
    newest = [view.id for view in listed(store, limit=10)]
    page = store.runs.list(RunFilter(states=(RunState.PENDING, RunState.RUNNING)), limit=3, oldest=True)
    assert ([view.id for view in page.items], page.cursor) == (newest[:0:-1], None)


def test_an_empty_list_is_one_empty_page(store: Store) -> None:
    page = store.runs.list(RunFilter())
    assert (page.items, page.cursor) == ((), None)


def test_a_run_that_comes_in_between_does_not_move_the_next_page(store: Store) -> None:
    for _ in range(4):
        submitted(store)
    before = listed(store, limit=4)
    page = store.runs.list(RunFilter(), limit=2)
    submitted(store)
    rest = store.runs.list(RunFilter(), limit=10, cursor=page.cursor)
    assert {view.id for view in (*page.items, *rest.items)} >= {view.id for view in before}
    assert not {view.id for view in page.items} & {view.id for view in rest.items}


def test_runs_are_found_by_state(store: Store) -> None:
    pending, running, failed = (submitted(store) for _ in range(3))
    store.runs.claim(running, 0, holder=holder(), root=True)
    store.runs.finish(failed.run, 0, Finish(state=RunState.FAILED))
    assert [view.id for view in listed(store, RunFilter(states=(RunState.PENDING,)))] == [pending.run]
    both = listed(store, RunFilter(states=(RunState.RUNNING, RunState.FAILED)), limit=1)
    assert {view.id for view in both} == {running.run, failed.run}


@pytest.mark.parametrize("graph", ["shop", "$ne", "a.b", ""])
def test_runs_are_found_by_the_exact_name_of_their_graph(store: Store, graph: str) -> None:
    wanted = submitted(store, graph=graph).run
    submitted(store, graph=graph + "x")
    assert [view.id for view in listed(store, RunFilter(graph=graph))] == [wanted]


def test_runs_are_found_by_all_of_the_labels(store: Store) -> None:
    both = submitted(store, labels={"team": "a", "$or": "x.y"}).run
    one = submitted(store, labels={"team": "a"}).run
    submitted(store, labels={"$or": "a", "team": "x.y"})
    assert {view.id for view in listed(store, RunFilter(labels={"team": "a"}))} == {both, one}
    assert [view.id for view in listed(store, RunFilter(labels={"team": "a", "$or": "x.y"}))] == [both]
    assert listed(store, RunFilter(labels={"team": ""})) == []


def test_runs_are_found_by_the_time_they_were_made(store: Store) -> None:
    run = submitted(store).run
    created = store.runs.view(run).created
    moment = timedelta(milliseconds=1)
    assert listed(store, RunFilter(created_after=created, created_before=created + moment)) != []
    assert listed(store, RunFilter(created_after=created + moment)) == []
    assert listed(store, RunFilter(created_before=created)) == []


def test_every_part_of_a_filter_counts(store: Store) -> None:
    wanted = submitted(store, graph="a", labels={"k": "v"}).run
    submitted(store, graph="b", labels={"k": "v"})
    submitted(store, graph="a", labels={"k": "w"})
    states = (RunState.PENDING, RunState.RUNNING)
    where = RunFilter(graph="a", labels={"k": "v"}, states=states, created_before=store.now() + timedelta(hours=1))
    assert [view.id for view in listed(store, where, limit=1)] == [wanted]


def test_a_filter_holds_over_pages(store: Store) -> None:
    wanted = [submitted(store, graph="a").run for _ in range(5)]
    for _ in range(5):
        submitted(store, graph="b")
    assert sorted(view.id for view in listed(store, RunFilter(graph="a"), limit=2)) == sorted(wanted)


@pytest.mark.parametrize("cursor", ["", "x", "bm8=", "eyIkZ3QiOiAiIn0=", "WzEsIDJ", "\ud800", "W251bGwsIDFd"])
def test_a_cursor_that_no_page_gave_is_refused(store: Store, cursor: str) -> None:
    with pytest.raises(BadCursor, match="is no cursor"):
        store.runs.list(RunFilter(), cursor=cursor)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("etl", "one"),
        ("ETL rome", "one"),
        ("shop/etl", "one"),
        ("rome oslo", ""),
        ("order-17", "two"),
        ("上海", "two"),
        ("海仓", "two"),
        ("上仓", ""),
        ("ValueError", "two"),
        ("it broke", "two"),
        ("$ne", ""),
        ("...", ""),
        ("", ""),
    ],
)
def test_runs_are_found_by_all_of_the_words(store: Store, text: str, found: str) -> None:
    one = submitted(store, graph="shop/etl", labels={"city": "Rome"}).run
    two = submitted(store, graph="bank", key="order-17", labels={"store": "上海仓库 3"})
    claimed(store, two, 0)
    store.runs.fail(two, 0, token="t", failure=BROKEN)
    views = listed(store, RunFilter(text=text))
    assert [view.id for view in views] == {"one": [one], "two": [two.run], "": []}[found]


@pytest.mark.parametrize("way", ["noted", "finished"])
def test_the_words_of_a_failure_are_found_however_it_was_recorded(store: Store, way: str) -> None:
    run = submitted(store, graph="g").run
    if way == "noted":
        store.runs.note_failure(run, 0, BROKEN)
        store.runs.note_failure(run, 0, replace(BROKEN, message="later"))
    store.runs.finish(run, 0, Finish(state=RunState.FAILED, error=BROKEN))
    assert [view.id for view in listed(store, RunFilter(text="broke"))] == [run]
    assert listed(store, RunFilter(text="later")) == []
    store.runs.finish(run, 0, Finish(state=RunState.FAILED))
    assert [view.id for view in listed(store, RunFilter(text="g exception"))] == [run]


def test_runs_are_found_by_the_beginning_of_their_id_and_by_words_that_look_like_one(store: Store) -> None:
    run = submitted(store, id="0a1b2c3d" * 4).run
    label = submitted(store, id="f" * 32, labels={"commit": "0a1b2c9"}).run
    assert [view.id for view in listed(store, RunFilter(text="0A1B2C3"))] == [run]
    assert [view.id for view in listed(store, RunFilter(text=run))] == [run]
    assert listed(store, RunFilter(text="0a1b2c3", graph="other")) == []
    assert [view.id for view in listed(store, RunFilter(text="0a1b2c9"))] == [label]
    assert listed(store, RunFilter(text="0a1b2")) == []


def test_a_list_by_words_goes_on_over_pages(store: Store) -> None:
    wanted = [submitted(store, labels={"team": "blue"}).run for _ in range(5)]
    submitted(store, labels={"team": "red"})
    assert sorted(view.id for view in listed(store, RunFilter(text="blue"), limit=2)) == sorted(wanted)
