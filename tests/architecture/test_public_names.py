"""Every name that a package offers exists, once, and has a docstring."""

from __future__ import annotations

import importlib
import inspect
from types import ModuleType

import pytest

import aurora_celery
from tests.architecture.source import packages_on_disk


@pytest.fixture(params=sorted(packages_on_disk()))
def package(request: pytest.FixtureRequest) -> ModuleType:
    return importlib.import_module(request.param)


def test_the_offered_names_exist_once(package: ModuleType) -> None:
    names: list[str] = list(getattr(package, "__all__", []))
    assert len(names) == len(set(names))
    assert [name for name in names if not hasattr(package, name)] == []


def test_the_front_door_offers_what_the_manual_imports() -> None:
    assert {"Aurora", "Graph", "aurora"} <= set(aurora_celery.__all__)


def test_the_front_door_is_explained() -> None:
    offered = {name: getattr(aurora_celery, name) for name in aurora_celery.__all__}
    explainable = {name: thing for name, thing in offered.items() if inspect.isclass(thing) or inspect.isroutine(thing)}
    assert [name for name, thing in explainable.items() if not inspect.getdoc(thing)] == []
