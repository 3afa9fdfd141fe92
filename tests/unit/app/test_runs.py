"""Large values are read when they are asked for, and not to say how a run stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from aurora_celery import Aurora, RunFailed, RunState, WaitTimeout
from aurora_celery.app.operating import _author
from aurora_celery.errors import ResultNotFound
from aurora_celery.store.ports import Finish, Output
from tests.contract.store.runs import BROKEN, cell_of, submitted
from tests.contract.store.test_plans import plan_of

RUN, INPUTS, OUTPUTS = "large", "large/inputs", "large/outputs"


@pytest.fixture
def reads(aurora: Aurora, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The keys of the large values that are read."""
    results, keys_read = aurora.store.results, list[str]()
    get_many = results.get_many

    def noted(keys: Sequence[str]) -> dict[str, str]:
        keys_read.extend(keys)
        return get_many(keys)

    monkeypatch.setattr(results, "get_many", noted)
    return keys_read


@pytest.fixture(autouse=True)
def begun(aurora: Aurora) -> None:
    """A run whose inputs lie beside it."""
    store, plan = aurora.store, plan_of(1)
    store.plans.put(plan)
    submitted(store, cell_of(0, 0), id=RUN, plan=plan.hash, inputs=store.results.put(INPUTS, '{"url":"x"}', run=RUN))


def end(aurora: Aurora, state: RunState = RunState.SUCCEEDED) -> None:
    """End the run, with outputs beside it."""
    outputs = aurora.store.results.put(OUTPUTS, "[1,2]", run=RUN)
    error = BROKEN if state is RunState.FAILED else None
    assert aurora.store.runs.finish(RUN, 0, Finish(state=state, outputs=outputs, error=error))


def test_the_state_of_a_run_is_told_without_its_values(aurora: Aurora, reads: list[str]) -> None:
    handle = aurora.run(RUN)
    assert (handle.state, handle.error) == (RunState.PENDING, None)
    with pytest.raises(WaitTimeout):
        _ = handle.result
    end(aurora)
    assert (handle.wait(timeout=0).state, handle.error) == (RunState.SUCCEEDED, None)
    assert reads == []


def test_the_result_reads_the_outputs_once(aurora: Aurora, reads: list[str]) -> None:
    end(aurora)
    handle = aurora.run(RUN)
    assert handle.wait(timeout=0).result == [1, 2]
    assert handle.result is handle.result
    assert reads == [OUTPUTS]


def test_a_failed_run_is_told_without_its_values(aurora: Aurora, reads: list[str]) -> None:
    end(aurora, RunState.FAILED)
    with pytest.raises(RunFailed, match="it broke"):
        _ = aurora.run(RUN).result
    assert reads == []


def test_runs_are_listed_without_their_values(aurora: Aurora, reads: list[str]) -> None:
    end(aurora)
    (run,) = aurora.runs().items
    assert (run.id, run.state) == (RUN, RunState.SUCCEEDED)
    assert repr(run) == "<Run large of g: succeeded>"
    assert reads == []
    assert (run.inputs, run.inputs, run.outputs) == ({"url": "x"}, {"url": "x"}, [1, 2])
    assert reads == [INPUTS, OUTPUTS]


def test_a_run_that_goes_on_has_no_outputs(aurora: Aurora, reads: list[str]) -> None:
    (run,) = aurora.runs().items
    assert run.outputs is None
    assert reads == []


def test_the_nodes_of_a_run_are_shown_without_its_values(aurora: Aurora, reads: list[str]) -> None:
    end(aurora)
    view = aurora.run(RUN).view()
    assert [node.index for node in view.nodes] == [0, 1]
    assert reads == []


def test_the_document_of_a_run_has_its_values(aurora: Aurora) -> None:
    end(aurora)
    document = aurora.run(RUN).document()
    assert (document["inputs"], document["outputs"]) == ({"url": "x"}, [1, 2])


def test_a_copy_of_a_run_has_its_values(aurora: Aurora) -> None:
    end(aurora)
    (run,) = aurora.runs().items
    copy = replace(run, labels={"team": "a"})
    assert (copy.inputs, copy.outputs) == ({"url": "x"}, [1, 2])
    assert replace(copy, labels={}) == run


def test_values_that_are_gone_are_missed_by_who_asks_for_them(aurora: Aurora) -> None:
    submitted(aurora.store, id="purged", inputs=Output(ref="purged/inputs", size=9))
    run = aurora.runs(limit=1).items[0]
    assert (run.id, run.state) == ("purged", RunState.PENDING)
    with pytest.raises(ResultNotFound):
        _ = run.inputs


@pytest.mark.parametrize("error", [KeyError("uid not found: 4711"), OSError("no username set")])
def test_a_user_without_a_name_is_unknown(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def nameless() -> str:
        raise error

    monkeypatch.setattr("getpass.getuser", nameless)
    assert _author(None, "").by.startswith("unknown@")
