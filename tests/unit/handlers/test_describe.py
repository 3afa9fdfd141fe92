"""Handlers described by their signatures."""

from __future__ import annotations

import functools
from typing import Any, Literal

import pydantic

from aurora_celery.handlers import describe
from aurora_celery.model.handler import HandlerSpec, Parameter


class Row(pydantic.BaseModel):
    price: float


def fetch(url: str, pages: list[int] | None = None, *, mode: Literal["a", "b"] = "a", **rest: Any) -> list[Row]:
    """Fetch rows
    from a place.

    And more.
    """
    raise NotImplementedError


async def later(context: object, rows: list[Row]) -> dict[str, int]:
    raise NotImplementedError


def test_parameters_and_result_have_schemas() -> None:
    spec = describe(fetch, name="shop.fetch")
    assert spec.name == "shop.fetch"
    assert spec.description == "Fetch rows from a place."
    assert spec.open
    url, pages, mode = spec.parameters
    assert url == Parameter(name="url", required=True, schema={"type": "string"})
    assert (pages.required, pages.schema["default"]) == (False, None)
    assert mode.schema == {"type": "string", "enum": ["a", "b"], "default": "a"}
    assert spec.result["type"] == "array"
    assert spec.result["$defs"]["Row"]["properties"]["price"]["type"] == "number"


def test_a_bound_coroutine_function_is_described_without_its_first_parameter() -> None:
    spec = describe(later, name="later", bound=True)
    assert [parameter.name for parameter in spec.parameters] == ["rows"]
    assert not spec.open
    assert spec.result == {"additionalProperties": {"type": "integer"}, "type": "object"}


def test_hints_that_cannot_be_resolved_take_anything() -> None:
    def odd(a: Missing, b: 3 + x, c: object(), d: int) -> Missing: ...  # type: ignore[name-defined,valid-type]  # noqa: F821

    spec = describe(odd, name="odd")
    assert [parameter.schema for parameter in spec.parameters] == [{}] * 4
    assert spec.result == {}


def test_hints_beside_one_that_cannot_be_resolved_are_kept() -> None:
    def odd(a: Any, b: Any) -> None: ...

    odd.__annotations__ = {"a": "Missing", "b": int, "return": object()}
    spec = describe(odd, name="odd")
    assert [parameter.schema for parameter in spec.parameters] == [{}, {"type": "integer"}]


def test_no_hints_and_defaults_that_are_no_json() -> None:
    def plain(a, b=object(), c=(1,), *args, d="x"):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN202, B008
        ...

    assert describe(plain, name="plain") == HandlerSpec(
        name="plain",
        parameters=(
            Parameter(name="a"),
            Parameter(name="b", required=False),
            Parameter(name="c", required=False),
            Parameter(name="d", required=False, schema={"default": "x"}),
        ),
    )


def test_a_wrapped_function_is_described_as_the_function_in_it() -> None:
    @functools.wraps(fetch)
    def wrapper(*args: Any, **kwargs: Any) -> Any: ...

    assert describe(wrapper, name="w").parameters == describe(fetch, name="f").parameters


def test_a_function_without_a_signature_takes_anything() -> None:
    assert describe(iter, name="iter") == HandlerSpec(
        name="iter", open=True, description=describe(iter, name="iter").description
    )
