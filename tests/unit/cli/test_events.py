"""Events as plain lines."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from aurora_celery.cli.plain_events import PlainEvents
from aurora_celery.model.event import EventKind, RunEvent
from aurora_celery.model.operation import Operation, OperationKind
from aurora_celery.model.run import Failure, NodeProgress, NodeRun, Run
from aurora_celery.model.states import Control, NodeState, RunState

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
DONE = NodeRun(
    id="a",
    index=0,
    handler="h",
    state=NodeState.SUCCEEDED,
    attempts=1,
    started=START,
    finished=START + timedelta(seconds=1),
)
VIEW = Run(id="r1", graph="g", version=1, plan="p", state=RunState.RUNNING, created=START, nodes=(DONE,))


def event(kind: EventKind, seconds: float = 2.5, **fields: object) -> RunEvent:
    return RunEvent(cursor="c", kind=kind, run="r1", at=START + timedelta(seconds=seconds), **fields)  # type: ignore[arg-type]


def lines(*events: RunEvent) -> list[str]:
    written: list[str] = []
    printer = PlainEvents(written.append)
    for each in events:
        printer.show(each)
    return written


def test_first_what_has_happened_then_what_happens() -> None:
    assert lines(
        event(EventKind.SNAPSHOT, state=RunState.RUNNING, view=VIEW),
        event(EventKind.NODE, node="b", state=NodeState.RUNNING, attempt=2, worker="w@h"),
        event(
            EventKind.NODE, node="b", state=NodeState.FAILED, error=Failure(reason="timeout", message="boom", node="b")
        ),
        event(EventKind.RUN, state=RunState.FAILED, error=Failure(reason="exception", message="boom", node="b")),
    ) == [
        "run r1 of g: running",
        "    1.00 s  a  succeeded in 1.00 s",
        "    2.50 s  b  running (attempt 2) on w@h",
        "    2.50 s  b  failed: timeout: boom",
        "    2.50 s  run failed: node 'b': exception: boom",
    ]


def test_without_a_beginning_the_time_is_that_of_the_day() -> None:
    assert lines(event(EventKind.DELETED)) == ["12:00:02.500  the run was deleted"]


def test_each_kind_has_its_words() -> None:
    operation = Operation(id="o", kind=OperationKind.CANCEL, by="ann", why="enough")
    told = lines(
        event(EventKind.PROGRESS, node="a", progress=NodeProgress(attempt=1, fraction=0.5, message="half")),
        event(EventKind.PROGRESS, node="a", progress=NodeProgress(attempt=1, fraction=0.5)),
        event(EventKind.PROGRESS, node="a", progress=NodeProgress(attempt=1, message="第二步")),
        event(EventKind.OPERATION, operation=operation),
        event(EventKind.CONTROL, control=Control.PAUSE),
    )
    assert [line.partition("  ")[2] for line in told] == [
        "a  50% half",
        "a  50%",
        "a  第二步",
        "cancel by ann: enough",
        "what may start: pause",
    ]
