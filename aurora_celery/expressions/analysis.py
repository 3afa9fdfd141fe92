"""What can be told of an expression without its values: what it reads, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from aurora_celery.expressions import codes, program
from aurora_celery.expressions.limits import (
    MAX_DEPTH,
    MAX_GROWTH,
    MAX_LENGTH,
    MAX_LOOPS,
    MAX_NESTED_LOOPS,
)
from aurora_celery.expressions.literals import unquote
from aurora_celery.expressions.selection import ROOTS, SECRETS, Selection, selection
from aurora_celery.expressions.tokens import CLOSING, OPENING, Token, tokens

LOOPS: Final = frozenset({"map", "filter", "all", "exists", "exists_one"})
#: What the evaluator offers; anything else would fail only once a run is going on.
FUNCTIONS: Final = frozenset(
    [
        *("bytes", "double", "duration", "dyn", "int", "string", "timestamp", "type", "uint"),
        *("contains", "endsWith", "matches", "size", "startsWith"),
        *("getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear", "getFullYear", "getMonth"),
        *("getHours", "getMilliseconds", "getMinutes", "getSeconds"),
    ]
)

#: How secrets are named; so that a name can stand in an address and in a file of the environment too.
SECRET_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}", re.ASCII)

Finding = tuple[str, str]

_ALONE: Final = "a secret stands by itself, ${{ secrets.NAME }}; its name has A-Z a-z 0-9 _, 64 of them at most"


@dataclass(slots=True)
class Analysis:
    """What an expression reads, in the order first named, and its findings as (code, message).

    ``loops`` is 0 without a looping macro, 1 with one, and one more for each that a loop holds, a whole value
    that it looks at again counting as one. ``growth`` is how many times the size of its values the result may have.
    """

    nodes: list[str] = field(default_factory=list)
    inputs: list[str] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    variables: set[str] = field(default_factory=set)
    loops: int = 0
    growth: int = 1


@lru_cache(maxsize=4096)
def analyse(expression: str) -> Analysis:
    """Look at one expression. The answer is shared: read it only."""
    result = Analysis()
    if path := selection(expression):
        if path.root == SECRETS and not _is_secret(path):
            result.findings.append((codes.NOT_ALONE, _ALONE))
        else:
            {"nodes": result.nodes, "inputs": result.inputs, SECRETS: result.secrets}[path.root].append(path.name)
        return result
    if not expression:
        result.findings.append((codes.EMPTY, "an expression is empty"))
        return result
    if len(expression) > MAX_LENGTH:
        result.findings.append((codes.TOO_COMPLEX, f"an expression has more than {MAX_LENGTH} characters"))
        return result
    found = list(tokens(expression))
    _measure(found, result)
    if not result.findings:
        result.findings.extend(_roots(found, result))
    if not result.findings:
        result.findings.extend(_grammar(expression, result))
    return result


def _is_secret(path: Selection) -> bool:
    return not path.steps and SECRET_NAME.fullmatch(path.name) is not None


def _measure(found: list[Token], result: Analysis) -> None:
    """Depth, loops and uses of their variables, against the limits."""
    brackets: list[int | None] = []
    loops = deepest = inside = 0
    growth = 1
    for place, token in enumerate(found):
        if token.kind == "sign" and token.text in OPENING:
            looping = _opens_loop(found, place)
            brackets.append(place if looping else None)
            loops, inside = loops + looping, inside + looping
            deepest = max(deepest, len(brackets))
            result.loops = max(result.loops, inside)
        elif token.kind == "sign" and token.text in CLOSING and brackets:
            start = brackets.pop()
            if start is not None:
                inside -= 1
                result.variables.add(found[start + 1].text)
                # Beyond the limit the number does not matter, and could be endless.
                growth *= _uses(found, start, place) if growth <= MAX_GROWTH else 1
        elif inside and token.text in ROOTS:
            result.loops = max(result.loops, inside + 1)
    result.growth = growth * max(1, sum(token.text in ROOTS for token in found))
    result.findings.extend(_excess(deepest, loops=loops, nested=result.loops, growth=growth))


def _uses(found: list[Token], start: int, end: int) -> int:
    """How many times larger a loop can make a value: `map` by each use of its variable, the others not at all."""
    if found[start - 1].text != "map":
        return 1
    variable = found[start + 1].text
    return max(1, sum(token.text == variable for token in found[start + 2 : end]))


def _opens_loop(found: list[Token], place: int) -> bool:
    before = found[max(place - 2, 0) : place]
    after = found[place + 1 : place + 3]
    return (
        len(before) == len(after) == 2
        and before[0].text == "."
        and before[1].text in LOOPS
        and after[0].kind == "name"
        and after[1].text == ","
    )


def _excess(depth: int, *, loops: int, nested: int, growth: int) -> Iterator[Finding]:
    limits = (
        (depth, MAX_DEPTH, "nests brackets {} deep; {} is the limit"),
        (loops, MAX_LOOPS, "has {} loops (map, filter, all, exists); {} is the limit"),
        (nested, MAX_NESTED_LOOPS + 1, "nests loops {} deep; {} is the limit"),
        (growth, MAX_GROWTH, "can make a value {} times as large by its loops; {} is the limit"),
    )
    for actual, limit, message in limits:
        if actual > limit:
            yield codes.TOO_COMPLEX, "an expression " + message.format(actual, limit)


def _roots(found: list[Token], result: Analysis) -> Iterator[Finding]:
    """Every use of ``nodes`` and ``inputs`` must name one of them, so that the graph's edges are known."""
    names: dict[str, dict[str, None]] = {root: {} for root in ROOTS}
    for place, token in enumerate(found):
        if token.kind == "name" and token.text == SECRETS and not (place and found[place - 1].text == "."):
            yield codes.NOT_ALONE, _ALONE
        if token.kind != "name" or token.text not in ROOTS or (place and found[place - 1].text == "."):
            continue
        name = _named(found[place + 1 : place + 4])
        if name is None:
            code = codes.WHOLE_NODES if token.text == "nodes" else codes.WHOLE_INPUTS
            yield code, f'`{token.text}` must be followed by one name: {token.text}.a or {token.text}["any text"]'
        else:
            names[token.text][name] = None
    result.nodes.extend(names["nodes"])
    result.inputs.extend(names["inputs"])


def _named(following: list[Token]) -> str | None:
    signs = [token.text for token in following]
    if len(following) >= 2 and signs[0] == "." and following[1].kind == "name":
        return signs[1]
    if len(following) == 3 and signs[0] == "[" and signs[2] == "]" and following[1].kind == "text":
        return unquote(signs[1])
    return None


def _grammar(expression: str, result: Analysis) -> Iterator[Finding]:
    try:
        compiled = program.compiled(expression)
    except program.Malformed as error:
        yield codes.SYNTAX, f"not valid CEL: {error}"
        return
    for name in compiled.variables():
        if name not in ROOTS and name not in result.variables:
            yield codes.UNKNOWN_NAME, f"unknown name {name!r}; an expression knows `nodes` and `inputs`"
    for name in compiled.functions():
        if name.isidentifier() and name not in FUNCTIONS:
            yield codes.UNKNOWN_FUNCTION, f"unknown function {name!r}"
