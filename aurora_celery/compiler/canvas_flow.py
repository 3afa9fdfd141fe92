"""Which values each step of a canvas hands on: those that a later step or the outputs still need, once."""

from __future__ import annotations

from aurora_celery.compiler.canvas_parts import Chain, Chord, Part, Step, steps
from aurora_celery.compiler.outputs import Outputs

Ids = frozenset[str]


def with_flow(root: Part, outputs: Outputs) -> Part:
    """The same tree, each step with what it keeps. Ids are node ids."""
    return _keep(root, frozenset(outputs.reads))[0]


def _keep(part: Part, after: Ids) -> tuple[Part, Ids]:
    """The part with its flow, and the ids that it needs from what comes before it. ``after`` is needed behind it."""
    match part:
        case Step():
            return _keep_step(part, after)
        case Chain(parts):
            kept: list[Part] = []
            for item in reversed(parts):
                done, after = _keep(item, after)
                kept.append(done)
            return Chain(tuple(reversed(kept))), after
        case Chord():
            return _keep_chord(part, after)


def _keep_step(step: Step, after: Ids) -> tuple[Step, Ids]:
    node = step.node
    before = after if node is None else (after - {node.id}) | frozenset(node.reads)
    return Step(node, tuple(sorted(after))), before


def _keep_chord(chord: Chord, after: Ids) -> tuple[Chord, Ids]:
    """What is older than the chord and needed behind it goes through the first part of the header only."""
    body, wanted = _keep_step(chord.body, after)
    made = [_made(item) for item in chord.header]
    older = wanted.difference(*made)
    header: list[Part] = []
    before: Ids = frozenset()
    for item, own in zip(chord.header, made, strict=True):
        carried = wanted & own if header else (wanted & own) | older
        done, needs = _keep(item, carried)
        header.append(done)
        before |= needs
    return Chord(tuple(header), body), before


def _made(part: Part) -> Ids:
    return frozenset(step.node.id for step in steps(part) if step.node is not None)
