"""What handlers of a real worker log and print is kept, with where it is from, and nothing else."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient

from aurora_celery import Aurora, Graph, LogEntry, LogLevel, LogQuery, RunHandle
from aurora_celery.model.access import SealedSecret
from aurora_celery.sealing import load_seal, sealed_name
from tests.integration.conftest import configuration
from tests.servers.mongo import MongoServer
from tests.servers.worker import CeleryWorker

StartWorker = Callable[..., CeleryWorker]

SPEAKERS = "tests.integration.logs.speakers"
SECRET = "tr0ub4dor\nand-a-second-line"


@pytest.fixture
def environment(valkey_url: str, mongo_url: str, log: Path, tmp_path: Path) -> dict[str, str]:
    made = configuration(valkey_url, mongo_url, log)
    return made | {"AURORA_WORKER__INCLUDE": SPEAKERS, "AURORA_SECRETS__SEAL_FILE": str(tmp_path / "seals")}


def graph_of(**nodes: Any) -> Graph:
    made = {
        name: {"handler": f"{SPEAKERS}.{handler}", "with": given, "retry": {"max": 1, "delay": 0}}
        for name, (handler, given) in nodes.items()
    }
    return Graph.from_dict({"aurora": 1, "name": "g", "nodes": made})


def heard(run: RunHandle) -> list[LogEntry]:
    """All lines, once all of them are there."""
    return list(run.follow_logs(timeout=60))


def said(entries: list[LogEntry], node: str) -> list[tuple[str, str, str]]:
    mine = sorted((each for each in entries if each.node == node), key=lambda each: (each.attempt, each.number))
    return [(each.level.name, each.logger, each.text.partition("\n")[0]) for each in mine]


@pytest.mark.parametrize("pool", ["prefork", "threads"])
def test_every_line_is_kept_with_where_it_is_from(aurora: Aurora, start_worker: StartWorker, pool: str) -> None:
    names = [f"n{number}" for number in range(8)]
    run = aurora.submit(
        graph_of(**{name: ("speak", {"name": name}) for name in names}, later=("speak_later", {"name": "later"}))
    )
    worker = start_worker(pool=pool, concurrency=4)
    entries = heard(run)
    for name in names:
        assert said(entries, name) == [
            ("INFO", "shop.speakers", f"{name} by a logger of its own"),
            ("WARNING", f"aurora.handlers.{SPEAKERS}.speak", f"{name} by the logger of its node"),
            ("ERROR", "shop.tasks", f"{name} by a logger of Celery"),
            ("INFO", "stdout", f"{name} printed"),
            ("INFO", "stdout", f"{name} half and half"),
            ("WARNING", "stderr", f"\x1b[31mred\x1b[0m {name}"),
            ("ERROR", "shop.speakers", f"{name} went wrong"),
        ]
        wrong = next(each for each in entries if each.node == name and "went wrong" in each.text)
        assert wrong.text.endswith(f"ValueError: {name} caught")
    assert {text for _, _, text in said(entries, "later")} == {
        "later part 0", "later part 1", "later part 2", "later in a thread",
    }  # fmt: skip
    assert {(each.run, each.graph, each.epoch, each.attempt) for each in entries} == {(run.id, "g", 0, 1)}
    assert {each.worker for each in entries} == {beat.id for beat in aurora.workers.living()}
    worker.wait_for("n0 by a logger of its own")
    assert [each.text for each in run.logs(node="later", contains="THREAD")] == ["later in a thread"]
    assert {each.level for each in run.logs(level=LogLevel.ERROR)} == {LogLevel.ERROR}
    assert aurora.logs.page(LogQuery(handler=f"{SPEAKERS}.speak_later"), limit=2).items[0].node == "later"


def test_only_what_a_handler_says_while_it_is_at_work_is_kept(aurora: Aurora, start_worker: StartWorker) -> None:
    start_worker(concurrency=1)
    run = aurora.submit(graph_of(a=("leave_behind", {"name": "a"})))
    other = aurora.submit(graph_of(b=("chatter", {"lines": 3, "pause": 0.3})))
    assert [each.text for each in heard(run)] == ["a goes on"]
    assert len(heard(other)) == 3


def test_who_says_nothing_writes_nothing_and_who_is_not_heard_is_not_kept(
    aurora: Aurora, start_worker: StartWorker, environment: dict[str, str]
) -> None:
    start_worker()
    assert heard(aurora.submit(graph_of(a=("silent", {})))) == []
    environment["AURORA_LOGS__LEVEL"] = "WARNING"
    environment["AURORA_LOGS__CAPTURE_OUTPUT"] = "false"
    run = aurora.submit(graph_of(b=("speak", {"name": "b"})).freeze())
    assert len(heard(run)) == 7


def test_secrets_are_hidden_in_every_try(
    aurora: Aurora, start_worker: StartWorker, environment: dict[str, str], mongo_url: str
) -> None:
    seal = load_seal(Path(environment["AURORA_SECRETS__SEAL_FILE"]))
    sealed = seal.seal(SECRET, name=sealed_name("default", "key"))
    aurora.access.secrets.put(SealedSecret(name="default/key", sealed=sealed, key_id=seal.key_id, by="ann"))
    start_worker()
    run = aurora.submit(graph_of(a=("tell", {"secret": "${{ secrets.key }}", "fail": True})))
    entries = heard(run)
    assert [(each.attempt, each.text) for each in entries] == [
        (attempt, text) for attempt in (1, 2) for text in ("it is ***", "it is ***", "***")
    ]
    with MongoClient[Any](mongo_url) as client:
        kept = str(list(client.get_default_database()["aurora_logs"].find()))
    assert "tr0ub" not in kept
    assert "second-line" not in kept
    assert base64.b64encode(SECRET.encode()).decode() not in kept


def test_too_much_is_cut_and_counted(aurora: Aurora, start_worker: StartWorker, environment: dict[str, str]) -> None:
    environment |= {"AURORA_LOGS__TRY_LINES": "5", "AURORA_LOGS__LINE_LIMIT": "300"}
    start_worker()
    run = aurora.submit(graph_of(a=("chatter", {"lines": 20, "size": 1000})))
    texts = [each.text for each in heard(run)]
    assert texts[0] == f"0 {'x' * 298} ... (702 bytes were cut)"
    assert texts[5:] == [
        "this try has said as much as one may; what follows is dropped",
        "15 lines were dropped beyond what one try may say",
    ]


def test_a_store_that_is_away_delays_lines_and_no_handler(
    aurora: Aurora, start_worker: StartWorker, mongo_server: MongoServer
) -> None:
    worker = start_worker(pool="threads")
    run = aurora.submit(graph_of(a=("chatter", {"lines": 40, "pause": 0.1})))
    worker.wait_for("5 x")
    mongo_server.kill9()
    worker.wait_for("39 x")
    mongo_server.start()
    assert [each.text.partition(" ")[0] for each in heard(run)] == [str(number) for number in range(40)]
