"""Stand-ins for values that are not known while a graph is drawn: the result of a node, an input of the run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final, NoReturn, Self

from aurora_celery.definition import codes
from aurora_celery.definition.limits import MAX_DEPTH
from aurora_celery.definition.report import refuse
from aurora_celery.expressions import SECRETS, Selection, escape, whole


@dataclass(slots=True, eq=False)
class Draft:
    """A node that is being drawn. Its parameters may hold references; its id may still change.

    Everything is what the user gave, and is checked when the drawing is read.
    """

    id: Any
    handler: Any
    params: Any = None
    needs: list[Any] = field(default_factory=list)
    options: dict[str, Any] = field(default_factory=dict)


class Ref:
    """A value that will be known when the run goes on. ``ref["key"]`` and ``ref[0]`` refer to its parts."""

    __slots__ = ("_steps",)

    def __init__(self, steps: tuple[str | int, ...] = ()) -> None:
        self._steps = steps

    @property
    def selection(self) -> Selection:
        """What the reference selects, as an expression writes it."""
        raise NotImplementedError

    def _into(self, steps: tuple[str | int, ...]) -> Self:
        raise NotImplementedError

    def __getitem__(self, key: Any) -> Self:
        if not isinstance(key, str) and (isinstance(key, bool) or not isinstance(key, int) or key < 0):
            self._refuse_step(key)
        return self._into((*self._steps, key))

    def _refuse_step(self, key: object) -> NoReturn:
        refuse(codes.VALUE_NOT_KNOWN, f"{self!r} can be followed by text or a number from 0, not by {key!r}")

    def __getattr__(self, name: str) -> NoReturn:
        hint = f"; its parts are reached as {self!r}[{name!r}]" if not name.startswith("_") else ""
        raise AttributeError(f"a reference has no attribute {name!r}{hint}")

    def __repr__(self) -> str:
        return f"<{self.selection}>"


def _unknown(operation: str) -> Callable[..., Any]:
    def method(self: Ref, *_: Any) -> NoReturn:
        message = f"{operation} {self!r} needs its value, which is not known while the graph is being drawn"
        refuse(codes.VALUE_NOT_KNOWN, message, path=str(self.selection))

    return method


_OPERATIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "iterating over": ("iter", "len", "contains", "reversed"),
    "testing": ("bool",),
    "comparing": ("eq", "ne", "lt", "le", "gt", "ge"),
    "making text of": ("str", "format"),
    "calculating with": (
        *("int", "float", "index", "add", "radd", "sub", "rsub", "mul", "rmul", "truediv", "rtruediv"),
        *("floordiv", "rfloordiv", "mod", "rmod", "neg", "abs", "and", "or", "invert"),
    ),
    "calling": ("call",),
}
for _words, _names in _OPERATIONS.items():
    for _name in _names:
        setattr(Ref, f"__{_name}__", _unknown(_words))
# Comparing is refused, but a reference can still be told from another by what it is.
Ref.__hash__ = object.__hash__  # type: ignore[method-assign]


class NamedRef(Ref):
    """Something that the whole graph can name; ``ROOT`` is the word that stands before the name."""

    __slots__ = ("_name",)
    ROOT: ClassVar[str]

    def __init__(self, name: str, steps: tuple[str | int, ...] = ()) -> None:
        super().__init__(steps)
        self._name = name

    @property
    def selection(self) -> Selection:
        """What the reference selects."""
        return Selection(self.ROOT, self._name, self._steps)

    def _into(self, steps: tuple[str | int, ...]) -> Self:
        return type(self)(self._name, steps)


class InputRef(NamedRef):
    """An input of the run."""

    __slots__ = ()
    ROOT = "inputs"


class SecretRef(NamedRef):
    """A secret of the graph's project, which its node's worker opens. It has no parts."""

    __slots__ = ()
    ROOT = SECRETS


def secret(name: str) -> SecretRef:
    """A secret by its name, to give to a node of a graph that is drawn in Python.

    The graph holds the reference; the value is known to the handler only.
    """
    return SecretRef(name)


class NodeRef(Ref):
    """The result of a node."""

    __slots__ = ("draft",)

    def __init__(self, draft: Draft, steps: tuple[str | int, ...] = ()) -> None:
        super().__init__(steps)
        self.draft = draft

    @property
    def selection(self) -> Selection:
        """What the reference selects."""
        return Selection("nodes", self.draft.id, self._steps)

    def _into(self, steps: tuple[str | int, ...]) -> NodeRef:
        return NodeRef(self.draft, steps)

    def after(self, *others: NodeRef | str) -> NodeRef:
        """Let the node wait for others without taking anything from them. Returns the reference itself."""
        self.draft.needs.extend(others)
        return self

    def named(self, node_id: str) -> NodeRef:
        """Give the node this id. Returns the reference itself."""
        self.draft.id = node_id
        return self


def template(value: Any, *, drafts: set[int], literal: bool, depth: int = 0) -> Any:
    """A template in which references stand as expressions.

    ``drafts`` are the ids (of the objects) of the graph's own nodes. ``literal`` means that text is meant as
    it is, and not as a template. Raises InvalidGraph for a reference of another graph.
    """
    if isinstance(value, Ref):
        if isinstance(value, NodeRef):
            own(value, drafts=drafts)
        return whole(str(value.selection))
    if isinstance(value, str):
        return escape(value) if literal else value
    if depth > MAX_DEPTH:
        # Deeper than any definition may be; reading it will say so.
        return value
    if isinstance(value, Mapping):
        return {key: template(each, drafts=drafts, literal=literal, depth=depth + 1) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [template(each, drafts=drafts, literal=literal, depth=depth + 1) for each in value]
    return value


def own(ref: NodeRef, *, drafts: set[int]) -> Any:
    """The id of the node that a reference means. Raises InvalidGraph when the node is of another graph."""
    if id(ref.draft) not in drafts:
        refuse(codes.FOREIGN_REFERENCE, f"{ref!r} belongs to another graph", path=str(ref.selection))
    return ref.draft.id
