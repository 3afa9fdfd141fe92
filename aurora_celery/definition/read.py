"""Read the text of a definition into plain values, whatever its format."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from aurora_celery.definition import codes
from aurora_celery.definition.json_text import read_json
from aurora_celery.definition.limits import MAX_BYTES, Format
from aurora_celery.definition.report import Report, refuse
from aurora_celery.definition.text import checked_text
from aurora_celery.definition.toml_text import read_toml
from aurora_celery.definition.yaml_text import read_yaml
from aurora_celery.errors import InvalidGraph

_SUFFIXES: Final[dict[str, Format]] = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".toml": "toml"}


def read(text: str | bytes, *, format: Format, limit: int | None = None) -> Any:  # noqa: A002
    """The plain value of a definition's text. Raises InvalidGraph with all that is wrong with the text.

    ``limit`` is in bytes of UTF-8; by default 4 MiB for YAML and TOML and 32 MiB for JSON.
    """
    report = Report()
    value = read_noting(text, format=format, limit=limit, report=report)
    if report.count:
        raise InvalidGraph(report.told())
    return value


def read_noting(text: str | bytes, *, format: Format, limit: int | None, report: Report) -> Any:  # noqa: A002
    """As ``read``, but findings that leave a value to go on with are only noted."""
    checked = checked_text(text, limit=MAX_BYTES[format] if limit is None else limit)
    if format == "json":
        return read_json(checked, report=report)
    return read_toml(checked) if format == "toml" else read_yaml(checked, report=report)


def format_of(path: Path) -> Format:
    """The format that a file's name tells. Raises InvalidGraph."""
    found = _SUFFIXES.get(path.suffix.lower())
    if found is None:
        known = ", ".join(_SUFFIXES)
        refuse(codes.FILE, f"cannot tell the format of {path.name!r}; a definition's name ends with {known}")
    return found


def content(path: Path, *, limit: int) -> bytes:
    """The bytes of a file, never many more than ``limit``. Raises InvalidGraph when it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(limit + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        refuse(codes.FILE, f"cannot read {str(path)!r}: {reason}")
