"""People, sessions, keys and the audit log, as the API takes and shows them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, SecretStr

from aurora_celery.model.access import ApiKey, AuditEntry, Role, Session, User
from aurora_web.api import RequestModel, ResponseModel
from aurora_web.api.model import Moment

#: Names of users: what can stand in an address and in a log without being mistaken for something else.
UserName = Annotated[str, Field(pattern=r"^[\w][\w.@+-]{0,63}$")]
Project = Annotated[str, Field(pattern=r"^(\*|[^/\x00-\x1f*]{1,128})$")]
Grants = Annotated[dict[Project, Role], Field(max_length=200)]
Password = Annotated[SecretStr, Field(max_length=1024)]
Code = Annotated[str, Field(max_length=64)]


class Doors(ResponseModel):
    """The ways in, as who has not signed in may know them."""

    first_user: bool
    provider: bool


class SetUp(RequestModel):
    """The first user, who may do everything. ``secret`` is what Aurora printed when it started."""

    secret: Password
    name: UserName
    password: Password


class SignIn(RequestModel):
    """A name and a password, and the code of the second factor if there is one."""

    name: Annotated[str, Field(max_length=64)]
    password: Password
    code: Code = ""


class ChangePassword(RequestModel):
    """One's own password."""

    current: Password
    new: Password


class BeginFactor(RequestModel):
    """One's own password, again."""

    password: Password


class ConfirmFactor(RequestModel):
    """A seed, a code of it, and one's own password again."""

    password: Password
    seed: Annotated[str, Field(pattern=r"^[A-Z2-7]{32}$")]
    code: Code


class RemoveFactor(RequestModel):
    """One's own password again, and a code of the app or a recovery code."""

    password: Password
    code: Code


class FactorView(ResponseModel):
    """A seed for an authenticator app, by itself and as an address to draw as a picture."""

    seed: str
    address: str


class RecoveryCodes(ResponseModel):
    """Codes for who has lost the app; each counts once."""

    codes: list[str]


class SessionView(ResponseModel):
    """Who is signed in, and what they may do. ``csrf`` is for the header X-CSRF-Token of whatever changes something."""

    user: str
    grants: dict[str, Role]
    must_change: bool
    second_factor: bool
    csrf: str


class SessionSummary(ResponseModel):
    """A browser that is signed in."""

    id: str
    current: bool
    created: Moment | None
    seen: Moment | None
    address: str
    agent: str


class SessionList(ResponseModel):
    """Browsers that are signed in."""

    items: list[SessionSummary]


class NewUser(RequestModel):
    """A user to make. They have to change the password when they sign in first."""

    name: UserName
    password: Password
    grants: Grants = Field(default_factory=dict)


class ChangeUser(RequestModel):
    """What to change of a user; what is null stays."""

    grants: Grants | None = None
    disabled: bool | None = None
    password: Password | None = Field(default=None, description="Has to be changed at the next sign-in.")
    reset_second_factor: bool = False


class UserView(ResponseModel):
    """A user."""

    name: str
    grants: dict[str, Role]
    disabled: bool
    must_change: bool
    second_factor: bool
    subject: str
    created: Moment | None
    changed: Moment | None
    version: int


class UserPage(ResponseModel):
    """One page of users by name."""

    items: list[UserView]
    cursor: str | None


class PageQuery(RequestModel):
    """One page of a list."""

    limit: int = Field(default=50, ge=1, le=500)
    cursor: Annotated[str, Field(max_length=500)] | None = None


class NewKey(RequestModel):
    """A key to make for oneself."""

    title: Annotated[str, Field(min_length=1, max_length=128)]
    role: Role
    projects: list[Project] = Field(default=["*"], min_length=1, max_length=200)
    lifetime: Annotated[float, Field(gt=0, le=10 * 366 * 86400.0)] | None = Field(
        default=90 * 86400.0, description="Seconds; null for ever."
    )


class KeyView(ResponseModel):
    """A key, without its secret."""

    id: str
    owner: str
    title: str
    role: Role
    projects: list[str]
    created: Moment | None
    expires: Moment | None
    used: Moment | None


class IssuedKey(KeyView):
    """A new key. ``secret`` is shown this once."""

    secret: str


class KeyPage(ResponseModel):
    """One page of keys, newest first."""

    items: list[KeyView]
    cursor: str | None


class AuditFilter(RequestModel):
    """Which entries of the log."""

    actor: Annotated[str, Field(max_length=256)] | None = None
    action: Annotated[str, Field(max_length=128)] | None = None
    target: Annotated[str, Field(max_length=512)] | None = None


class AuditQuery(PageQuery, AuditFilter):
    """One page of these entries."""


class AuditView(ResponseModel):
    """One thing that somebody did, or tried to."""

    number: int
    at: Moment
    actor: str
    action: str
    target: str
    outcome: str
    address: str
    trace: str
    detail: dict[str, str]
    chain: str


class AuditPage(ResponseModel):
    """One page of the log, newest first."""

    items: list[AuditView]
    cursor: str | None


class AuditVerdict(ResponseModel):
    """Whether the log is as it was written; otherwise the number of the first entry that is not."""

    sound: bool
    first_wrong: int | None


def user_view(user: User) -> UserView:
    """A user without what is secret."""
    return UserView(
        name=user.name,
        grants=dict(user.grants),
        disabled=user.disabled,
        must_change=user.must_change,
        second_factor=bool(user.totp),
        subject=user.subject,
        created=user.created,
        changed=user.changed,
        version=user.version,
    )


def session_view(user: User, session: Session) -> SessionView:
    """Who is signed in."""
    return SessionView(
        user=user.name,
        grants=dict(user.grants),
        must_change=user.must_change,
        second_factor=bool(user.totp),
        csrf=session.csrf,
    )


def short_id(session: Session) -> str:
    """What a session is called outside: the beginning of its digest, which tells it apart and opens nothing."""
    return session.id[:16]


def session_summary(session: Session, *, current: str) -> SessionSummary:
    """A session."""
    return SessionSummary(
        id=short_id(session),
        current=session.id == current,
        created=session.created,
        seen=session.seen,
        address=session.address,
        agent=session.agent,
    )


def key_view(key: ApiKey) -> KeyView:
    """A key."""
    return KeyView(
        id=key.id,
        owner=key.owner,
        title=key.title,
        role=key.role,
        projects=list(key.projects),
        created=key.created,
        expires=key.expires,
        used=key.used,
    )


def audit_view(entry: AuditEntry) -> AuditView:
    """An entry of the log."""
    return AuditView(
        number=entry.number,
        at=entry.at,
        actor=entry.actor,
        action=entry.action,
        target=entry.target,
        outcome=entry.outcome,
        address=entry.address,
        trace=entry.trace,
        detail=dict(entry.detail),
        chain=entry.chain,
    )
