"""Read the JSON of a request: UTF-8, each key once, no deeper than anybody needs, and numbers that JSON has."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any, Final

from aurora_celery.model.nesting import nesting
from aurora_web.problems import Problem

#: Levels of lists and objects; deeper text is refused before it is parsed.
DEEPEST: Final = 64
#: Digits of a whole number.
_LONGEST_NUMBER: Final = 400


def parse_json(body: bytes) -> Any:
    """The value of a body. Raises Problem for what is no JSON, or is more than anybody may ask of a server."""
    try:
        text = body.decode("utf-8")
        if nesting(text, enough=DEEPEST) > DEEPEST:
            raise _malformed(f"the JSON is nested deeper than {DEEPEST} levels")
        value = json.loads(
            text, object_pairs_hook=_once, parse_constant=_constant, parse_int=_whole, parse_float=_finite
        )
    except UnicodeDecodeError:
        raise _malformed("the body is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise _malformed(f"the body is not JSON: {error.msg} at line {error.lineno}, column {error.colno}") from None
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _malformed(f"the key {twice[:80]!r} stands twice in one object")
    return found


def _constant(text: str) -> Any:
    raise _malformed(f"{text} is no number of JSON")


def _whole(text: str) -> int:
    if len(text) > _LONGEST_NUMBER:
        raise _malformed(f"a number has more than {_LONGEST_NUMBER} digits")
    return int(text)


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise _malformed("a number is too large")
    return number


def _malformed(detail: str) -> Problem:
    return Problem(HTTPStatus.BAD_REQUEST, "malformed_json", detail)
