"""A Celery app that was there before: three lines make its tasks nodes, and nothing about it changes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from celery import Celery

from aurora_celery import Aurora
from tests.conftest import WorkerFactory
from tests.servers.worker import CeleryWorker

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "adopted_app"
ADOPTED = "examples.adopted_app.adopted"
BOARD = "2026-01-31: 6 orders, 198.00 in all"


@pytest.fixture
def environment(valkey_url: str, mongo_url: str) -> dict[str, str]:
    return {"SHOP_BROKER": valkey_url, "SHOP_STORE": mongo_url}


@pytest.fixture
def worker(celery_worker_process: WorkerFactory, environment: dict[str, str]) -> CeleryWorker:
    return celery_worker_process(ADOPTED, env=environment)


def submit(environment: dict[str, str], day: str) -> str:
    command = [sys.executable, "-m", "examples.adopted_app", day]
    ended = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, timeout=90, check=True
    )
    return ended.stdout.strip()


def test_the_app_itself_does_not_know_aurora() -> None:
    assert "aurora" not in (EXAMPLE / "shop.py").read_text().partition('"""\n')[2].lower()


def test_what_is_added_are_three_lines() -> None:
    body = (EXAMPLE / "adopted.py").read_text().partition("import os\n")[2]
    assert len([line for line in body.splitlines() if line.strip()]) == 3


@pytest.mark.usefixtures("worker")
def test_the_tasks_of_the_app_are_nodes_and_the_same_key_is_the_same_run(environment: dict[str, str]) -> None:
    assert submit(environment, "2026-01-31") == BOARD
    assert submit(environment, "2026-01-31") == BOARD
    aurora = Aurora(Celery("looker", broker=environment["SHOP_BROKER"]), store=environment["SHOP_STORE"])
    runs = aurora.runs().items
    document = aurora.run(runs[0].id).document()
    aurora.runtime.close()
    assert len(runs) == 1
    assert {node["attempts"] for node in document["nodes"].values()} == {1}


def test_the_app_still_takes_plain_tasks(worker: CeleryWorker, environment: dict[str, str]) -> None:
    shop = Celery("caller", broker=environment["SHOP_BROKER"])
    shop.send_task("examples.adopted_app.shop.summary", args=("today", 1, 2.5), queue="shop")
    worker.wait_for(r"shop\.summary\[[^]]+\] succeeded in .*today: 1 orders, 2\.50 in all")
    shop.close()
