"""Definitions that are wrong in every way that was thought of, each with the codes that it must be told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aurora_celery.definition import load, parse, parse_text
from aurora_celery.definition.limits import Format
from aurora_celery.model.graph import Graph

MANY = 100_000
LONG = "x" * 1_000_000
HEAD = "aurora: 1\nname: g\n"


@dataclass(frozen=True)
class Case:
    """One definition: as text in a format, as plain values, or as a file."""

    name: str
    codes: frozenset[str]
    source: Any = field(repr=False)
    format: Format | None = None

    def parse(self) -> Graph:
        """Read it."""
        source = self.source() if callable(self.source) else self.source
        if isinstance(source, Path):
            return load(source)
        return parse_text(source, format=self.format) if self.format else parse(source)


def _case(codes: str, name: str, source: Any, kind: Format | None = None) -> Case:
    return Case(name, frozenset(codes.split()), source, kind)


def _looped() -> list[Any]:
    value: list[Any] = []
    value.append(value)
    return value


def _node(**keys: Any) -> dict[str, Any]:
    return {"aurora": 1, "name": "g", "nodes": {"a": {"handler": "x", **keys}}}


def _with(value: Any) -> dict[str, Any]:
    return _node(**{"with": {"k": value}})


def _inputs(**schemas: Any) -> dict[str, Any]:
    return {**_node(), "inputs": schemas}


def _laughs() -> str:
    lines = ["a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{name}: &{name} [{', '.join(['*' + before] * 9)}]")
    return "\n".join(lines)


def files() -> Iterator[Case]:
    yield _case("A001", "no such file", Path("/nonexistent/graph.yaml"))
    yield _case("A001", "a file in no directory", Path("/dev/shm/x.yaml/y.yaml"))
    yield _case("A001", "an unknown suffix", Path("graph.txt"))
    yield _case("A001", "a name with NUL", Path("a\x00.yaml"))


def text() -> Iterator[Case]:
    for kind in ("yaml", "json", "toml"):
        yield _case("A009", f"empty {kind}", "", kind)
        yield _case("A009", f"blank {kind}", " \n", kind)
        yield _case("A009", f"only a byte order mark in {kind}", b"\xef\xbb\xbf", kind)
        yield _case("A002", f"not UTF-8 in {kind}", b"\xff\xfea\x00", kind)
        yield _case("A002", f"half of a pair in {kind}", "a: \ud800", kind)
        yield _case("A003", f"64 MiB of {kind}", lambda: "a" * 2**26, kind)
        yield _case("A003", f"36 MB of Chinese {kind}", lambda: "中" * 12_000_000, kind)
        yield _case("A004", f"NUL in {kind}", "a\x00 = 1", kind)
        yield _case("A004", f"control characters in {kind}", "a = \x07\x1b", kind)
    yield _case("A009", "only a comment", "# nothing", "yaml")


def yaml() -> Iterator[Case]:
    for bracket in ("[", "- ", "{a: ", "[[],", "&a [", "!!seq ["):
        yield _case("A006", f"nested {bracket!r}", bracket * MANY, "yaml")
    yield _case("A006", "closed brackets", "a: " + "[" * MANY + "]" * MANY, "yaml")
    yield _case("A006", "deep through aliases", "".join(f"- &a{i} [[[*a{i - 1}]]]\n" if i else "- &a0 []\n" for i in range(30)), "yaml")  # fmt: skip # noqa: E501
    yield _case("A010", "brackets as keys", "{" * 60, "yaml")
    yield _case("A010", "a list as a key", "? [a]\n: 1", "yaml")
    yield _case("A010", "keys in keys", "? " * MANY, "yaml")
    yield _case("A010", "an alias as a key", "a: &a x\n*a : 1", "yaml")
    yield _case("A007", "billion laughs", _laughs(), "yaml")
    yield _case("A007", "too many aliases", "a: &a 1\nb: [" + "*a, " * MANY + "]", "yaml")
    yield _case("A007", "an alias in its anchor", "a: &a [*a]", "yaml")
    yield _case("A007", "an alias without an anchor", "a: *b", "yaml")
    yield _case("A008", "a Python object", "a: !!python/object/apply:os.system [id]", "yaml")
    yield _case("A008", "a tag of one's own", "a: !env HOME", "yaml")
    yield _case("A008", "binary", "a: !!binary eA==", "yaml")
    yield _case("A008", "a tagged key", "!!binary eA==: 1", "yaml")
    yield _case("A008", "merge keys", "a: &a {x: 1}\nb: {<<: *a}", "yaml")
    yield _case("A008", "two documents", "a: 1\n---\nb: 1", "yaml")
    yield _case("A004", "an open quote", "a: 'x", "yaml")
    yield _case("A004", "a tab", "\ta: 1", "yaml")
    yield _case("A004", "a tag that lies", "a: !!int x", "yaml")
    yield _case("A004", "tags on tags", "!!str " * MANY, "yaml")
    yield _case(
        "A005 A005", "duplicate keys", f"{HEAD}nodes:\n  a: {{handler: x, handler: y}}\n  a: {{handler: z}}", "yaml"
    )
    yield _case("A012 A025", "many keys", "\n".join(f"k{i}: 1" for i in range(30_000)), "yaml")
    yield _case("A014", "a long name", f"aurora: 1\nname: {LONG}\nnodes: {{}}", "yaml")
    yield _case("A020 A021", "numbers", f"{HEAD}nodes: {{a: {{handler: x, with: {{a: .nan, b: -.inf, c: 1e999, d: {'9' * 10**6}, e: 0x{'f' * 99}}}}}}}", "yaml")  # fmt: skip # noqa: E501
    for root in ("[]", "1", "text", "null", "~", "2024-01-01", "[" + "1, " * MANY + "]"):
        yield _case("A010", f"the document is {root[:12]}", root, "yaml")


def json_text() -> Iterator[Case]:
    for bracket in ("[", '{"a":', '[{"a":', '["[",['):
        yield _case("A006", f"nested {bracket!r}", bracket * MANY, "json")
    yield _case("A006", "closed brackets", "[" * MANY + "]" * MANY, "json")
    for wrong in (
        "{",
        "[1,",
        "nul",
        "{a: 1}",
        '{"a": 1}}',
        '"\\x"',
        '"' + "\\" * 10**6,
        "'a'",
        '{"a": 1,}',
        '"\\"' * MANY,
    ):
        yield _case("A004", wrong[:12], wrong, "json")
    inner = '{"a": {"handler": "x"}, "a": {"handler": "x", "with": {"k": [{"q": 1, "q": 2}]}}}'
    repeated = '{"aurora": 1, "name": "g", "nodes": ' + inner + "}"
    yield _case("A005 A005", "duplicate keys", repeated, "json")
    yield _case("A005 A010", "many duplicate keys", "[{" + '"a": 1, ' * MANY + '"a": 1}]', "json")
    values = ("NaN", "-Infinity", "1e999", "9" * 10**6, "-" + "9" * 25)
    kept = ", ".join(f'"{place}": {value}' for place, value in enumerate(values))
    numbers = f'{{"aurora": 1, "name": "g", "nodes": {{"a": {{"handler": "x", "with": {{{kept}}}}}}}}}'
    yield _case("A020 A021", "numbers", numbers, "json")
    yield _case("A023", "half of a pair", json.dumps(_with("\ud800")), "json")
    yield _case("A023", "half of a pair in a key", json.dumps(_with({"\udfff": 1})), "json")
    for root in ("[]", "1", '"text"', "null", "NaN"):
        yield _case("A010", f"the document is {root}", root, "json")


def toml() -> Iterator[Case]:
    for nested in ("a=" + "[" * MANY, "a=" + "{a=" * MANY, "[" * MANY, "a" + ".a" * MANY + "=1", '"a".' * MANY + "a=1"):
        yield _case("A006", f"nested {nested[:8]!r}", nested, "toml")
    yield _case("A006", "spaced dots", "a" + " . 'a'" * MANY + " = 1", "toml")
    for wrong in (
        "a",
        "a=",
        "a=1\na=2",
        "[a]\n[a]",
        "a = 'x",
        'a = """x',
        "a=" + "9" * 5000,
        "a=2024-02-31",
        "a={b=1,}",
        "'''" * MANY,
    ):
        yield _case("A004", wrong[:12], wrong, "toml")
    kept = "a=2024-01-01, b=07:32:00, c=2024-01-01T00:00:00Z, d=nan, e=99999999999999999999"
    dates = f"aurora=1\nname='g'\n[nodes.a]\nhandler='x'\nwith={{{kept}}}"
    yield _case("A022 A020 A021", "dates and numbers", dates, "toml")


