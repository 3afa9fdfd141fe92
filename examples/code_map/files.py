"""Find the Python files of a tree, by the folder that they lie in."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

_SKIPPED = {"__pycache__", "node_modules", "site-packages", "build", "dist"}


def files_by_folder(root: Path) -> dict[str, list[str]]:
    """Relative paths by folder, both as text; hidden folders and build products are left out.

    Raises ValueError when there is none, or no such folder.
    """
    if not root.is_dir():
        raise ValueError(f"{root} is not a folder")
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(root.rglob("*.py")):
        relative = path.relative_to(root)
        if not any(part in _SKIPPED or part.startswith(".") for part in relative.parts):
            found[relative.parent.as_posix()].append(relative.as_posix())
    if not found:
        raise ValueError(f"{root} holds no Python files")
    return dict(found)


def import_name(root: Path) -> str:
    """The name by which a tree is imported: its folder's, after those of the packages that it lies in."""
    parts = [root.name]
    parent = root.parent
    while (parent / "__init__.py").is_file():
        parts.append(parent.name)
        parent = parent.parent
    return ".".join(reversed(parts))
