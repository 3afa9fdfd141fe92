"""Bodies that are larger, or more, than they seem: refused before they are read, and nothing is unpacked."""

from __future__ import annotations

import gzip
import io
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from aurora_celery import Aurora
from aurora_celery.model.access import Role
from tests.integration.web.conftest import Caller

Program = Callable[..., Caller]

NDJSON = "application/x-ndjson"
#: What a refusal may cost.
FEW = 20 * 2**20


class Endless(io.RawIOBase):
    """A body without an end, which counts what is read of it."""

    def __init__(self) -> None:
        self.read_so_far = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        buffer[:] = b" " * len(buffer)
        self.read_so_far += len(buffer)
        return len(buffer)


def _tar() -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        link = tarfile.TarInfo("run.ndjson")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return packed.getvalue()


def _zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../run.ndjson", b"0" * 10**7)
    return packed.getvalue()


BODIES = {
    "a bomb": gzip.compress(b"0" * 10**8),
    "a bomb of a bomb": gzip.compress(gzip.compress(b"{" * 10**8)),
    "a link": _tar(),
    "a zip": _zip(),
    "a picture that is a page": b"\x89PNG\r\n\x1a\n<script>alert(1)</script>",
    "a page": b"<!doctype html><script>alert(1)</script>",
    "braces": b"{" * 10**6,
    "lines": b"{}\n" * 10**6,
}


@pytest.fixture
def admin(program: Program) -> Caller:
    """Somebody who may import runs."""
    return program(Role.ADMIN)


@pytest.mark.parametrize(("path", "kind"), [("/runs", "application/json"), ("/runs/import", NDJSON)])
def test_a_body_that_says_it_is_too_large_is_not_read(admin: Caller, path: str, kind: str) -> None:
    body = Endless()
    environ = {"wsgi.input": body, "CONTENT_LENGTH": str(10 * 2**30)}
    answer = admin.call("POST", path, content_type=kind, environ_overrides=environ)
    assert (answer.status_code, body.read_so_far) == (413, 0)


@pytest.mark.parametrize(("path", "kind"), [("/runs", "application/json"), ("/runs/import", NDJSON)])
def test_a_body_without_an_end_is_read_no_further_than_bodies_go(
    admin: Caller, aurora: Aurora, path: str, kind: str
) -> None:
    body = Endless()
    environ = {"wsgi.input": body, "wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
    answer = admin.call("POST", path, content_type=kind, environ_overrides=environ)
    assert answer.status_code in (400, 413, 422)
    assert body.read_so_far <= aurora.settings.web.body_limit + 2**20


@pytest.mark.parametrize("parts", [1, 100_000])
def test_a_form_is_no_body_of_ours(admin: Caller, parts: int) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="a"; filename="../../a"\r\n\r\n1\r\n'
    for path in ("/runs", "/runs/import", "/graphs"):
        answer = admin.call("POST", path, data=part * parts, content_type="multipart/form-data; boundary=x")
        assert answer.status_code in (413, 415)


@pytest.mark.parametrize("name", BODIES)
def test_an_archive_is_lines_and_nothing_is_unpacked(admin: Caller, aurora: Aurora, name: str) -> None:
    tracemalloc.start()
    answer = admin.call("POST", "/runs/import", data=BODIES[name], content_type=NDJSON)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert answer.status_code in (413, 422), answer.text
    assert peak < FEW + 3 * len(BODIES[name])
    assert aurora.runs().items == ()


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "gzip, gzip"])
def test_a_packed_body_is_not_unpacked(admin: Caller, encoding: str) -> None:
    body = gzip.compress(b" " * 10**8 + b"{}")
    answer = admin.call(
        "POST", "/runs", data=body, content_type="application/json", headers={"Content-Encoding": encoding}
    )
    assert answer.status_code in (400, 415)


def test_what_was_put_in_comes_out_as_data(admin: Caller, aurora: Aurora) -> None:
    page = "<!doctype html><script>alert(1)</script>"
    node = {"handler": "aurora.echo", "with": {"value": page}}
    run = aurora.submit(aurora.read({"aurora": 1, "name": "etl", "nodes": {"a": node}}))
    run.mark_succeeded("a", page)
    for path in (f"/runs/{run.id}/nodes/a/result", f"/runs/{run.id}/export", "/graphs/etl/export"):
        answer = admin.get(path)
        assert answer.status_code == 200
        assert answer.mimetype in ("application/json", NDJSON, "text/plain")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert admin.get(f"/runs/{run.id}/export").headers["Content-Disposition"].startswith("attachment")