def values() -> Iterator[Case]:
    roots: tuple[object, ...] = ([], None, 1, "text", b"", ())
    for root in roots:
        yield _case("A010", f"the document is {root!r}", root)
    yield _case("A011", "an empty mapping", {})
    yield _case("A011", "null for what is required", {"aurora": None, "name": None, "nodes": None})
    yield _case("A012", "an unknown key", {**_node(), "nods": {}})
    yield _case("A012", "a long unknown key", {**_node(), LONG: {}})
    yield _case("A024", "a key that is no text", {**_node(), 1: {}})
    for version in (2, 0, "1", True, 1.5, None, [1]):
        wrong = "A011" if version is None else "A017"
        yield _case(wrong, f"version {version!r}", {**_node(), "aurora": version})
    for name in ("", "x" * 129, LONG, "a\x00b", "a\nb", "a\x7f", "a\x85", "a\ud800", ".", ".."):
        yield _case("A014", f"the name {name[:9]!r}", {**_node(), "name": name})
        yield _case("A014", f"the id {name[:9]!r}", {"aurora": 1, "name": "g", "nodes": {name: {"handler": "x"}}})
        yield _case(
            "A014", f"the listed id {name[:9]!r}", {"aurora": 1, "name": "g", "nodes": [{"id": name, "handler": "x"}]}
        )
        yield _case("A014", f"the need {name[:9]!r}", _node(needs=[name]))
    yield _case("A014", "a long handler", _node(handler=LONG))
    yield _case("A014", "an empty queue", _node(queue=""))
    yield _case("A010", "labels that are no text", {**_node(), "labels": {"a": 1}})
    yield _case("A013", "long labels", {**_node(), "labels": {LONG: "x", "a": LONG}})
    yield _case("A024", "a label with a line", {**_node(), "labels": {"a\n": "x"}})
    yield _case("A010", "a name that is no text", {**_node(), "name": 3})
    yield _case("A010", "a description that is no text", {**_node(), "description": ["x"]})
    yield _case("A023", "a description of half a pair", {**_node(), "description": "\ud800"})


