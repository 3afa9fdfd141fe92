"""What a run is given, against what its graph declares."""

from __future__ import annotations

from typing import Any

import pytest

from aurora_celery.engine.inputs import is_required, resolve_inputs
from aurora_celery.errors import InvalidInputs

PRICES: dict[str, Any] = {
    "type": "object",
    "properties": {"currency": {"type": "string"}},
    "required": ["currency"],
    "default": {"currency": "EUR"},
}


@pytest.mark.parametrize(
    ("declared", "required"),
    [
        ({}, True),
        ({"default": None}, False),
        ({"required": False}, False),
        ({"default": 1, "required": True}, True),
        (PRICES, False),
    ],
)
def test_whether_an_input_has_to_be_there(declared: dict[str, Any], required: bool) -> None:
    assert is_required(declared) is required


def test_names_that_a_schema_requires_are_those_of_its_parts() -> None:
    assert resolve_inputs({}, declared={"prices": PRICES}) == {"prices": {"currency": "EUR"}}
    with pytest.raises(InvalidInputs) as caught:
        resolve_inputs({"prices": {}}, declared={"prices": PRICES})
    assert [(each.code, each.path) for each in caught.value.diagnostics] == [("A303", "inputs.prices")]
