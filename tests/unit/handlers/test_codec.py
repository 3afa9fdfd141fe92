"""The JSON of results and parameters."""

from __future__ import annotations

import dataclasses
import enum
import json
import struct
from collections import OrderedDict, namedtuple
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pydantic
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aurora_celery.errors import Unserialisable
from aurora_celery.handlers import decode, encode

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
    max_leaves=20,
)


def same(left: Any, right: Any) -> bool:
    """Equal in type and bits: 1 is not 1.0 is not True, and 0.0 is not -0.0."""
    if type(left) is not type(right):
        return False
    if isinstance(left, float):
        return struct.pack("d", left) == struct.pack("d", right)
    if isinstance(left, dict):
        return list(left) == list(right) and all(same(left[key], right[key]) for key in left)
    if isinstance(left, list):
        return len(left) == len(right) and all(map(same, left, right))
    return bool(left == right)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(JSON)
@example({"$a.b": {"": 1, "\x00": "\x00"}, "é": 1, "e\u0301": 2, "\u202e": -0.0})
@example([10**4000, -(2**63), 5e-324, 1.7976931348623157e308, 0.1, 1e22, 123456789.123456789])
def test_json_comes_back_bit_by_bit(value: Any) -> None:
    assert same(decode(encode(value)), value)


class Colour(enum.Enum):
    RED = "red"


class Size(enum.IntEnum):
    BIG = 3


class Word(enum.StrEnum):
    A = "a"


@dataclasses.dataclass
class Point:
    x: int
    tags: tuple[str, ...]


class Model(pydantic.BaseModel):
    when: datetime
    point: Point


Pair = namedtuple("Pair", "a b")  # noqa: PYI024 - what users return
MOMENT = datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ((1, (2,)), [1, [2]]),
        (Pair(1, 2), [1, 2]),
        (MOMENT, "2024-01-02T03:04:05+00:00"),
        (date(2024, 1, 2), "2024-01-02"),
        (time(3, 4), "03:04:00"),
        (Decimal("1.10"), "1.10"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        ([Colour.RED, Size.BIG, Word.A], ["red", 3, "a"]),
        ({Word.A: 1, Colour.RED: 2}, {"a": 1, "red": 2}),
        (Point(1, ("a",)), {"x": 1, "tags": ["a"]}),
        (Model(when=MOMENT, point=Point(1, ())), {"when": "2024-01-02T03:04:05+00:00", "point": {"x": 1, "tags": []}}),
        (OrderedDict(a=1), {"a": 1}),
        ({"same": [p := Point(1, ())], "again": p}, {"same": [{"x": 1, "tags": []}], "again": {"x": 1, "tags": []}}),
    ],
)
def test_documented_types_are_converted(value: Any, expected: Any) -> None:
    assert decode(encode(value)) == expected


def looped() -> Any:
    value: list[Any] = [{}]
    value[0]["back"] = value
    return value


def nested(levels: int) -> Any:
    value: Any = 0
    for _ in range(levels):
        value = [value]
    return value


class Failing(pydantic.BaseModel):
    @pydantic.model_serializer
    def fail(self) -> dict[str, Any]:
        raise ZeroDivisionError("no")


def numbers() -> Iterator[int]:
    yield 1


@pytest.mark.parametrize(
    ("value", "path", "reason"),
    [
        ({"a": [0, float("nan")]}, "a[1]", "nan has no JSON form"),
        ([float("inf")], "[0]", "inf"),
        ({"a": {1: "x"}}, "a", "the key 1 is not text but int"),
        ({True: 1}, "", "the key True is not text but bool"),
        ({None: 1}, "", "NoneType"),
        ({(1, 2): 1}, "", "tuple"),
        ({1: "a", "1": "b"}, "", "the key 1"),
        ({Word.A: 1, Colour.RED: 2, "red": 3}, "", "two of its keys become 'red'"),
        ({"a b": [b"x"]}, '["a b"][0]', "base64"),
        (bytearray(b"x"), "", "bytes"),
        ({"a": {1, 2}}, "a", "sorted list"),
        (frozenset(), "", "set"),
        (1j, "", "complex"),
        (timedelta(1), "", "datetime.timedelta"),
        (object(), "", "builtins.object"),
        (Point, "", "type"),
        (numbers(), "", "generator"),
        ("\ud800", "", "U+D800"),
        (["\udfff"], "[0]", "U+DFFF"),
        ("\ud83d\ude00", "", "half of a pair"),
        ({"\ud800": 1}, "", "half of a pair"),
        ([10**5000], "[0]", "too long"),
        (Point(1, (b"x",)), "tags[0]", "bytes"),  # type: ignore[arg-type]
        (Failing(), "", "model_dump failed"),
        (looped(), "[0].back", "holds itself"),
        (nested(201), "[0][0][0]", "more than 200 levels"),
        (nested(100_000), "[0][0][0]", "more than 200 levels"),
    ],
)
def test_what_json_cannot_carry_is_refused_with_its_place(value: Any, path: str, reason: str) -> None:
    with pytest.raises(Unserialisable) as caught:
        encode(value)
    assert caught.value.path.startswith(path)
    assert len(caught.value.path) < 200
    assert reason in caught.value.reason


def test_200_levels_are_carried() -> None:
    assert decode(encode(nested(200))) == nested(200)
    assert decode(encode({"a": (nested(198),)})) == {"a": [nested(198)]}


def test_the_path_begins_where_the_caller_says() -> None:
    with pytest.raises(Unserialisable, match=r"^result\.a cannot be serialised"):
        encode({"a": b""}, path="result")


def test_little_stack_is_left_over_is_told_and_not_fatal() -> None:
    def fall(levels: int) -> str:
        return fall(levels - 1) if levels else encode((nested(190),))

    with pytest.raises(Unserialisable, match="stack"):
        fall(700)


def test_text_is_compact_and_not_escaped_beyond_need() -> None:
    assert encode({"名": ["é", 1.0]}) == '{"名":["é",1.0]}'


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "nul", '{"a":1}}', "\ud800"])
def test_text_that_no_value_gives_is_refused(text: str) -> None:
    with pytest.raises(Unserialisable):
        decode(text)


def test_a_dict_that_compares_oddly_is_still_encoded() -> None:
    class Odd(dict[str, Any]):
        def __eq__(self, other: object) -> bool:
            raise TypeError("not comparable")

        __hash__ = None

    assert json.loads(encode({"a": Odd(b=1)})) == {"a": {"b": 1}}
