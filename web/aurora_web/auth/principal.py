"""Whoever sends a request, and what they may do in which project. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from aurora_celery.model.access import EVERY_PROJECT, ApiKey, Role, User


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """Somebody who is known. ``name`` is what the record of an operation says; ``grants`` are roles by project."""

    name: str
    user: str
    grants: Mapping[str, Role] = field(default_factory=dict)
    session: str = ""
    key: str = ""

    def role_in(self, project: str) -> Role | None:
        """The role in one project: the greater of the one there and of the one for all."""
        found = [self.grants[name] for name in (project, EVERY_PROJECT) if name in self.grants]
        return max(found, key=list(Role).index, default=None)

    def may(self, role: Role, project: str) -> bool:
        """True if they may do in a project what a role may."""
        held = self.role_in(project)
        return held is not None and held.covers(role)

    def may_everywhere(self, role: Role) -> bool:
        """True if they may do what a role may in every project."""
        return self.may(role, EVERY_PROJECT)

    def may_somewhere(self, role: Role) -> bool:
        """True if there is a project in which they may do what a role may."""
        return any(held.covers(role) for held in self.grants.values())

    def projects(self, role: Role) -> tuple[str, ...] | None:
        """The projects in which they may do what a role may; None for all."""
        if self.may_everywhere(role):
            return None
        return tuple(sorted(project for project, held in self.grants.items() if held.covers(role)))


def of_user(user: User, *, session: str = "") -> Principal:
    """A user who is signed in."""
    return Principal(name=user.name, user=user.name, grants=dict(user.grants), session=session)


def of_local_key(key: ApiKey) -> Principal:
    """A script on the machine of a local stack, whose key is nobody's."""
    return Principal(name="local", user="", grants={EVERY_PROJECT: key.role}, key=key.id)


def of_key(key: ApiKey, owner: User) -> Principal:
    """A program, which may do what its key says, and never more than its owner may."""
    mine = of_user(owner)
    wanted = key.projects
    if EVERY_PROJECT in wanted:
        wanted = tuple({*owner.grants})
    grants = {project: lesser(key.role, held) for project in wanted if (held := mine.role_in(project)) is not None}
    return Principal(name=f"{owner.name} (key {key.title})", user=owner.name, grants=grants, key=key.id)


def lesser(one: Role, other: Role) -> Role:
    """The role of two that may do less."""
    return other if one.covers(other) else one
