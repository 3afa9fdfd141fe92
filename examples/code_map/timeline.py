"""When each node ran, as a picture of text: one row for each chunk of files, one for each join."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from rich.text import Text

from aurora_celery.model.run import NodeRun, Run

#: How each kind of node is drawn; a join is drawn as the last.
_LOOKS: Mapping[str, tuple[str, str]] = {
    "parse": ("█", "blue"),
    "measure": ("▓", "green"),
    "link": ("▒", "yellow"),
    "join": ("█", "magenta"),
}
_QUEUED = ("·", "bright_black")


@dataclass(frozen=True, slots=True)
class Span:
    """One node in time, in seconds since the run was accepted."""

    row: str
    kind: str
    queued: float
    started: float
    finished: float


def spans(run: Run) -> list[Span]:
    """Every node that ran, in the order in which they started."""
    found = [_span(node, run.created) for node in run.nodes if node.queued and node.started and node.finished]
    return sorted(found, key=lambda span: span.started)


def gantt(found: Sequence[Span], *, width: int) -> Iterator[Text]:
    """Rows of text, at most ``width`` wide."""
    rows = list(dict.fromkeys(span.row for span in sorted(found, key=lambda span: (span.kind == "join", span.queued))))
    label = max(map(len, rows))
    cells = max(20, width - label - 3)
    scale = cells / max(span.finished for span in found)
    for row in rows:
        yield Text(f"{row:>{label}}  ") + _row([span for span in found if span.row == row], cells=cells, scale=scale)
    yield _ruler(cells, scale=scale, indent=label + 2)


def legend() -> Text:
    """What the signs mean."""
    words = Text("  ")
    for kind, (sign, style) in (*_LOOKS.items(), ("ready, waits for a free worker", _QUEUED)):
        words.append(f"{sign * 2} ", style=style).append(f"{kind}   ")
    return words


def lessons(found: Sequence[Span], *, places: int) -> Iterator[str]:
    """What the times say, in sentences. ``places`` is how many nodes can run at the same time."""
    last_parse = max((span.finished for span in found if span.kind == "parse"), default=0.0)
    measures = [span for span in found if span.kind == "measure"]
    early = sum(span.started < last_parse for span in measures)
    work = sum(span.finished - span.started for span in found)
    yield f"{len(found)} nodes in {max(span.finished for span in found):.2f} s, with {work:.2f} s of work in them."
    yield f"{early} of {len(measures)} measure nodes started before the last parse ended. A level barrier allows none."
    waits = [span.started - span.queued for span in found if span.queued and _busy(found, span.queued) < places]
    if waits:
        yield f"With a free worker a node starts {median(waits) * 1000:.0f} ms after its last predecessor (median)."


def _busy(found: Sequence[Span], moment: float) -> int:
    """How many nodes ran at a moment, or were ready and waited."""
    return sum(span.queued < moment < span.finished for span in found)


def _span(node: NodeRun, created: datetime) -> Span:
    assert node.queued is not None
    assert node.started is not None
    assert node.finished is not None
    kind, slash, rest = node.id.partition("/")
    times = ((moment - created).total_seconds() for moment in (node.queued, node.started, node.finished))
    return Span(rest if slash else node.id, kind if slash else "join", *times)


def _row(found: Sequence[Span], *, cells: int, scale: float) -> Text:
    signs: list[tuple[str, str]] = [(" ", "")] * (cells + 1)
    for span in found:
        for place in range(int(span.queued * scale), int(span.started * scale)):
            signs[place] = _QUEUED
    for span in found:
        for place in range(int(span.started * scale), max(int(span.started * scale) + 1, int(span.finished * scale))):
            signs[min(place, cells)] = _LOOKS[span.kind]
    return Text.assemble(*signs)


def _ruler(cells: int, *, scale: float, indent: int) -> Text:
    whole = cells / scale
    left, right = "0 s", f"{whole:.2f} s"
    return Text(" " * indent + left + "─" * (cells - len(left) - len(right)) + right, style="bright_black")
