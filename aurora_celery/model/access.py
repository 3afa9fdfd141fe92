"""Who may do what: roles, the people and programs that have them, and the record of what they did. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

#: Stands for all projects in a grant.
EVERY_PROJECT: Final = "*"
#: The project of graphs whose name has no project in front.
DEFAULT_PROJECT: Final = "default"
#: Owners of keys that are nobody's: of a local stack's own scripts, and of whoever makes the first user. The names of
#: users have no colon.
LOCAL: Final = "aurora:local"
SETUP: Final = "aurora:setup"


class Role(StrEnum):
    """What somebody may do in a project, each with all that those before it may.

    ``viewer`` looks; ``operator`` starts and mends runs; ``editor`` writes graphs;
    ``admin``, which only counts for every project, looks after workers, people and keys.
    """

    VIEWER = "viewer"
    OPERATOR = "operator"
    EDITOR = "editor"
    ADMIN = "admin"

    def covers(self, other: Role) -> bool:
        """True if whoever has this role may do all that ``other`` may."""
        return _ORDER.index(self) >= _ORDER.index(other)


_ORDER: Final = tuple(Role)


def project_of(graph: str) -> str:
    """The project that a graph belongs to: what stands before the first ``/`` of its name."""
    project, slash, _ = graph.partition("/")
    return project if slash else DEFAULT_PROJECT


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody who signs in. ``grants`` are roles by project. ``password`` is a hash, empty for who has none.

    ``version`` counts the changes, so that two who change a user at once are told of each other. ``totp`` is the sealed
    seed of the second factor, ``recovery`` are hashes of what is left of the recovery codes, ``totp_step`` is the last
    time step whose code was used. ``subject`` is the name at the identity provider, as ``issuer#subject``.
    """

    name: str
    password: str = ""
    grants: Mapping[str, Role] = field(default_factory=dict)
    disabled: bool = False
    must_change: bool = False
    totp: str = ""
    totp_step: int = 0
    recovery: tuple[str, ...] = ()
    subject: str = ""
    created: datetime | None = None
    changed: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A browser that is signed in. ``id`` is the hash of the token in its cookie, never the token itself."""

    id: str
    user: str
    csrf: str
    created: datetime | None = None
    seen: datetime | None = None
    expires: datetime | None = None
    address: str = ""
    agent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """What a program signs its requests with. ``digest`` is the SHA-256 of the secret, which is shown once only.

    It may do what ``role`` may in ``projects``, and never more than its owner may at that time.
    """

    id: str
    digest: str
    owner: str
    title: str
    role: Role
    projects: tuple[str, ...] = (EVERY_PROJECT,)
    created: datetime | None = None
    expires: datetime | None = None
    used: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One thing that somebody did, or tried to. ``chain`` is a digest of this entry and of the ``chain`` before it.

    ``number`` counts from 1 without gaps. ``outcome`` is ``done``, ``refused`` or ``failed``.
    """

    number: int
    at: datetime
    actor: str
    action: str
    target: str
    outcome: str
    address: str = ""
    trace: str = ""
    detail: Mapping[str, str] = field(default_factory=dict)
    chain: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedSecret:
    """A secret by name, sealed: without the key nobody can read it, and nothing shows it again."""

    name: str
    sealed: str
    key_id: str
    by: str
    changed: datetime | None = None
    version: int = 1
