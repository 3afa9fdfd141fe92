"""Secrets, as the API takes them; it never shows one."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, SecretStr

from aurora_celery.model.access import SealedSecret
from aurora_web.api import RequestModel, ResponseModel
from aurora_web.api.model import Moment
from aurora_web.schemas.access import Project


class NewSecret(RequestModel):
    """What a secret is from now on."""

    value: Annotated[SecretStr, Field(min_length=1, max_length=65536)]


class SecretsQuery(RequestModel):
    """The secrets of one project; without it, of all in which one may write graphs."""

    project: Project | None = None


class SecretView(ResponseModel):
    """A secret, without what it is. ``reference`` is how a node of its project refers to it."""

    project: str
    name: str
    reference: str
    by: str
    changed: Moment | None
    version: int


class SecretList(ResponseModel):
    """Secrets by project and name."""

    items: list[SecretView]


def secret_view(secret: SealedSecret) -> SecretView:
    """A secret as the store has it, under its project and its name."""
    project, _, name = secret.name.rpartition("/")
    return SecretView(
        project=project,
        name=name,
        reference=f"${{{{ secrets.{name} }}}}",
        by=secret.by,
        changed=secret.changed,
        version=secret.version,
    )
