"""The page of the result backend names the options that there are, with the defaults that they have."""

from __future__ import annotations

import re
import runpy
from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from typing import Any

from celery.app import defaults

from aurora_celery.backend import AuroraBackend
from aurora_celery.backend.options import BackendOptions
from aurora_celery.store.mongo import client

PAGE = (Path(__file__).parents[2] / "docs" / "result-backend.md").read_text(encoding="utf-8")


def table(name: str) -> dict[str, str]:
    """The defaults by option in the table below a mark of the page."""
    _, _, after = PAGE.partition(f"<!-- options:{name} -->\n")
    rows = after.partition("\n\n")[0]
    return dict(re.findall(r"^\| `(\w+)` \| `([^`]+)` \| \S", rows, re.MULTILINE))


def test_every_option_of_ours_is_told_with_its_default() -> None:
    assert table("aurora") == {field.name: str(field.default) for field in fields(BackendOptions)}


def test_every_option_of_ours_is_told_with_its_meaning() -> None:
    meanings = dict(re.findall(r"^    (\w+): (.*(?:\n {8}.*)*)", BackendOptions.__doc__ or "", re.MULTILINE))
    assert meanings.keys() == table("aurora").keys()
    told = dict(re.findall(r"^\| `(\w+)` \| `[^`]+` \| (.*) \|$", PAGE, re.MULTILINE))
    for name, meaning in meanings.items():
        assert told[name].lower() == re.sub(r"\s+", " ", meaning).lower(), name


def test_every_default_that_the_driver_is_given_is_told() -> None:
    assert table("url") == {name: str(value) for name, (value, _) in client._OPTIONS.items()}


def test_the_settings_of_celery_are_there_and_have_these_defaults() -> None:
    told = table("celery")
    known: dict[str, Any] = {f"result_{name}": option.default for name, option in defaults.NAMESPACES["result"].items()}
    assert len(told) == 10
    assert told == {name: shown(known[name]) for name in told}


def shown(default: object) -> str:
    """A default as the page writes it."""
    return "1 day" if default == timedelta(days=1) else str(default)


def test_the_configuration_of_the_page_makes_this_backend(tmp_path: Path) -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    (tmp_path / "shop.py").write_text(code, encoding="utf-8")
    with runpy.run_path(str(tmp_path / "shop.py"))["app"] as app:
        backend = app.backend
        assert isinstance(backend, AuroraBackend)
        assert backend.options == BackendOptions(chord_quiet=5.0)
        assert backend.expires == 7 * 86400
        assert app.conf.result_backend_transport_options["aurora"].keys() <= table("aurora").keys()
