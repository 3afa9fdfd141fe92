"""Every error of Aurora is some problem over HTTP, and none tells what is nobody's business."""

from __future__ import annotations

import pytest

from aurora_celery import errors
from aurora_celery.errors import AuroraError, Diagnostic
from aurora_web.problems import STATUS, problem_of


def every_error(kind: type[AuroraError] = AuroraError) -> list[type[AuroraError]]:
    return [kind, *(found for child in kind.__subclasses__() for found in every_error(child))]


@pytest.mark.parametrize("kind", every_error(), ids=lambda kind: kind.__name__)
def test_an_error_has_the_status_of_its_nearest_ancestor_in_the_table(kind: type[AuroraError]) -> None:
    assert any(ancestor in STATUS for ancestor in kind.__mro__)


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (errors.RunNotFound("r"), 404, "run_not_found"),
        (errors.IllegalOperation("r", "pause", "it is failed"), 409, "illegal_operation"),
        (errors.InvalidGraph([Diagnostic("A001", "nodes", "is missing")]), 422, "invalid_graph"),
        (errors.ResultTooLarge(2, 1), 413, "result_too_large"),
        (errors.StoreUnavailable("gone"), 503, "store_unavailable"),
        (errors.EventsLost("c"), 410, "events_lost"),
    ],
)
def test_an_error_keeps_its_code(error: AuroraError, status: int, code: str) -> None:
    problem = problem_of(error)
    assert (problem.status, problem.code) == (status, code)


def test_what_is_wrong_with_a_graph_is_told_place_by_place() -> None:
    problem = problem_of(errors.InvalidGraph([Diagnostic("A001", "nodes", "is missing")], name="etl"))
    document = problem.document(instance="/x", trace_id="t")
    assert document["errors"] == [{"code": "A001", "path": "nodes", "message": "is missing"}]


def test_who_finds_the_store_away_is_told_when_to_ask_again() -> None:
    assert problem_of(errors.StoreUnavailable("gone")).headers["Retry-After"] == "5"


def test_an_error_of_our_own_tells_nothing_of_the_inside() -> None:
    assert "secret" not in problem_of(errors.PlanNotFound("secret")).detail
