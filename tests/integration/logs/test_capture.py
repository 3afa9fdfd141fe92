"""What handlers of a real worker log and print is kept, with where it is from, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient

from aurora_celery import Aurora, Graph, LogEntry
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


def said(entries: list[LogEntry], node: str) -> list[tuple[str, str, str]]:
    mine = sorted((each for each in entries if each.node == node), key=lambda each: (each.attempt, each.number))
    return [(each.level.name, each.logger, each.text.partition("\n")[0]) for each in mine]


def spoken(name: str) -> list[tuple[str, str, str]]:
    """What ``speak`` says."""
    return [
        ("INFO", "shop.speakers", f"{name} by a logger of its own"),
        ("WARNING", f"aurora.handlers.{SPEAKERS}.speak", f"{name} by the logger of its node"),
        ("ERROR", "shop.tasks", f"{name} by a logger of Celery"),
        ("INFO", "stdout", f"{name} printed"),
        ("INFO", "stdout", f"{name} half and half"),
        ("WARNING", "stderr", f"\x1b[31mred\x1b[0m {name}"),
        ("ERROR", "shop.speakers", f"{name} went wrong"),
    ]


def keep_secret(aurora: Aurora, environment: dict[str, str]) -> None:
    seal = load_seal(Path(environment["AURORA_SECRETS__SEAL_FILE"]))
    sealed = seal.seal(SECRET, name=sealed_name("default", "key"))
    aurora.access.secrets.put(SealedSecret(name="default/key", sealed=sealed, key_id=seal.key_id, by="ann"))


def test_processes_are_heard_and_their_secrets_hidden(
    aurora: Aurora, start_worker: StartWorker, environment: dict[str, str], mongo_url: str
) -> None:
    keep_secret(aurora, environment)
    names = ("n0", "n1", "n2")
    run = aurora.submit(
        graph_of(
            **{name: ("speak", {"name": name}) for name in names},
            tells=("tell", {"secret": "${{ secrets.key }}", "fail": True}),
            dies=("die", {}),
            silent=("silent", {}),
        )
    )
    told = run.follow_logs(timeout=60)
    worker = start_worker(concurrency=2)
    entries = list(told)
    for name in names:
        assert said(entries, name) == spoken(name)
    assert [text for _, _, text in said(entries, "tells")] == ["it is ***", "it is ***", "***"] * 2
    assert [each.attempt for each in entries if each.node == "tells"] == [1, 1, 1, 2, 2, 2]
    assert [(each.attempt, each.text) for each in entries if each.node == "dies"] == [(1, "try 1"), (2, "try 2")]
    assert said(entries, "silent") == []
    with MongoClient[Any](mongo_url) as client:
        kept = str(list(client.get_default_database()["aurora_logs"].find()))
    assert "tr0ub" not in kept
    assert "second-line" not in kept
    assert {(each.run, each.graph, each.epoch) for each in entries} == {(run.id, "g", 0)}
    assert {each.worker for each in entries} == {beat.id for beat in aurora.workers.living()}
    assert sorted(run.logs(), key=lambda each: each.id) == sorted(
        (replace(each, cursor="") for each in entries), key=lambda each: each.id
    )
    worker.wait_for("n0 by a logger of its own")  # its own log has it too


def test_threads_are_heard_apart_and_a_store_that_is_away_holds_nobody_up(
    aurora: Aurora, start_worker: StartWorker, environment: dict[str, str], mongo_server: MongoServer
) -> None:
    environment |= {"AURORA_LOGS__TRY_LINES": "30", "AURORA_LOGS__LINE_LIMIT": "300", "AURORA_LOG__FORMAT": "json"}
    names = [f"n{number}" for number in range(6)]
    worker = start_worker(pool="threads", concurrency=4)
    run = aurora.submit(
        graph_of(
            **{name: ("speak", {"name": name}) for name in names},
            later=("speak_later", {"name": "later"}),
            leaves=("leave_behind", {"name": "leaves"}),
        )
    )
    entries = list(run.follow_logs(timeout=60))
    for name in names:
        assert said(entries, name) == spoken(name)
    later = {text for _, _, text in said(entries, "later")}
    assert later == {"later part 0", "later part 1", "later part 2", "later in a thread"}
    assert [text for _, _, text in said(entries, "leaves")] == ["leaves goes on"]
    own = [json.loads(line) for line in worker.log.splitlines() if line.startswith("{")]
    (written,) = (each for each in own if each["message"] == "n0 by the logger of its node")
    assert {name: written[name] for name in ("run", "node", "attempt", "level")} == {
        "run": run.id, "node": "n0", "attempt": 1, "level": "WARNING",
    }  # fmt: skip
    assert any("ValueError: n0 caught" in each.get("exception", "") for each in own if each.get("node") == "n0")
    away = aurora.submit(graph_of(a=("chatter", {"lines": 40, "pause": 0.1, "size": 1000})))
    told = away.follow_logs(timeout=60)
    texts = [next(told).text]
    mongo_server.kill9()
    worker.wait_for("39 x")
    mongo_server.start()
    texts += [each.text for each in told]
    assert [text.partition(" ")[0] for text in texts[:30]] == [str(number) for number in range(30)]
    assert texts[0] == f"0 {'x' * 298} ... (702 bytes were cut)"
    assert texts[30:] == [
        "this try has said as much as one may; what follows is dropped",
        "10 lines were dropped beyond what one try may say",
    ]