def nodes() -> Iterator[Case]:
    wrong: object
    for wrong in (1, "a", [1], {"a": None}, {"a": "x"}, {"a": []}):
        yield _case("A010", f"nodes: {wrong!r}", {"aurora": 1, "name": "g", "nodes": wrong})
    yield _case("A024", "ids that are no text", {"aurora": 1, "name": "g", "nodes": {1: {"handler": "x"}, None: {}}})
    yield _case("A011", "a listed node without an id", {"aurora": 1, "name": "g", "nodes": [{"handler": "x"}]})
    yield _case("A015", "the same id twice", {"aurora": 1, "name": "g", "nodes": [{"id": "a", "handler": "x"}] * 2})
    yield _case(
        "A015", "the same id often", {"aurora": 1, "name": "g", "nodes": [{"id": "a", "handler": "x"}] * 30_000}
    )
    yield _case("A011", "no handler", {"aurora": 1, "name": "g", "nodes": {"a": {}}})
    yield _case("A011", "a handler of null", _node(handler=None))
    yield _case("A012", "a misspelt key", _node(retires=3))
    yield _case("A024", "a key that is no text", _node() | {"nodes": {"a": {"handler": "x", 1: 2}}})
    for key in ("handler", "with", "needs", "queue", "priority", "timeout", "retry", "description"):
        wrong = 1.5 if key in ("handler", "with", "needs", "queue", "priority", "description", "retry") else [1]
        yield _case("A010", f"{key}: {wrong!r}", _node(**{key: wrong}))
    for key in ("priority", "timeout", "retry"):
        yield _case("A010", f"{key}: true", _node(**{key: True}))
    yield _case("A010", "needs that are no list", _node(needs="b"))
    yield _case("A010", "needs that are no text", _node(needs=[1, None, ["b"]]))
    for duration in (
        "",
        "5",
        "5 minutes",
        "1m1h",
        "-1s",
        "1e3s",
        -1,
        float("nan"),
        float("inf"),
        10**400,
        "9" * 10**6 + "s",
    ):
        yield _case("A016", f"timeout: {str(duration)[:12]}", _node(timeout=duration))
    for duration in (0, "0s", 10**9, "999999h"):
        yield _case("A013", f"timeout: {duration}", _node(timeout=duration))
    for retry in (-1, 10**6, {"max": -1}, {"backoff": "cubic"}, {"backoff": 1}, {"jitter": 2}, {"delay": "999999d"}):
        yield _case("A013", f"retry: {retry}", _node(retry=retry))
    yield _case("A012", "an unknown key of retry", _node(retry={"maxx": 1}))
    yield _case("A010", "a jitter of text", _node(retry={"jitter": "x"}))
    yield _case("A013", "a priority of 256", _node(priority=256))


