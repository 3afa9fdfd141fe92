"""Inputs are read with the types that the graph declares."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import pytest

from aurora_celery.cli.inputs import read_facts, read_inputs, read_labels

DECLARED: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "number": {"type": "integer"},
    "either": {"type": ["integer", "string"]},
    "choice": {"enum": ["1", "2"]},
    "list": {"type": "array"},
}


@pytest.mark.parametrize(
    ("pair", "value"),
    [
        ("text=12", "12"),
        ("text=", ""),
        ("text=a=b", "a=b"),
        ("text=true", "true"),
        ("number=12", 12),
        ("number=twelve", "twelve"),
        ("either=12", 12),
        ("either=a b", "a b"),
        ("choice=1", "1"),
        ('list=[1, "x"]', [1, "x"]),
        ("free=12", 12),
        ("free=null", None),
        ("free=word", "word"),
        ('free="12"', "12"),
        ("free=NaN", "NaN"),
        ("free=" + "[" * 100_000, "[" * 100_000),
        ("数据=1", 1),
    ],
)
def test_a_value_is_read_as_its_input_declares(pair: str, value: Any) -> None:
    assert list(read_inputs([pair], None, declared=DECLARED).values()) == [value]


def test_single_inputs_win_over_the_object() -> None:
    assert read_inputs(["a=1"], '{"a": 0, "b": 2}', declared={}) == {"a": 1, "b": 2}


def test_the_object_may_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "in.json").write_text(json.dumps({"a": 1}))
    assert read_inputs([], f"@{tmp_path}/in.json", declared={}) == {"a": 1}


@pytest.mark.parametrize("pair", ["word", "=1", ""])
def test_a_pair_without_a_name_or_a_value_is_refused(pair: str) -> None:
    with pytest.raises(click.BadParameter, match="is not name=value"):
        read_inputs([pair], None, declared={})


@pytest.mark.parametrize("text", ["true", "null", "1e3", "01", '"x"', "[1]", "a=b", ""])
def test_a_label_is_the_text_that_was_given(text: str) -> None:
    assert read_labels([f"flag={text}"]) == {"flag": text}


def test_a_wrong_label_and_a_wrong_input_are_told_by_their_options() -> None:
    for read, option in ((read_labels, "--label"), (read_facts, "--input")):
        with pytest.raises(click.BadParameter) as found:
            read(["word"])
        assert found.value.param_hint == option


@pytest.mark.parametrize("whole", ["{", "[1]", '{"a": NaN}', "[" * 100_000, "@/does/not/exist"])
def test_an_object_that_is_none_is_refused(whole: str) -> None:
    with pytest.raises(click.BadParameter):
        read_inputs([], whole, declared={})
