"""The graph of a tree: three nodes for each chunk of files, and joins that wait for exactly what they need.

Neither chain, group nor chord can say this. ``measure/x`` needs ``parse/x`` alone, while ``index`` needs every
parse; ``link/x`` needs its own parse and the index. A canvas of groups would let each ``measure`` wait for all
parses.

    parse/a ---> measure/a ----------------------+--> hotspots --+
        `--+---> index --+--> link/a --+         |       ^       |
        ,--+--> totals   |             +--> imports -----+       +--> report
    parse/b    twins     `--> link/b --+         |       v       |
        `------> measure/b ----------------------+--> picture ---+
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from aurora_celery import Graph
from examples.code_map import handlers
from examples.code_map.files import files_by_folder

#: Chunks that even a flat tree is cut into, so that there is something to do at the same time.
_WANTED = 8
_MOST_FILES = 40


def code_map(root: Path) -> Graph:
    """The graph for the files that lie in a folder now. Its one input is the folder. Raises ValueError."""
    graph = Graph("code_map", description=f"A map of the Python tree {root.name}")
    folder = graph.input("root", {"type": "string"})
    chunks = dict(chunked(files_by_folder(root), name=root.name))
    parsed = {
        name: graph.node(f"parse/{name}", handlers.parse, {"root": folder, "files": files})
        for name, files in chunks.items()
    }
    measured = [graph.node(f"measure/{name}", handlers.measure, {"modules": part}) for name, part in parsed.items()]
    every = {"chunks": list(parsed.values())}
    index = graph.node("index", handlers.index, every)
    totals = graph.node("totals", handlers.totals, every)
    twins = graph.node("twins", handlers.twins, every)
    links = [
        graph.node(f"link/{name}", handlers.link, {"modules": part, "names": index, "root": folder})
        for name, part in parsed.items()
    ]
    imports = graph.node("imports", handlers.imports, {"links": links, "names": index})
    hotspots = graph.node("hotspots", handlers.hotspots, {"measures": measured, "imports": imports})
    picture = graph.node("picture", handlers.picture, {"measures": measured, "imports": imports, "root": folder})
    report = graph.node(
        "report",
        handlers.write_report,
        {
            "root": folder,
            "totals": totals,
            "hotspots": hotspots,
            "twins": twins,
            "imports": imports,
            "picture": picture,
        },
    )
    graph.outputs({"report": report, "picture": picture, "totals": totals, "hotspots": hotspots})
    return graph


def chunked(folders: Mapping[str, list[str]], *, name: str) -> Iterator[tuple[str, list[str]]]:
    """Files by chunk: one chunk for each folder, more for a large one. ``name`` stands for the root itself."""
    total = sum(map(len, folders.values()))
    most = max(1, min(_MOST_FILES, total // _WANTED))
    for folder, files in folders.items():
        label = name if folder == "." else folder
        parts = -(-len(files) // most)
        for part in range(parts):
            chunk = files[part::parts]
            yield (label if parts == 1 else f"{label}#{part + 1}"), chunk
