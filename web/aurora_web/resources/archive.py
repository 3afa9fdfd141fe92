"""``/runs/RUN/export`` and ``/runs/import``: ended runs as an archive, whole and with a digest."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from http import HTTPStatus
from itertools import chain, islice
from pathlib import Path
from typing import Final

from flask import Response, request
from flask.views import MethodView

from aurora_celery.errors import BadArchive
from aurora_celery.model.access import Role
from aurora_web.api import Blueprint, ResponseModel
from aurora_web.auth.gate import seen_run
from aurora_web.auth.journal import explain
from aurora_web.context import aurora, trace_id
from aurora_web.problems import Problem

logger = logging.getLogger(__name__)

blueprint = Blueprint("archive", __name__, url_prefix="/runs", description="Runs as files.")

_NDJSON: Final = "application/x-ndjson"
#: Lines that are made before the answer begins: what is wrong with the run as a whole shows in these.
_AHEAD: Final = 3
_AT_ONCE: Final = 2**20


class ImportedView(ResponseModel):
    """A run of the archive; ``created`` is false for one that was there already, the same."""

    run: str
    created: bool


class ImportView(ResponseModel):
    """Every run of the archive."""

    items: list[ImportedView]


@blueprint.route("/<run_id>/export")
class RunExport(MethodView):
    """One as a file."""

    @blueprint.response(HTTPStatus.OK, {"type": "string", "format": "binary"}, content_type=_NDJSON)
    def get(self, run_id: str) -> Response:
        """Read an ended run with all that is its own, as lines of JSON that can be imported elsewhere.

        409 while it has not ended. An answer that breaks off, because the run was deleted meanwhile for instance, lacks
        the last line with the digest, and no import takes it.
        """
        lines = iter(aurora().export_runs([seen_run(run_id, Role.VIEWER).id]))
        first = list(islice(lines, _AHEAD))
        answer = Response(_told(chain(first, lines), trace_id()), mimetype=_NDJSON)
        answer.headers["Content-Disposition"] = f'attachment; filename="{run_id}.ndjson"'
        return answer


@blueprint.route("/import")
class RunImport(MethodView):
    """Files as runs."""

    @blueprint.answers(ImportView)
    def post(self) -> ImportView:
        """Keep every run of an archive, which is the body, as `application/x-ndjson`.

        All or nothing: 422 names the line of one that is not whole and sound, 409 a run whose id another one has.
        """
        if request.mimetype != _NDJSON:
            detail = f"the body has to be an archive, with Content-Type: {_NDJSON}"
            raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", detail)
        with tempfile.NamedTemporaryFile(prefix="aurora-import-") as file:
            while part := request.stream.read(_AT_ONCE):
                file.write(part)
            file.flush()
            imported = _import(Path(file.name))
        explain(runs=",".join(each.run for each in imported)[:1000])
        return ImportView(items=imported)


def _import(path: Path) -> list[ImportedView]:
    with path.open("rb") as file:
        if not file.read(1).startswith(b"{"):
            raise BadArchive("the body", 1, "it is no JSON object")
    try:
        return [ImportedView(run=each.run, created=each.created) for each in aurora().import_runs(path)]
    except BadArchive as error:
        raise BadArchive("the body", error.line, error.reason) from error


def _told(lines: Iterator[bytes], trace: str) -> Iterator[bytes]:
    """The status has been sent: all that is left to say is that the answer breaks off."""
    try:
        yield from lines
    except Exception:
        logger.exception("request %s: the export breaks off", trace)
        raise
