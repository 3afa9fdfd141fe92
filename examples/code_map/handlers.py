"""The handlers: each a small step of the map, thin over the modules beside it."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from aurora_celery import aurora
from examples.code_map import importing, measuring, report
from examples.code_map.facts import Hotspot, ImportGraph, Link, Measures, Module, Totals, Twin
from examples.code_map.files import import_name
from examples.code_map.parsing import parse_file
from examples.code_map.picture import draw


@aurora.handler(name="code_map.parse", retries=2, timeout=120)
def parse(root: str, files: list[str]) -> list[Module]:
    """Read some files of a tree, and tell what is in them."""
    return [parse_file(Path(root, file), root=Path(root)) for file in files]


@aurora.handler(name="code_map.measure")
def measure(modules: list[Module]) -> list[Measures]:
    """The figures of some files."""
    return [measuring.measure(module) for module in modules]


@aurora.handler(name="code_map.index")
def index(chunks: list[list[Module]]) -> list[str]:
    """The name of every module in the tree."""
    return sorted(module["name"] for module in chain.from_iterable(chunks))


@aurora.handler(name="code_map.link")
def link(modules: list[Module], names: list[str], root: str) -> list[Link]:
    """The imports of some modules that stay inside the tree."""
    return importing.resolve(modules, known=names, root=import_name(Path(root).resolve()))


@aurora.handler(name="code_map.imports")
def imports(links: list[list[Link]], names: list[str]) -> ImportGraph:
    """Who imports whom in the whole tree, with cycles and floors."""
    return importing.import_graph(list(chain.from_iterable(links)), modules=names)


@aurora.handler(name="code_map.totals")
def totals(chunks: list[list[Module]]) -> Totals:
    """The figures of the whole tree."""
    return measuring.totals(list(chain.from_iterable(chunks)))


@aurora.handler(name="code_map.twins")
def twins(chunks: list[list[Module]]) -> list[Twin]:
    """Functions that look like copies of each other."""
    return measuring.twins(list(chain.from_iterable(chunks)))


@aurora.handler(name="code_map.hotspots")
def hotspots(measures: list[list[Measures]], imports: ImportGraph, count: int = 15) -> list[Hotspot]:
    """Where a mistake is likely and costs much."""
    return measuring.rank(list(chain.from_iterable(measures)), imports, count=count)


@aurora.handler(name="code_map.picture")
def picture(measures: list[list[Measures]], imports: ImportGraph, root: str) -> str:
    """The map, as SVG."""
    return draw(imports, list(chain.from_iterable(measures)), title=Path(root).name)


@aurora.handler(name="code_map.report")
def write_report(
    *, root: str, totals: Totals, hotspots: list[Hotspot], twins: list[Twin], imports: ImportGraph, picture: str
) -> str:
    """The report, as one page of HTML that needs nothing else."""
    return report.page(
        title=Path(root).name, totals=totals, hotspots=hotspots, twins=twins, imports=imports, picture=picture
    )
