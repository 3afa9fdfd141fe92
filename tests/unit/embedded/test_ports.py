"""Ports are kept across restarts while they are free."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from aurora_celery.embedded import ports
from aurora_celery.errors import EmbeddedServerError


def test_the_noted_port_is_used_again(tmp_path: Path) -> None:
    first = ports.kept_port(tmp_path / "port")
    assert ports.kept_port(tmp_path / "port") == first


def test_another_port_is_noted_when_the_old_one_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "_PATIENCE", 0.0)
    first = ports.kept_port(tmp_path / "port")
    with socket.socket() as taken:
        taken.bind((ports.HOST, first))
        taken.listen()
        second = ports.kept_port(tmp_path / "port")
    assert second != first
    assert ports.kept_port(tmp_path / "port") == second


@pytest.mark.parametrize("content", ["", "text", "0", "70000", "\u0663\u0663"])
def test_a_note_that_is_not_a_port_is_replaced(tmp_path: Path, content: str) -> None:
    (tmp_path / "port").write_text(content, "utf-8")
    assert str(ports.kept_port(tmp_path / "port")) == (tmp_path / "port").read_text().strip() != content


def test_a_wanted_port_is_given_unless_it_is_taken() -> None:
    with socket.create_server((ports.HOST, 0)) as taken:
        port = int(taken.getsockname()[1])
        other = ports.free_port(port)
    assert other not in (0, port)
    assert ports.free_port(other) == other


def test_an_address_of_which_no_port_can_be_had_is_told() -> None:
    with pytest.raises(EmbeddedServerError, match=r"no port of 192\.0\.2\.1 is free"):
        ports.free_port(0, host="192.0.2.1")