def parameters() -> Iterator[Case]:
    yield _case("A006", "a value that holds itself", _with(_looped()))
    yield _case("A006", "outputs that hold themselves", {**_node(), "outputs": _looped()})
    yield _case("A022", "objects", _with([object(), {1}, b"x", 1j]))
    yield _case("A020", "numbers that are not finite", _with([float("nan"), {"a": float("-inf")}]))
    yield _case("A021", "integers over 64 bits", _with([2**63, -(2**63) - 1, 10**5000]))
    yield _case("A024", "keys that are no text", _with({1: 2, None: 3, (1,): 4}))
    yield _case("A024", "keys with NUL", _with({"a\x00": 1}))
    yield _case("A024", "parameters with control characters", _node(**{"with": {"a\n": 1}}))
    yield _case("A023", "halves of pairs", _with(["\ud800", {"\udfff": 1}]))
    for code, wrong in {
        "A100": "${{ nodes.a", "A101": "${{ }}", "A102": "${{ 1 + }}", "A103": "${{ nodes }}", "A104": "${{ inputs }}",
        "A105": "${{ x }}", "A106": "${{ f(1) }}", "A107": "${{ " + "(" * MANY + " }}",
        "A108": "${{ secrets.A + secrets.B }}",
    }.items():  # fmt: skip
        yield _case(code, f"parameters with {wrong[:12]}", _with(wrong))
        yield _case(code, f"outputs with {wrong[:12]}", {**_node(), "outputs": {"x": [wrong]}})


def inputs() -> Iterator[Case]:
    yield _case("A010", "inputs that are a list", {**_node(), "inputs": ["a"]})
    yield _case("A010", "a schema that is text", _inputs(a="string"))
    yield _case("A018", "an unknown type", _inputs(a={"type": "strng"}))
    yield _case("A018", "a pattern that is none", _inputs(a={"pattern": "("}))
    yield _case("A018", "required of text", _inputs(a={"required": "yes"}))
    yield _case("A018", "a remote reference", _inputs(a={"$ref": "http://169.254.169.254/latest"}))
    yield _case("A018", "a reference to a file", _inputs(a={"items": {"$ref": "file:///etc/passwd"}}))
    yield _case("A018", "a reference to nothing", _inputs(a={"$ref": "#/$defs/x"}))
    yield _case("A018", "a schema that refers to itself", _inputs(a={"$ref": "#"}))
    yield _case("A019", "a default of another type", _inputs(a={"type": "string", "default": 3}))
    yield _case("A019", "a default that is no choice", _inputs(a={"enum": [1, 2], "default": {"x": 3}}))
    yield _case("A013", "too many inputs", _inputs(**{f"i{number}": {} for number in range(600)}))
    yield _case("A013", "too long inputs", _inputs(a={"description": LONG}))
    yield _case("A014", "a name with a line", {**_node(), "inputs": {"x" * 129: {}}})
    yield _case("A024", "a name that is no text", {**_node(), "inputs": {1: {}}})
    yield _case("A020", "a default that is not finite", _inputs(a={"default": float("nan")}))
    yield _case("A022", "a default that is no JSON", _inputs(a={"default": object()}))


CASES = [
    *files(), *text(), *yaml(), *json_text(), *toml(), *values(), *nodes(), *parameters(), *inputs(),
]  # fmt: skip
