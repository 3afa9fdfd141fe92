"""Fill a store with runs that have ended, as many as an installation has after years, without running them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from aurora_celery.model.states import RunState
from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.run_documents import label
from aurora_celery.store.words import words_of
from bench.ground import Ground
from bench.shapes import chain

#: How many graphs, and teams in the labels, the runs are of; how they ended, and how often.
GRAPHS, TEAMS = 50, 200
_ENDS = {RunState.SUCCEEDED: 0.97, RunState.FAILED: 0.025, RunState.CANCELLED: 0.005}
#: Seconds from one run to the next, and documents of one write.
APART, _BATCH = 30.0, 5_000


def fill(ground: Ground, count: int) -> None:
    """Insert so many runs: copies of one that was run, which differ in all that lists are filtered by."""
    aurora = ground.aurora()
    with ground.aurora_working(processes=1):
        pattern = aurora.submit(chain(3)).wait(timeout=60).id
    with ground.mongo() as client:
        runs = client.get_default_database()["aurora_runs"]
        document = runs.find_one({f.ID: pattern})
        if document is None:
            raise LookupError(pattern)
        document.pop(f.EXPIRES, None)
        for batch in _batches(_copies(document, count, ground.rng())):
            runs.insert_many(batch, ordered=False)


def graph_name(number: int) -> str:
    """The graph of a run; those of ten graphs are in another project."""
    return f"{'shop/' if number % GRAPHS < 10 else ''}graph-{number % GRAPHS}"


def _copies(document: dict[str, Any], count: int, rng: random.Random) -> Iterator[dict[str, Any]]:
    newest = datetime.now(UTC)
    for number in range(count):
        created = newest - timedelta(seconds=APART * number)
        name = graph_name(rng.randrange(GRAPHS))
        team, host = f"t{rng.randrange(TEAMS)}", f"h{rng.randrange(5)}"
        yield document | {
            f.ID: f"{rng.getrandbits(128):032x}",
            f.CREATED: created,
            f.ENDED: created + timedelta(seconds=rng.uniform(1, 600)),
            f.GRAPH: name,
            f.PROJECT: name.partition("/")[0] if "/" in name else "default",
            f.RUN_STATE: rng.choices([*_ENDS], [*_ENDS.values()])[0].value,
            f.LABELS: [label("team", team), label("host", host)],
            f.FACTS: [label("day", str(number // 2880))],
            f.WORDS: [*words_of(name, team, host)],
        }


def _batches(documents: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for document in documents:
        batch.append(document)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
