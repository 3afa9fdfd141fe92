"""``python -m bench.readme``: put the table of the kept results into the README, between its two marks."""

from __future__ import annotations

import re

from bench.results import kept_figures, read
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
    README.write_text(filled(README.read_text(), f"{markdown(kept_figures())}\n\n{_taken_on()}"))


def _taken_on() -> str:
    """The machine, from the result that every table has."""
    kept = read("throughput")
    if kept is None:
        return ""
    machine, versions = kept["machine"], kept["versions"]
    servers = ", ".join(f"{name} {versions[name]}" for name in ("celery", "mongod", "valkey"))
    return (
        f"Taken with `make bench` on {machine['processors']} x {machine['processor']}, "
        f"{kept['processes']} processes on each side; {servers}."
    )


if __name__ == "__main__":
    main()
