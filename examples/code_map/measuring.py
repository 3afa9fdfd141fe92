"""Figures: of each file, and of the whole tree."""

from __future__ import annotations

from collections import defaultdict
from statistics import median

from examples.code_map.facts import Hotspot, ImportGraph, Measures, Module, Totals, Twin


def measure(module: Module) -> Measures:
    functions = module["functions"]
    worst = max(functions, key=lambda each: each["complexity"], default=None)
    return Measures(
        name=module["name"],
        path=module["path"],
        lines=module["lines"],
        code=module["code"],
        classes=module["classes"],
        functions=len(functions),
        complexity=sum(each["complexity"] for each in functions),
        worst=worst["name"] if worst else "",
        worst_line=worst["line"] if worst else 0,
        worst_complexity=worst["complexity"] if worst else 0,
        documented=sum(each["documented"] for each in functions),
        typed=sum(each["typed"] for each in functions),
        error=module["error"],
    )


def totals(modules: list[Module]) -> Totals:
    functions = [function for module in modules for function in module["functions"]]
    sizes = [function["lines"] for function in functions] or [0]
    public = [function for function in functions if not function["name"].startswith("_")]
    return Totals(
        modules=len(modules),
        lines=sum(module["lines"] for module in modules),
        code=sum(module["code"] for module in modules),
        functions=len(functions),
        classes=sum(module["classes"] for module in modules),
        median_function=float(median(sizes)),
        longest_function=max(sizes),
        worst_complexity=max((function["complexity"] for function in functions), default=0),
        documented=_share(sum(function["documented"] for function in public), len(public)),
        typed=_share(sum(function["typed"] for function in functions), len(functions)),
        unreadable=[f"{module['path']}: {module['error']}" for module in modules if module["error"]],
    )


def twins(modules: list[Module]) -> list[Twin]:
    """Groups of functions with the same shape, the longest first."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for module in modules:
        for function in module["functions"]:
            if function["shape"]:
                place = f"{module['path']}:{function['line']} {function['name']}"
                found[function["shape"]].append((function["lines"], place))
    groups = [
        Twin(lines=max(lines for lines, _ in same), places=[place for _, place in same])
        for same in found.values()
        if len(same) > 1
    ]
    return sorted(groups, key=lambda twin: (-twin["lines"] * len(twin["places"]), twin["places"]))


def rank(measures: list[Measures], imports: ImportGraph, *, count: int) -> list[Hotspot]:
    """The modules in which a mistake is likely and costs much: the worst complexity times who depends on it."""
    spots = [
        Hotspot(
            name=each["name"],
            path=each["path"],
            score=round(each["worst_complexity"] * (1 + imports["fan_in"].get(each["name"], 0)) ** 0.5, 1),
            lines=each["lines"],
            worst=each["worst"],
            worst_line=each["worst_line"],
            worst_complexity=each["worst_complexity"],
            fan_in=imports["fan_in"].get(each["name"], 0),
        )
        for each in measures
    ]
    return sorted(spots, key=lambda spot: (-spot["score"], spot["name"]))[:count]


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 1.0
