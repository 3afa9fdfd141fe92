"""The files of config/deploy as they are shipped, and how a machine fills in what they leave open."""

from __future__ import annotations

import re
import shlex
import shutil
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "config" / "deploy"

#: Where the files expect Aurora's program and its configuration.
PROGRAM, PLACE = "/opt/aurora/bin/aurora", "/etc/aurora"


def text(name: str) -> str:
    """One file."""
    return (DEPLOY / name).read_text(encoding="utf-8")


def documents(name: str) -> list[Any]:
    """The documents of one file of YAML."""
    return list(yaml.safe_load_all(text(name)))


def filled_in(name: str, replacements: Mapping[str, str]) -> str:
    """One file with other values; each of those that are replaced has to be there."""
    found = text(name)
    for old, new in replacements.items():
        assert old in found, f"{name} does not hold {old!r}"
        found = found.replace(old, new)
    return found


class Unit:
    """A template of systemd's as an instance of it, with its configuration in ``place`` instead of /etc/aurora."""

    def __init__(self, name: str, instance: str, *, place: Path = Path(PLACE)) -> None:
        self.instance, self._place = instance, place
        self._credentials = place / "credentials" / f"{name}-{instance}"
        self._values = _assignments(text(f"systemd/aurora-{name}@.service"))

    def values(self, key: str) -> list[str]:
        """Every value of a directive, with what begins with a percent sign filled in."""
        return [self._filled(value) for value in self._values[key]]

    def value(self, key: str) -> str:
        """The one value of a directive."""
        (found,) = self.values(key)
        return found

    def environment(self) -> dict[str, str]:
        """The variables that the process gets."""
        lines = self.values("Environment")
        for file in self.values("EnvironmentFile"):
            path = Path(file.removeprefix("-"))
            lines += path.read_text().split() if path.exists() else []
        return {name: value for name, _, value in (line.partition("=") for line in lines)}

    def command(self, program: list[str]) -> list[str]:
        """What is started, with ``program`` in the place of Aurora's."""
        environment = self.environment()
        first, *arguments = shlex.split(self.value("ExecStart"))
        assert first == PROGRAM
        return [*program, *(re.sub(r"\$\{(\w+)\}", lambda found: environment[found[1]], word) for word in arguments)]

    def load_credentials(self) -> None:
        """Copy the credentials to where the process finds them, as systemd does."""
        self._credentials.mkdir(parents=True, exist_ok=True)
        for value in self.values("LoadCredential"):
            name, _, source = value.partition(":")
            shutil.copy(source, self._credentials / name)

    def _filled(self, value: str) -> str:
        known = {"%i": self.instance, "%d": str(self._credentials), "%%": "%"}
        return re.sub("%.", lambda found: known[found[0]], value).replace(PLACE, str(self._place))


def _assignments(unit: str) -> Mapping[str, list[str]]:
    found = defaultdict[str, list[str]](list)
    for line in unit.splitlines():
        if line and line[0] not in "#[":
            key, _, value = line.partition("=")
            found[key].append(value)
    return found
