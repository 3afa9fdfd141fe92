"""Read a definition from YAML text: from events, with a stack of its own, so that no document can exhaust Python's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, NoReturn, Protocol

import yaml

from aurora_celery.definition import codes
from aurora_celery.definition.limits import MAX_ALIASED_VALUES, MAX_ALIASES, MAX_DEPTH
from aurora_celery.definition.report import Report, refuse
from aurora_celery.definition.yaml_scalars import KNOWN_TAGS, Scalar, plain_scalar, tagged_scalar
from aurora_celery.model.paths import Trail, quoted

# Without libyaml the same events come from Python code, slower.
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: What libyaml says, since 0.2.6, of text that nests deeper than its own bound, which lies far above ours.
_LIBYAML_TOO_DEEP: Final = "exceeded maximum nesting depth"


def read_yaml(text: str, *, report: Report) -> Any:
    """The value of YAML text; duplicate keys go to the report. Raises InvalidGraph for what cannot be read.

    Scalars follow the core schema of YAML 1.2. Keys are always text, as written.
    """
    composer = _Composer(report)
    try:
        for event in _events(text):
            composer.take(event)
    except yaml.MarkedYAMLError as error:
        # It looks ahead for the end of a key, and so may tell of the depth before it gives the events that lead there.
        if error.problem == _LIBYAML_TOO_DEEP:
            _refuse_depth(error.problem_mark)
        refuse(codes.SYNTAX, f"not valid YAML: {error.problem or error.context}{_place(error.problem_mark)}")
    except yaml.YAMLError as error:
        refuse(codes.SYNTAX, f"not valid YAML: {str(error).partition(chr(10))[0]}")
    if composer.documents == 0:
        refuse(codes.EMPTY, "the definition is empty")
    return composer.root


def _events(text: str) -> Iterator[yaml.Event]:
    yield from yaml.parse(text, Loader=_LOADER)


def _refuse_depth(mark: _Mark | None) -> NoReturn:
    refuse(codes.TOO_DEEP, f"nests more than {MAX_DEPTH} levels deep{_place(mark)}")


def _place(mark: _Mark | None) -> str:
    return f" (line {mark.line + 1}, column {mark.column + 1})" if mark else ""


class _Mark(Protocol):
    line: int
    column: int


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being read. ``size`` and ``height`` count it as if aliases were written out."""

    value: dict[str, Any] | list[Any]
    anchor: str | None
    key: str | None = None
    size: int = 1
    height: int = 0


@dataclass(frozen=True, slots=True)
class _Anchored:
    value: Any
    size: int
    height: int


class _Composer:
    def __init__(self, report: Report) -> None:
        self.root: Any = None
        self.documents = 0
        self._report = report
        self._stack: list[_Open] = []
        self._anchors: dict[str, _Anchored | None] = {}
        self._aliases = 0
        self._aliased = 0

    def take(self, event: yaml.Event) -> None:
        """Go one event on."""
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent):
            self._open({}, event)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._open([], event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close()
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                refuse(codes.UNSUPPORTED_YAML, f"one file holds one document{_place(event.start_mark)}")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if self._wants_key():
            self._key(event)
            return
        value = self._value(event)
        if event.anchor:
            self._anchors[event.anchor] = _Anchored(value, 1, 0)
        self._put(value, size=1, height=0)

    def _value(self, event: yaml.ScalarEvent) -> Scalar:
        if event.tag in (None, "!"):
            plain = event.implicit[0] and event.tag is None
            return plain_scalar(event.value) if plain else event.value
        self._check_tag(event)
        try:
            return tagged_scalar(event.value, event.tag)
        except ValueError:
            refuse(codes.SYNTAX, f"{quoted(event.value)} is not a {event.tag}", path=self._trail())

    def _check_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag not in (None, "!") and event.tag not in KNOWN_TAGS:
            message = f"the tag {quoted(event.tag)} is not supported{_place(event.start_mark)}"
            refuse(codes.UNSUPPORTED_YAML, message, path=self._trail())

    def _wants_key(self) -> bool:
        top = self._stack[-1] if self._stack else None
        return top is not None and isinstance(top.value, dict) and top.key is None

    def _key(self, event: yaml.ScalarEvent) -> None:
        top = self._stack[-1]
        self._check_tag(event)
        if event.value == "<<" and event.implicit[0]:
            message = f"merge keys (<<) are not supported; write the keys out{_place(event.start_mark)}"
            refuse(codes.UNSUPPORTED_YAML, message, path=self._trail())
        if event.anchor:
            self._anchors[event.anchor] = _Anchored(event.value, 1, 0)
        top.key = event.value
        if event.value in top.value:
            message = f"the key {quoted(event.value)} appears more than once{_place(event.start_mark)}"
            self._report.add(codes.DUPLICATE_KEY, self._trail(), message)

    def _open(self, value: dict[str, Any] | list[Any], event: yaml.CollectionStartEvent) -> None:
        if self._wants_key():
            refuse(codes.WRONG_TYPE, f"a key must be text{_place(event.start_mark)}", path=self._trail())
        self._check_tag(event)
        if len(self._stack) >= MAX_DEPTH:
            _refuse_depth(event.start_mark)
        if event.anchor:
            self._anchors[event.anchor] = None
        self._stack.append(_Open(value, event.anchor))

    def _close(self) -> None:
        done = self._stack.pop()
        if done.anchor:
            self._anchors[done.anchor] = _Anchored(done.value, done.size, done.height + 1)
        self._put(done.value, size=done.size, height=done.height + 1)

    def _alias(self, event: yaml.AliasEvent) -> None:
        where = _place(event.start_mark)
        name = str(event.anchor)
        found = self._anchors.get(name)
        if found is None:
            why = "stands inside its own anchor" if name in self._anchors else "has no anchor"
            refuse(codes.ALIASES, f"the alias *{name[:80]} {why}{where}", path=self._trail())
        if self._wants_key():
            refuse(codes.WRONG_TYPE, f"a key must be text, not an alias{where}", path=self._trail())
        self._aliases += 1
        self._aliased += found.size
        if self._aliases > MAX_ALIASES or self._aliased > MAX_ALIASED_VALUES:
            limits = f"more than {MAX_ALIASES} aliases, or aliases for more than {MAX_ALIASED_VALUES} values"
            refuse(codes.ALIASES, f"the definition has {limits}{where}")
        if len(self._stack) + found.height > MAX_DEPTH:
            _refuse_depth(event.start_mark)
        self._put(found.value, size=found.size, height=found.height)

    def _put(self, value: Any, *, size: int, height: int) -> None:
        if not self._stack:
            self.root = value
            return
        top = self._stack[-1]
        top.size += size
        top.height = max(top.height, height)
        if isinstance(top.value, list):
            top.value.append(value)
        elif top.key is not None:
            top.value.setdefault(top.key, value)
            top.key = None

    def _trail(self) -> Trail:
        trail: Trail = ""
        for level in self._stack:
            if isinstance(level.value, list):
                trail = (trail, len(level.value))
            elif level.key is not None:
                trail = (trail, level.key)
        return trail
