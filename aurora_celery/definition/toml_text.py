"""Read a definition from TOML text. Depth and the length of dotted keys are bounded before the parser sees them."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from aurora_celery.definition import codes
from aurora_celery.definition.limits import MAX_DEPTH
from aurora_celery.definition.report import refuse
from aurora_celery.model.nesting import nesting

_QUOTED = re.compile(
    r'''\#[^\n]*+
      | """(?:[^"\\]|\\.|"(?!""))*+(?:"""|\\?\Z) | \'\'\'(?:[^']|'(?!''))*+(?:\'\'\'|\Z)
      | "[^"\\\n]*+(?:\\.[^"\\\n]*+)*+(?:"|\\?\Z|\n) | '[^'\n]*+(?:'|\Z|\n)''',
    re.DOTALL | re.VERBOSE,
)
_DOTTED = re.compile(rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{MAX_DEPTH}}}")


def read_toml(text: str) -> dict[str, Any]:
    """The value of TOML text. Raises InvalidGraph for text that is not TOML; duplicate keys are not TOML."""
    bare = _QUOTED.sub(_stand_in, text)
    if nesting(bare, enough=MAX_DEPTH) > MAX_DEPTH or _DOTTED.search(bare):
        refuse(codes.TOO_DEEP, f"the definition nests more than {MAX_DEPTH} levels deep")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        refuse(codes.SYNTAX, f"not valid TOML: {_first_line(error)}")
    except ValueError as error:
        # The parser lets the errors of int() and of dates pass through.
        refuse(codes.SYNTAX, f"not valid TOML: {_first_line(error)}")


def _stand_in(match: re.Match[str]) -> str:
    if match[0].startswith("#"):
        return ""
    return "q\n" if match[0].endswith("\n") else "q"


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0][:200]
