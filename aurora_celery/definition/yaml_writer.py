"""Write YAML that any reader takes for the same: text that YAML 1.1 or 1.2 would take for something else is quoted."""

from __future__ import annotations

import re
from typing import Any, Final

import yaml

from aurora_celery.definition.yaml_scalars import FLOAT, INTEGER

_FIRST: Final = list("0123456789+-.")
_WIDTH: Final = 110
#: Characters that only an escape in double quotes brings through every reader: some take them for the end of a line.
_ESCAPED: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


class _Dumper(yaml.SafeDumper):
    """PyYAML knows the scalars of YAML 1.1; those of 1.2 are added below."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the interface is PyYAML's
        return True


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = '"' if _ESCAPED.search(text) else "|" if "\n" in text.strip() else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
_Dumper.add_implicit_resolver("tag:yaml.org,2002:int", INTEGER, _FIRST)
_Dumper.add_implicit_resolver("tag:yaml.org,2002:float", FLOAT, _FIRST)


def written_yaml(document: dict[str, Any]) -> str:
    """The document as YAML text."""
    text: str = yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)
    return text
