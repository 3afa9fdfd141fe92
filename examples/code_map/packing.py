"""Place squares on shelves, shelves in boxes, and boxes on floors. Geometry only."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from examples.code_map.facts import Arrow, Group

#: Pixels between squares, around them, above them for the title; between boxes, and between floors.
_GAP, _PADDING, _TITLE = 3.0, 10.0, 22.0
_BOX_GAP, _FLOOR_GAP = 26.0, 58.0
_LETTER = 7.7


@dataclass(frozen=True, slots=True)
class Square:
    """One module: its place inside its box, and its side."""

    module: str
    x: float
    y: float
    side: float


@dataclass(frozen=True, slots=True)
class Box:
    """One group with its modules, placed in the picture."""

    group: Group
    squares: tuple[Square, ...]
    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> float:
        return self.x + self.width / 2


def pack(group: Group, *, lines: Mapping[str, int], label: str) -> Box:
    """The box of a group at the origin: a square for each module, its area in proportion to its lines."""
    sides = {module: _side(lines.get(module, 0)) for module in group["modules"]}
    area = sum((side + _GAP) ** 2 for side in sides.values())
    shelf = max(area**0.5 * 1.35, len(label) * _LETTER, *sides.values())
    squares, x, y, height = [], 0.0, 0.0, 0.0
    for module, side in sorted(sides.items(), key=lambda item: (-item[1], item[0])):
        if x and x + side > shelf:
            x, y, height = 0.0, y + height + _GAP, 0.0
        squares.append(Square(module, _PADDING + x, _TITLE + y, side))
        x, height = x + side + _GAP, max(height, side)
    right = max(square.x + square.side for square in squares)
    width = max(right + _PADDING, len(label) * _LETTER + 2 * _PADDING)
    return Box(group, tuple(squares), 0.0, 0.0, width, _TITLE + y + height + _PADDING)


def arrange(boxes: Sequence[Box], *, arrows: Sequence[Arrow], width: float) -> tuple[list[Box], float]:
    """Boxes in rows, what imports above what is imported, neighbours near each other; and the height of it all."""
    rows = _rows(boxes, width=width)
    placed: dict[str, Box] = {}
    y = 0.0
    for row in rows:
        ordered = sorted(row, key=lambda box: _pull(box, placed, arrows=arrows, width=width))
        total = sum(box.width for box in ordered) + _BOX_GAP * (len(ordered) - 1)
        x = (width - total) / 2
        for box in ordered:
            placed[box.group["name"]] = replace(box, x=x, y=y)
            x += box.width + _BOX_GAP
        y += max(box.height for box in ordered) + _FLOOR_GAP
    return list(placed.values()), y - _FLOOR_GAP


def ports(
    boxes: Mapping[str, Box], arrows: Sequence[Arrow], *, end: Literal["source", "target"]
) -> dict[tuple[str, str], float]:
    """Where along its box's edge each arrow begins, or ends: side by side, in the order of the other ends."""
    found: dict[tuple[str, str], float] = {}
    pairs = [(arrow["source"], arrow["target"]) for arrow in arrows]
    own, other = (0, 1) if end == "source" else (1, 0)
    for name, box in boxes.items():
        mine = sorted((pair for pair in pairs if pair[own] == name), key=lambda pair: boxes[pair[other]].centre)
        for place, pair in enumerate(mine, start=1):
            found[pair] = box.x + box.width * (0.2 + 0.6 * place / (len(mine) + 1))
    return found


def _rows(boxes: Sequence[Box], *, width: float) -> list[list[Box]]:
    """One row for each floor from the top; a floor that is too wide takes several."""
    rows: list[list[Box]] = []
    for floor in sorted({box.group["floor"] for box in boxes}, reverse=True):
        room = 0.0
        for box in sorted((each for each in boxes if each.group["floor"] == floor), key=lambda each: -each.height):
            if room < box.width:
                rows.append([])
                room = width
            rows[-1].append(box)
            room -= box.width + _BOX_GAP
    return rows


def _pull(box: Box, placed: Mapping[str, Box], *, arrows: Sequence[Arrow], width: float) -> float:
    """Where the boxes above that import this one stand, on average."""
    name = box.group["name"]
    above = [
        placed[arrow["source"]].centre for arrow in arrows if arrow["target"] == name and arrow["source"] in placed
    ]
    return sum(above) / len(above) if above else width / 2


def _side(lines: int) -> float:
    return max(9.0, min(64.0, 1.9 * math.sqrt(lines)))
