"""``aurora web`` starts, whether or not the store is there to say if somebody may sign in."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from aurora_celery import Aurora
from aurora_celery.cli.main import main
from aurora_celery.cli.session import Session
from aurora_celery.cli.web import _tell_first_user
from aurora_celery.config import load_settings
from aurora_celery.errors import StoreUnavailable
from aurora_celery.model.access import SETUP, User


def test_a_store_that_is_away_keeps_the_api_from_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def away(_: Session) -> Any:
        raise StoreUnavailable("no answer")

    monkeypatch.setattr(Session, "connected", away)
    _tell_first_user(Session())
    assert "whether there is a user is not known: no answer" in capsys.readouterr().err


def test_the_secret_for_the_first_user_goes_to_terminals_and_to_no_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    aurora = Aurora(store="memory://", settings=load_settings(environ={}))
    monkeypatch.setattr(Session, "connected", lambda _: aurora)
    _tell_first_user(Session())
    assert "`aurora web --setup-secret` prints" in capsys.readouterr().err
    assert not aurora.access.keys.list(SETUP).items
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    _tell_first_user(Session())
    assert "with this secret, within a day: aur_" in capsys.readouterr().err


def test_the_secret_for_the_first_user_is_printed_as_long_as_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    aurora = Aurora(store="memory://", settings=load_settings(environ={}))
    monkeypatch.setattr(Session, "connected", lambda _: aurora)
    shown = CliRunner().invoke(main, ["web", "--setup-secret"])
    assert (shown.exit_code, shown.output[:4]) == (0, "aur_")
    assert json.loads(CliRunner().invoke(main, ["web", "--setup-secret", "--json"]).output)["secret"][:4] == "aur_"
    aurora.access.users.add(User(name="ada"))
    assert "there is a user already" in CliRunner().invoke(main, ["web", "--setup-secret"]).output
