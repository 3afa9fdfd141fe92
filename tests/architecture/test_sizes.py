"""Files and functions stay small. There is no list of exceptions."""

from __future__ import annotations

from statistics import median

from tests.architecture.source import ROOT, length, modules

FILE_WALL, FILE_MEDIAN = 400, 120
FUNCTION_WALL, FUNCTION_MEDIAN = 40, 10
STYLE_WALL = 350


def test_no_file_is_longer_than_the_wall() -> None:
    assert [f"{module}: {module.lines} lines" for module in modules() if module.lines > FILE_WALL] == []


def test_the_median_file_is_short() -> None:
    assert median(module.lines for module in modules() if module.tree.body) < FILE_MEDIAN


def test_no_function_is_longer_than_the_wall() -> None:
    assert [
        f"{module}:{function.lineno} {function.name}: {length(function)} lines"
        for module in modules()
        for function in module.functions
        if length(function) > FUNCTION_WALL
    ] == []


def test_the_median_function_is_short() -> None:
    assert median(length(function) for module in modules() for function in module.functions) <= FUNCTION_MEDIAN


def test_no_style_sheet_is_longer_than_the_wall() -> None:
    sheets = (ROOT / "web" / "ui" / "src").rglob("*.css")
    lengths = {str(sheet.relative_to(ROOT)): len(sheet.read_text(encoding="utf-8").splitlines()) for sheet in sheets}
    assert lengths
    assert {sheet: lines for sheet, lines in lengths.items() if lines > STYLE_WALL} == {}
