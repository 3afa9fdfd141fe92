"""The report: one page of HTML with its style and its picture inside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from examples.code_map.facts import Hotspot, ImportGraph, Totals, Twin

_SHOWN = 12

_STYLE = """
:root{color-scheme:light dark;--ink:#22252b;--soft:#6d7079;--back:#f4f2ec;--card:#fff;--rule:#dedad0;--mark:#1c5fb8}
@media (prefers-color-scheme:dark){:root{--ink:#e6e7ea;--soft:#9ba0aa;--back:#17191d;--card:#202329;--rule:#343841;
--mark:#7db2f5}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--ink);font:15px/1.5 system-ui,"Segoe UI","DejaVu Sans",sans-serif}
main{max-width:1120px;margin:0 auto;padding:36px 20px 60px}
h1{font-size:30px;margin:0}h2{font-size:19px;margin:40px 0 10px}p{margin:.4em 0}.soft{color:var(--soft)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(108px,1fr));gap:12px;margin:24px 0}
.tile,.card{background:var(--card);border:1px solid var(--rule);border-radius:10px;padding:12px 14px}
.tile b{display:block;font-size:23px;line-height:1.25}.tile span{color:var(--soft);font-size:13px}
.card{padding:0;overflow:auto}.card svg{display:block;width:100%;height:auto;min-width:640px}
table{border-collapse:collapse;width:100%}th,td{padding:7px 12px;text-align:left;border-bottom:1px solid var(--rule)}
th{color:var(--soft);font-weight:500;font-size:13px}tr:last-child td{border-bottom:0}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}
code{font:13px ui-monospace,"DejaVu Sans Mono",monospace}
.bar{display:inline-block;height:9px;border-radius:2px;background:var(--mark);vertical-align:middle;min-width:2px}
"""


def page(
    *,
    title: str,
    totals: Totals,
    hotspots: Sequence[Hotspot],
    twins: Sequence[Twin],
    imports: ImportGraph,
    picture: str,
) -> str:
    """The whole page."""
    name = escape(title)
    parts = [
        f"<h1>{name}</h1><p class='soft'>A map of its code: what is in it, who imports whom, where to look first.</p>",
        _tiles(totals, imports),
        f"<div class='card'>{picture}</div>",
        "<h2>Where to look first</h2>",
        "<p class='soft'>The most complex function of a module, weighed with how many modules import it.</p>",
        _hotspots(hotspots),
        "<h2>Import cycles</h2>",
        _list((" ↔ ".join(cycle) for cycle in imports["cycles"]), none="There are none."),
        "<h2>Look-alikes</h2>",
        "<p class='soft'>Functions whose code differs in names and constants only.</p>",
        _list((f"{twin['lines']} lines: " + ", ".join(twin["places"]) for twin in twins), none="There are none."),
    ]
    if totals["unreadable"]:
        parts += ["<h2>Not Python</h2>", _list(totals["unreadable"], none="")]
    body = "\n".join(parts)
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'>"
        f"<meta name='viewport' content='width=device-width,initial-scale=1'><title>{name}: code map</title>"
        f"<style>{_STYLE}</style></head><body><main>\n{body}\n</main></body></html>\n"
    )


def _tiles(totals: Totals, imports: ImportGraph) -> str:
    tiles = (
        (f"{totals['modules']:,}", "modules"),
        (f"{totals['lines']:,}", "lines"),
        (f"{totals['functions']:,}", "functions"),
        (f"{totals['median_function']:g}", "lines, the median function"),
        (f"{totals['longest_function']:,}", "lines, the longest"),
        (f"{totals['worst_complexity']}", "highest complexity"),
        (f"{totals['typed']:.0%}", "of functions typed"),
        (f"{totals['documented']:.0%}", "of public ones documented"),
        (f"{len(imports['cycles'])}", "import cycles"),
    )
    return (
        "<div class='tiles'>"
        + "".join(f"<div class='tile'><b>{a}</b><span>{b}</span></div>" for a, b in tiles)
        + "</div>"
    )


def _hotspots(hotspots: Sequence[Hotspot]) -> str:
    most = max((spot["score"] for spot in hotspots), default=1.0) or 1.0
    heads = (("module", ""), ("most complex function", ""), ("complexity", "number"), ("imported by", "number"))
    head = "".join(f"<th class='{kind}'>{name}</th>" for name, kind in (*heads, ("lines", "number"), ("weight", "")))
    return f"<div class='card'><table><tr>{head}</tr>{''.join(_hotspot(spot, most) for spot in hotspots)}</table></div>"


def _hotspot(spot: Hotspot, most: float) -> str:
    place = f"{spot['worst']} ({spot['path']}:{spot['worst_line']})" if spot["worst"] else spot["path"]
    return (
        f"<tr><td><code>{escape(spot['name'])}</code></td><td><code>{escape(place)}</code></td>"
        f"<td class='number'>{spot['worst_complexity']}</td><td class='number'>{spot['fan_in']}</td>"
        f"<td class='number'>{spot['lines']:,}</td>"
        f"<td><span class='bar' style='width:{spot['score'] / most * 90:.0f}px'></span></td></tr>"
    )


def _list(lines: Iterable[str], *, none: str) -> str:
    found = list(lines)
    if not found:
        return f"<p>{none}</p>"
    more = f"<p class='soft'>and {len(found) - _SHOWN} more</p>" if len(found) > _SHOWN else ""
    return "<ul>" + "".join(f"<li><code>{escape(line)}</code></li>" for line in found[:_SHOWN]) + f"</ul>{more}"
