"""Draw the map: packages as boxes on floors, modules as squares, imports as lines that lead down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from examples.code_map import svg
from examples.code_map.facts import Arrow, ImportGraph, Measures
from examples.code_map.packing import Box, Square, arrange, pack, ports

_WIDTH, _MARGIN, _HEAD = 1160.0, 30.0, 96.0
_BACK, _RULE, _ALARM = "#fbfaf7", "#d8d4ca", "#d6453d"

#: Complexity of a module's worst function, up to which a colour is used, and what it is called.
_SCALE = (
    (5, "#2f9e6e", "simple (≤ 5)"),
    (10, "#a5b72e", "fair (≤ 10)"),
    (20, "#e8973a", "hard (≤ 20)"),
    (10**9, _ALARM, "very hard"),
)
_STYLE = (
    "text{fill:#22252b;font-size:12px}.soft{fill:#6d7079}.head{font-size:21px;font-weight:650}"
    "g:hover>.arrow{stroke-opacity:1;stroke:#1c5fb8}"
)


def draw(imports: ImportGraph, measures: Sequence[Measures], *, title: str) -> str:
    """The whole picture as SVG."""
    facts = {each["name"]: each for each in measures}
    lines = {name: each["lines"] for name, each in facts.items()}
    boxes = [pack(group, lines=lines, label=_label(group["name"], title)) for group in imports["groups"]]
    inside = _WIDTH - 2 * _MARGIN
    width = max([inside, *(box.width for box in boxes)])
    placed, height = arrange(boxes, arrows=imports["arrows"], width=width)
    by_name = {box.group["name"]: box for box in placed}
    shapes = [*_arrows(imports["arrows"], by_name), *(_box(box, facts, title) for box in placed)]
    body = svg.element("g", *shapes, transform=f"translate({_MARGIN} {_HEAD})")
    total_width, total_height = width + 2 * _MARGIN, _HEAD + height + _MARGIN
    return svg.document(
        svg.element("rect", width=total_width, height=total_height, fill=_BACK),
        *_head(imports, facts, title=title),
        body,
        width=total_width,
        height=total_height,
        style=_STYLE,
        title=f"Import map of {title}",
    )


def _head(imports: ImportGraph, facts: Mapping[str, Measures], *, title: str) -> list[str]:
    total = sum(each["lines"] for each in facts.values())
    cycles = len(imports["cycles"])
    words = f"{len(facts)} modules, {total:,} lines, {len(imports['groups'])} groups, {cycles} import cycles"
    legend, x = [], _MARGIN
    for _, colour, name in _SCALE:
        legend += [
            svg.element("rect", x=x, y=66, width=11, height=11, rx=2, fill=colour),
            svg.text(name, x=x + 16, y=76, class_="soft"),
        ]
        x += 104
    note = "area: lines · colour: most complex function · lines lead down from who imports, red ones back up"
    return [
        svg.text(title, x=_MARGIN, y=34, class_="head"),
        svg.text(words, x=_MARGIN, y=54, class_="soft"),
        *legend,
        svg.text(note, x=x + 10, y=76, class_="soft"),
    ]


def _box(box: Box, facts: Mapping[str, Measures], title: str) -> str:
    name = _label(box.group["name"], title)
    frame = svg.element(
        "rect",
        width=box.width,
        height=box.height,
        rx=7,
        fill="#ffffff",
        stroke=_RULE,
        stroke_width=1.3,
    )
    label = svg.text(name, x=10, y=15, font_weight=600)
    squares = [_square(square, facts.get(square.module)) for square in box.squares]
    return svg.element("g", frame, label, *squares, transform=f"translate({box.x:.1f} {box.y:.1f})")


def _square(square: Square, facts: Measures | None) -> str:
    worst = facts["worst_complexity"] if facts else 0
    words = f"{square.module}: {facts['lines']} lines" if facts else square.module
    if facts and facts["worst"]:
        words += f", most complex: {facts['worst']} ({worst})"
    colour = "#9aa0a8" if facts and facts["error"] else next(colour for limit, colour, _ in _SCALE if worst <= limit)
    shape = svg.element("rect", x=square.x, y=square.y, width=square.side, height=square.side, rx=2, fill=colour)
    return svg.titled(shape, words)


def _arrows(arrows: Sequence[Arrow], boxes: Mapping[str, Box]) -> list[str]:
    drawn = [arrow for arrow in arrows if arrow["kept"]]
    starts, ends = ports(boxes, drawn, end="source"), ports(boxes, drawn, end="target")
    return [
        _arrow(arrow, boxes, start=starts[arrow["source"], arrow["target"]], end=ends[arrow["source"], arrow["target"]])
        for arrow in drawn
    ]


def _arrow(arrow: Arrow, boxes: Mapping[str, Box], *, start: float, end: float) -> str:
    source, target = boxes[arrow["source"]], boxes[arrow["target"]]
    down = source.y + source.height <= target.y
    top, bottom = (source.y + source.height, target.y) if down else (source.y, target.y + target.height)
    bend = max(26.0, abs(bottom - top) * 0.45) * (1 if down else -1)
    path = f"M{start:.1f} {top:.1f}C{start:.1f} {top + bend:.1f} {end:.1f} {bottom - bend:.1f} {end:.1f} {bottom:.1f}"
    line = svg.element(
        "path",
        d=path,
        fill="none",
        class_="arrow",
        stroke=_ALARM if arrow["upward"] else "#8a93a3",
        stroke_opacity=0.6,
        stroke_width=1.0 + min(4.0, arrow["count"] ** 0.5 * 0.6),
        stroke_linecap="round",
    )
    return svg.titled(line, f"{arrow['source']} imports {arrow['target']} in {arrow['count']} places")


def _label(group: str, title: str) -> str:
    return title if group == "__init__" else group
