"""What the client needs to speak HTTP."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from aurora_celery.client import Client
from aurora_celery.client.exchange import load_httpx


def test_a_library_that_is_missing_is_named_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(ImportError, match=r"aurora-celery\[client\]"):
        load_httpx()


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_a_file_without_authorities_is_named(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "ours.pem"
    if content is not None:
        file.write_text(content)
    with pytest.raises(ValueError, match=r"ours\.pem holds no certificates of authorities"):
        Client("https://aurora.example.com", verify=str(file))
