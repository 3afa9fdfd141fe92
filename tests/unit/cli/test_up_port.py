"""`aurora up --port`: a port that somebody asks for is that one, or none."""

from __future__ import annotations

import socket
from pathlib import Path

from tests.unit.cli.conftest import Call


def test_a_port_that_is_taken_is_refused_before_anything_starts(call: Call, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = call("up", "--port", str(port), "--data-dir", str(tmp_path / "data"))
    assert result.exit_code == 2
    assert f"port {port} of 127.0.0.1 is taken: choose another with --port, or 0 for a free one" in result.stderr
    assert not (tmp_path / "data").exists()
