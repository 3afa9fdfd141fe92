"""What travels between the nodes: plain JSON, described by types that Aurora checks when it compiles the graph."""

from __future__ import annotations

from typing_extensions import TypedDict


class Function(TypedDict):
    """One function or method. ``shape`` is a digest of its code with all names blanked out."""

    name: str
    line: int
    lines: int
    complexity: int
    documented: bool
    typed: bool
    shape: str


class Import(TypedDict):
    """One import statement, as it is written. ``typing_only`` stands under ``if TYPE_CHECKING``."""

    module: str
    names: list[str]
    level: int
    line: int
    typing_only: bool


class Module(TypedDict):
    """One file, as the parser sees it. ``error`` is set when it is not valid Python."""

    name: str
    path: str
    package: bool
    lines: int
    code: int
    classes: int
    documented: bool
    functions: list[Function]
    imports: list[Import]
    error: str


class Measures(TypedDict):
    """The figures of one file. ``worst`` is its most complex function."""

    name: str
    path: str
    lines: int
    code: int
    classes: int
    functions: int
    complexity: int
    worst: str
    worst_line: int
    worst_complexity: int
    documented: int
    typed: int
    error: str


class Link(TypedDict):
    """One module imports another."""

    source: str
    target: str
    line: int
    typing_only: bool


class Arrow(TypedDict):
    """How many imports lead from one group of modules to another.

    ``upward`` ones lead against the floors, so they are part of a cycle. ``kept`` ones remain when what
    a longer way says too is left out.
    """

    source: str
    target: str
    count: int
    upward: bool
    kept: bool


class Group(TypedDict):
    """A package, or a module at the top. ``floor`` 0 imports no other group, cycles aside."""

    name: str
    floor: int
    modules: list[str]


class ImportGraph(TypedDict):
    """Who imports whom. ``fan_in`` and ``fan_out`` count modules."""

    links: list[Link]
    groups: list[Group]
    arrows: list[Arrow]
    cycles: list[list[str]]
    fan_in: dict[str, int]
    fan_out: dict[str, int]


class Hotspot(TypedDict):
    """A module worth looking at: much depends on it, and it is hard to follow."""

    name: str
    path: str
    score: float
    lines: int
    worst: str
    worst_line: int
    worst_complexity: int
    fan_in: int


class Twin(TypedDict):
    """Functions whose code differs in names and constants only."""

    lines: int
    places: list[str]


class Totals(TypedDict):
    """The figures of the whole tree."""

    modules: int
    lines: int
    code: int
    functions: int
    classes: int
    median_function: float
    longest_function: int
    worst_complexity: int
    documented: float
    typed: float
    unreadable: list[str]
