"""Text that would be a line of its own: what is logged of a request is one line, and the audit log stays sound."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest

from aurora_celery import Aurora
from aurora_celery.model.access import Role
from tests.integration.web.conftest import Caller

Program = Callable[..., Caller]

FORGED = "2026-01-01 ERROR aurora forged"
HOSTILE = [
    f"a\r\n{FORGED}", f"a\n{FORGED}", f"a\r{FORGED}", f"a\x0b{FORGED}", f"a\x0c{FORGED}", f"a\x85{FORGED}",
    f"a\u2028{FORGED}", f"a\u2029{FORGED}", "\x1b[2J\x1b[31mred", "\x9b31m", "\u202egnp.exe", "\u2066a\u2069", "\x00a",
    "\x08\x08\x08ok", "%s%s%n%(message)s", "{0.__class__}", f'"}}\n{{"level": "error", "message": "{FORGED}"',
    f"%0d%0a{FORGED}", f"\\r\\n{FORGED}", "x" * 100_000, "\U0001f600", "${jndi:ldap://127.0.0.1/a}",
]  # fmt: skip


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """Every line that was logged, as a handler writes it."""
    caplog.set_level(logging.DEBUG, "aurora_celery")
    caplog.set_level(logging.DEBUG, "aurora_web")
    shape = logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s")
    return lambda: [shape.format(record) for record in caplog.records if record.name.startswith("aurora")]


def test_no_text_becomes_a_line_of_a_log(anonymous: Caller, program: Program, lines: Callable[[], list[str]]) -> None:
    admin = program(Role.ADMIN)
    for text in HOSTILE:
        _write_everywhere(anonymous, admin, text)
    told = lines()
    assert [line for line in told if len(line.splitlines()) > 1 or len(line) > 10_000] == []
    assert [line for line in told if any(ord(character) < 32 or ord(character) == 127 for character in line)] == []


def _write_everywhere(anonymous: Caller, admin: Caller, text: str) -> None:
    """A text wherever a request can have one."""
    short = text[:100]
    anonymous.post("/session", {"name": short, "password": text})
    admin.get("/runs", query_string={"graph": text, "text": text, "cursor": text, text[:50]: text})
    admin.call("GET", f"/graphs/{_path(short)}")
    admin.post("/graphs", {"definition": {"aurora": 1, "name": short, "nodes": {short: {"handler": text}}}})
    admin.post("/graphs", {"definition": text, "format": "yaml"})
    admin.post("/runs", {"graph": short, "labels": {short: text[:255]}, "inputs": {text: text}})
    admin.post("/handlers/aurora.echo/try", {"arguments": {"value": text}})
    admin.post("/bulk-operations", {"kind": "cancel", "filter": {"text": short}, "why": text[:1000]})
    admin.call("PUT", f"/secrets/{_path(short)}/{_path(short)}", json={"value": text})
    if text.isprintable() and text.isascii():
        admin.get("/runs", headers={"traceparent": text, "User-Agent": short, "X-Request-Id": short})


def test_the_audit_log_keeps_hostile_text_as_text(anonymous: Caller, program: Program, aurora: Aurora) -> None:
    admin = program(Role.ADMIN)
    before = len(admin.get("/audit?limit=500").get_json()["items"])
    for text in HOSTILE:
        anonymous.post("/session", {"name": text[:60], "password": "x"})
    items = admin.get("/audit?limit=500").get_json()["items"]
    assert len(items) - before <= len(HOSTILE)
    assert len(admin.get("/audit?limit=500").text.strip().splitlines()) == 1
    assert admin.get("/audit/verdict").get_json()["sound"] is True
    assert aurora.access.audit.list(limit=1).items[0].number >= len(items)


def _path(text: str) -> str:
    return "".join(f"%{byte:02x}" for byte in text.encode("utf-8", "surrogatepass"))
