"""What is installed is what is on disk: two packages, their type marker, and no module named `web`."""

from __future__ import annotations

import configparser
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGES, ROOT, packages_on_disk

#: Everything that the build reads.
INGREDIENTS = ["setup.cfg", "pyproject.toml", "README.md", "LICENSE"]

PROBE = """
import sys
sys.path[:] = [sys.argv[1], *(place for place in sys.path if "site-packages" not in place)]
import importlib.util
import aurora_web
assert aurora_web.__file__.startswith(sys.argv[1]), aurora_web.__file__
assert importlib.util.find_spec("aurora_celery").origin.startswith(sys.argv[1])
assert importlib.util.find_spec("web") is None, "a bare top-level web is installed"
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy so that the checkout stays clean."""
    source = tmp_path_factory.mktemp("source")
    for name in INGREDIENTS:
        shutil.copy(ROOT / name, source)
    for directory in PACKAGES.values():
        shutil.copytree(directory, source / directory.relative_to(ROOT), ignore=shutil.ignore_patterns("__pycache__"))
    target = tmp_path_factory.mktemp("wheel")
    _pip("wheel", "--no-deps", "--wheel-dir", str(target), str(source))
    return next(target.glob("*.whl"))


def test_setup_cfg_lists_the_packages_that_are_on_disk() -> None:
    configuration = configparser.ConfigParser()
    configuration.read(ROOT / "setup.cfg")
    listed = configuration["options"]["packages"].split()
    assert listed == sorted(listed)
    assert set(listed) == packages_on_disk()


def test_the_wheel_has_two_packages_and_their_type_markers(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == set(PACKAGES)
    assert {f"{package}/py.typed" for package in PACKAGES} <= set(names)


def test_the_wheel_has_every_module(wheel: Path) -> None:
    built = {name for name in zipfile.ZipFile(wheel).namelist() if name.endswith(".py")}
    assert built == {
        str(path.relative_to(directory.parent)) for directory in PACKAGES.values() for path in directory.rglob("*.py")
    }


def test_the_wheel_has_the_documentation_pages(wheel: Path) -> None:
    pages = {path.name for path in (ROOT / "web" / "aurora_web" / "app" / "swagger").iterdir()}
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.rpartition("/")[2] for name in names if name.startswith("aurora_web/app/swagger/")} == pages


def test_the_wheel_has_the_front_end_that_is_built(wheel: Path) -> None:
    built = ROOT / "web" / "aurora_web" / "static"
    files = {str(path.relative_to(built.parents[1])) for path in built.glob("[!.]*") if path.is_file()}
    files |= {str(path.relative_to(built.parents[1])) for path in (built / "assets").glob("*")}
    assert {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("aurora_web/static/")} == files


def test_an_installation_has_no_module_named_web(wheel: Path, tmp_path: Path) -> None:
    _pip("install", "--no-deps", "--target", str(tmp_path / "site"), str(wheel))
    probe = [sys.executable, "-I", "-c", PROBE, str(tmp_path / "site")]
    result = subprocess.run(probe, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("group", ["console_scripts", "celery.commands", "celery.result_backends"])
def test_every_entry_point_can_be_loaded(group: str) -> None:
    (entry,) = entry_points(group=group, name="aurora")
    assert callable(entry.load())


def _pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
