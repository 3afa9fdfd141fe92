"""``python -m bench.readme``: put the table of the kept results into the README, between its two marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bench.results import kept, kept_figures
from bench.table import markdown
from bench.workers import ROOT

README = ROOT / "README.md"
BEGIN, END = "<!-- bench:begin -->", "<!-- bench:end -->"


def filled(text: str, table: str) -> str:
    """The text with the table between the marks. Raises ValueError when a mark is missing."""
    marks = re.compile(f"({re.escape(BEGIN)}\n).*?({re.escape(END)})", re.DOTALL)
    if not marks.search(text):
        raise ValueError(f"the text has no {BEGIN} with an {END} after it")
    return marks.sub(lambda match: f"{match[1]}\n{table}\n\n{match[2]}", text, count=1)


def main() -> None:
    """Replace what stands between the marks."""
    README.write_text(filled(README.read_text(), f"{markdown(kept_figures())}\n\n{taken_on(kept())}"))


def taken_on(results: Iterable[Mapping[str, Any]]) -> str:
    """What was measured where: each result has the machine that it was taken on, and the programs."""
    names: dict[str, list[str]] = {}
    for result in results:
        machine, versions = result["machine"], result["versions"]
        programs = ", ".join(f"{name} {versions[name]}" for name in ("celery", "mongod", "valkey"))
        place = f"{machine['processors']} x {machine['processor']} ({programs})"
        names.setdefault(place, []).append(result["name"])
    places = "; ".join(f"{', '.join(measured)} on {place}" for place, measured in names.items())
    return f"Taken with `make bench`, with as many processes on each side as processors: {places}."


if __name__ == "__main__":
    main()
