"""A chord as wide as anybody needs: two thousand header tasks, one body, the order kept."""

from __future__ import annotations

from typing import Any

import pytest
from celery import chord


@pytest.mark.timeout(300)
def test_a_chord_of_two_thousand(make_shop: Any) -> None:
    shop = make_shop()
    shop.worker(pool="threads", concurrency=8)
    same = shop.task("same")
    result = chord((same.s(n) for n in range(2000)), shop.task("note").s(name="body")).apply_async()
    assert result.get(timeout=280) == list(range(2000))
    shop.settle()
    assert shop.seen("body") == ["ran"]
