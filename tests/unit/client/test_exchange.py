"""What the client needs to speak HTTP."""

from __future__ import annotations

import sys

import pytest

from aurora_celery.client.exchange import load_httpx


def test_a_library_that_is_missing_is_named_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(ImportError, match=r"aurora-celery\[client\]"):
        load_httpx()
