"""What the lines of an archive say, checked line by line: a run begins, its cells and values come, it ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, Final, TypeAlias

from aurora_celery.app.archive_lines import FORMAT, Digest, Flaw, Line, read_lines, written
from aurora_celery.app.archived_run import ODD, ArchivedRun, CellComes, LogsCome, PlanComes, ValueComes
from aurora_celery.store.values import RunView

_OPENING: Final = {"aurora_archive", "version", "created"}


@dataclass(frozen=True, slots=True)
class RunBegins:
    """A run begins in this line."""

    line: int
    view: RunView


@dataclass(frozen=True, slots=True)
class RunEnds:
    """All of a run has come, and it is whole and sound."""

    line: int
    view: RunView


Part: TypeAlias = RunBegins | PlanComes | CellComes | ValueComes | LogsCome | RunEnds


def archive_parts(file: BinaryIO) -> Iterator[Part]:
    """What an archive holds, in order. Raises Flaw where something is wrong."""
    return _Archive(file).parts()


class _Archive:
    """Reads one archive, and digests what it reads."""

    def __init__(self, file: BinaryIO) -> None:
        self._lines = read_lines(file)
        self._whole = Digest()
        self._last = 0
        self._runs: set[str] = set()

    def parts(self) -> Iterator[Part]:
        """All of it."""
        self._open(self._next())
        while (line := self._next()).kind != "close":
            with _placed(line):
                if line.kind != "run":
                    raise ValueError(f"a line of kind {line.kind[:80]!r} does not belong here")
                run = ArchivedRun(line.body)
                if run.view.id in self._runs:
                    raise ValueError(f"the run {run.view.id} is there a second time")
            self._runs.add(run.view.id)
            yield RunBegins(line.number, run.view)
            yield from self._run(run, line)
        # No digest stands over this line, so it must be the very one that Aurora writes.
        if line.raw != written("close", self._whole.closing(runs=len(self._runs))):
            raise Flaw(line.number, "lines of this file were changed, or some are missing")
        if (after := next(self._lines, None)) is not None:
            raise Flaw(after.number, "the archive has ended, and the file goes on")

    def _next(self) -> Line:
        line = next(self._lines, None)
        if line is None:
            raise Flaw(self._last + 1, "the file is cut off" if self._last else "the file is empty")
        self._last = line.number
        return line

    def _open(self, line: Line) -> None:
        if line.kind != "archive":
            raise Flaw(1, "this is no archive of runs")
        if (found := line.body.get("aurora_archive")) != FORMAT or isinstance(found, bool):
            raise Flaw(1, f"archives of version {str(found)[:20]} are not known here, only of version {FORMAT}")
        if odd := line.body.keys() ^ _OPENING:
            raise Flaw(1, f"{min(odd)[:80]!r} is not known, or missing")
        self._whole.add(line.raw)

    def _run(self, run: ArchivedRun, first: Line) -> Iterator[Part]:
        digest = Digest()
        digest.add(self._whole.add(first.raw))
        while (line := self._next()).kind != "end":
            digest.add(self._whole.add(line.raw))
            with _placed(line):
                part = run.take(line.kind, line.body)
            if part is not None:
                yield part
        self._whole.add(line.raw)
        with _placed(line):
            run.check()
            if line.body != digest.closing(**run.counts()):
                raise ValueError("lines of this run were changed, or some are missing")
        yield RunEnds(line.number, run.view)


@contextmanager
def _placed(line: Line) -> Iterator[None]:
    """Say in which line something is wrong."""
    try:
        yield
    except ODD as error:
        reason = f"there is no {error}" if isinstance(error, KeyError) else str(error)
        raise Flaw(line.number, reason) from error
