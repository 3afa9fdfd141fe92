"""What the handlers of a run said is read, and followed until there is no more to come."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aurora_celery.app.logs import RunLogs
from aurora_celery.errors import NodeNotFound, RunNotFound, StoreUnavailable, WaitTimeout
from aurora_celery.model.log import LogBatch, LogEntry, LogLevel, LogLine, LogQuery, LogSource
from aurora_celery.store.log_ports import LogFeed
from tests.builders import graph_from_pairs
from tests.unit.engine.world import World


class Spoken:
    """A run of two nodes in a world, and what they say."""

    def __init__(self) -> None:
        self.world = World(1)
        self.run = self.world.submit(graph_from_pairs(2, [(0, 1)]))
        self.logs = RunLogs(self.world.safe, self.run)

    def say(self, *texts: str, number: int = 0, node: int = 0) -> None:
        view = self.world.store.runs.view(self.run)
        source = LogSource(
            run=self.run, epoch=0, node=node, attempt=1, plan=view.plan, graph=view.graph, handler="h", worker="w"
        )
        at = self.world.store.now()
        lines = [LogLine(at=at, level=LogLevel.INFO, logger="shop", text=text) for text in texts]
        self.world.store.logs.append([LogBatch(source, number, tuple(lines))], keep=None)

    def told(
        self, query: LogQuery | None = None, *, after: str | None = None, timeout: float | None = None
    ) -> list[LogEntry]:
        found = self.logs.follow(query or LogQuery(), after=after, timeout=timeout, until_end=True)
        return [entry for entry in found if entry is not None]


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> Spoken:
    monkeypatch.setattr("aurora_celery.app.logs._STRETCH", 0.01)
    monkeypatch.setattr("aurora_celery.app.logs._PAUSE", 0.0)
    return Spoken()


def test_lines_have_the_names_of_their_nodes(spoken: Spoken) -> None:
    spoken.say("a", "b")
    spoken.say("c", node=1)
    assert [(entry.node, entry.id, entry.text) for entry in spoken.logs.each(LogQuery())] == [
        ("n0", "0.0.1.0", "a"), ("n0", "0.0.1.1", "b"), ("n1", "0.1.1.0", "c"),
    ]  # fmt: skip
    assert [entry.text for entry in spoken.logs.each(LogQuery(node="n1"))] == ["c"]
    with pytest.raises(NodeNotFound):
        list(spoken.logs.each(LogQuery(node="x")))
    with pytest.raises(RunNotFound):
        list(RunLogs(spoken.world.safe, "0" * 32).each(LogQuery()))


def test_whoever_follows_hears_each_line_once_until_the_run_has_ended(spoken: Spoken) -> None:
    spoken.say("a", "b")
    told = spoken.logs.follow(LogQuery(), after=None, timeout=None, until_end=True)
    first = [next(told) for _ in range(2)]
    spoken.say("a", "b")
    spoken.say("c", "d", number=2)
    spoken.world.run(spoken.run)
    rest = [entry for entry in told if entry is not None]
    assert [entry.text for entry in (*first, *rest) if entry] == ["a", "b", "c", "d"]
    assert [entry.text for entry in spoken.told(after=rest[0].cursor)] == ["c", "d"], "c was told with d"
    assert spoken.told(after=rest[1].cursor) == []
    assert [entry.text for entry in spoken.told(LogQuery(contains="D"), after=rest[0].cursor)] == ["d"]


def test_a_line_of_a_plan_that_is_gone_has_a_number_for_a_name(spoken: Spoken) -> None:
    spoken.say("a")
    (batch,) = spoken.world.store.logs.batches(spoken.run)
    lost = replace(batch.source, plan="gone", attempt=2)
    spoken.world.store.logs.append([replace(batch, source=lost)], keep=None)
    assert [entry.node for entry in spoken.logs.each(LogQuery())] == ["n0", "#0"]


def test_who_waits_in_vain_is_told(spoken: Spoken) -> None:
    with pytest.raises(WaitTimeout):
        spoken.told(timeout=0.02)


@pytest.mark.parametrize("away", [2, 1000])
def test_a_store_that_is_away_is_asked_again_but_not_for_ever(
    spoken: Spoken, away: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken.say("a")
    spoken.world.run(spoken.run)
    asked, follow = [0], spoken.world.store.logs.follow

    def ask(run: str, *, after: str | None = None) -> LogFeed:
        asked[0] += 1
        if asked[0] <= away:
            raise StoreUnavailable("no answer")
        return follow(run, after=after)

    monkeypatch.setattr(spoken.world.store.logs, "follow", ask)
    if away == 2:
        assert [entry.text for entry in spoken.told()] == ["a"]
        return
    monkeypatch.setattr("aurora_celery.app.logs._PATIENCE", 0.0)
    with pytest.raises(StoreUnavailable):
        spoken.told()
