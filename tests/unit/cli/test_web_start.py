"""``aurora web`` starts, whether or not the store is there to say if somebody may sign in."""

from __future__ import annotations

from typing import Any

import pytest

from aurora_celery.cli.session import Session
from aurora_celery.cli.web import _tell_first_user
from aurora_celery.errors import StoreUnavailable


def test_a_store_that_is_away_keeps_the_api_from_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def away(_: Session) -> Any:
        raise StoreUnavailable("no answer")

    monkeypatch.setattr(Session, "connected", away)
    _tell_first_user(Session())
    assert "whether there is a user is not known: no answer" in capsys.readouterr().err
