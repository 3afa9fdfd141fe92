"""Write the table of settings into docs/guide.md: ``python docs/list_settings.py``."""  # noqa: INP001 - a script

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

from aurora_celery.config import settings

PAGE = Path(__file__).with_name("guide.md")
BEGIN, END = "<!-- settings:begin -->\n", "<!-- settings:end -->"


def filled(text: str) -> str:
    """The page with the table as the code has it. Raises ValueError when its marks are missing."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{PAGE} has no place for the settings")
    return "".join([before, begin, *_rows(), end, after])


def _rows() -> Iterator[str]:
    yield "| setting | default | means |\n|---|---|---|\n"
    for key in settings.known_keys():
        section, _, name = key.partition(".")
        table = settings.table_of(section)
        default = table.model_fields[name].default
        shown = ", ".join(default) if isinstance(default, tuple) else str(default)
        meaning = _comments(table)[name].replace("``", "`")
        yield f"| `{key}` | {f'`{shown}`' if shown else ''} | {meaning} |\n"


def _comments(table: type[settings.Section]) -> dict[str, str]:
    """The ``#:`` comment above each field; fields below one another share it."""
    found: dict[str, str] = {}
    comment: list[str] = []
    fresh = False
    for line in inspect.getsource(table).splitlines():
        if match := re.match(r"\s+#: (.*)", line):
            comment = [*(comment if fresh else []), match[1]]
            fresh = True
        elif match := re.match(r"    (\w+): ", line):
            found[match[1]] = " ".join(comment)
            fresh = False
    return found


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
