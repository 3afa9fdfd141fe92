"""What children write into the pipe reaches their parent whole, though they are killed."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Sequence

from aurora_celery.observability.wire import Wire


class Heard:
    """What came out of a wire."""

    def __init__(self) -> None:
        self.lines: list[tuple[str | float, ...]] = []
        self.news = threading.Condition()

    def __call__(self, words: Sequence[str | float]) -> None:
        with self.news:
            self.lines.append(tuple(words))
            self.news.notify_all()

    def wait(self, count: int) -> None:
        with self.news:
            assert self.news.wait_for(lambda: len(self.lines) >= count, timeout=20)


def child(wire: Wire, number: int, lines: int) -> int:
    pid = os.fork()
    if pid == 0:
        for line in range(lines):
            wire.tell("child", number, line, "x" * 200)
        os.kill(os.getpid(), signal.SIGKILL)
    return pid


def test_lines_of_children_that_are_killed_are_heard_whole() -> None:
    heard = Heard()
    wire = Wire(heard, pause=lambda: None, every=0.1)
    children = [child(wire, number, 50) for number in range(4)]
    wire.listen()
    for pid in children:
        os.waitpid(pid, 0)
    heard.wait(200)
    wire.close()
    for number in range(4):
        mine = [line for line in heard.lines if line[1] == number]
        assert mine == [("child", number, line, "x" * 200) for line in range(50)]


def test_a_line_that_no_pipe_takes_in_one_piece_is_left_out() -> None:
    heard = Heard()
    wire = Wire(heard, pause=lambda: None, every=0.1)
    wire.tell("long", "x" * 5000)
    wire.tell("short")
    wire.close()
    assert heard.lines == [("short",)]


def test_a_writer_does_not_wait_when_nobody_reads() -> None:
    heard = Heard()
    wire = Wire(heard, pause=lambda: None, every=0.1)
    pid = os.fork()
    if pid == 0:
        for _ in range(2000):
            wire.tell("much", "x" * 1000)
        os._exit(0)
    assert os.waitpid(pid, 0)[1] == 0
    wire.listen()
    wire.close()
    assert 0 < len(heard.lines) < 2000
    assert set(heard.lines) == {("much", "x" * 1000)}
