"""Progress is shown as lines and as a picture, of runs of any size."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

from rich.console import Console

from aurora_celery.cli.live import SIGNS, LiveProgress, picture
from aurora_celery.cli.plain import PlainProgress
from aurora_celery.model.run import Attempt, Failure, NodeRun, Run
from aurora_celery.model.states import NodeState, RunState

START = datetime(2026, 1, 1, tzinfo=UTC)
BOOM = Failure(reason="exception", type="ValueError", message="boom", node="a")


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def node(name: str, state: NodeState, **fields: object) -> NodeRun:
    return NodeRun(id=name, index=0, handler="h", state=state, **fields)  # type: ignore[arg-type]


def run(*nodes: NodeRun) -> Run:
    return Run(id="r1", graph="g", version=1, plan="p", state=RunState.RUNNING, created=START, nodes=nodes)


def lines(*looks: Run) -> list[str]:
    written: list[str] = []
    progress = PlainProgress(written.append)
    for look in looks:
        progress.show(look)
    return [line.strip() for line in written]


def test_each_change_is_one_line_and_no_change_is_none() -> None:
    running = node("a", NodeState.RUNNING, attempts=1, started=at(1))
    done = node("a", NodeState.SUCCEEDED, attempts=1, started=at(1), finished=at(3.5))
    looks = [run(node("a", NodeState.PENDING)), run(running), run(running), run(done), run(done)]
    assert lines(*looks) == ["1.00 s  a  running", "3.50 s  a  succeeded in 2.50 s"]


def test_a_retry_tells_why_and_when() -> None:
    tried = Attempt(number=1, started=at(1), finished=at(2), failure=BOOM)
    retrying = node("a", NodeState.RETRYING, attempts=1, error=BOOM, history=(tried,))
    again = node("a", NodeState.RUNNING, attempts=2, started=at(4), history=(tried,))
    assert lines(run(retrying), run(again)) == [
        "2.00 s  a  retrying: ValueError: boom",
        "4.00 s  a  running (attempt 2)",
    ]


def drawn(look: Run, *, height: int = 40) -> str:
    console = Console(file=io.StringIO(), width=120, height=height, color_system=None)
    console.print(picture(look, height=height))
    output = console.file.getvalue()  # type: ignore[attr-defined]
    assert isinstance(output, str)
    return output


def test_the_picture_shows_every_state_by_a_sign_and_a_word() -> None:
    output = drawn(run(*(node(state.value, state, error=BOOM) for state in NodeState)))
    assert set(SIGNS) == set(NodeState)
    assert [state for state in NodeState if f"{SIGNS[state][0]} 1 {state.value}" not in output] == []
    assert "4/8" in output


def test_the_picture_of_a_large_run_fits_and_keeps_what_matters() -> None:
    many = [node(f"n{number}", NodeState.SUCCEEDED, finished=at(number)) for number in range(1000)]
    output = drawn(run(*many, node("bad", NodeState.FAILED, error=BOOM), node("now", NodeState.RUNNING)), height=20)
    assert len(output.splitlines()) <= 20
    assert "bad" in output
    assert "now" in output
    assert "n999" in output
    assert "and 989 more" in output


def test_ids_are_text_and_never_markup() -> None:
    assert "[red]x[/red]" in drawn(run(node("[red]x[/red]", NodeState.PENDING)))


def test_the_picture_is_drawn_over_itself_and_left_standing() -> None:
    console = Console(file=io.StringIO(), width=80, height=30, force_terminal=True)
    with LiveProgress(console) as progress:
        progress.show(run(node("first", NodeState.RUNNING, started=at(0))))
        progress.show(run(node("first", NodeState.SUCCEEDED, started=at(0), finished=at(1))))
    assert "succeeded in 1.00 s" in console.file.getvalue()  # type: ignore[attr-defined]
