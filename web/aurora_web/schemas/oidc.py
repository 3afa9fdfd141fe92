"""What browsers bring that sign in at an identity provider."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field

from aurora_web.api import RequestModel

_Text = Annotated[str, Field(max_length=4096)]


class LeaveQuery(RequestModel):
    """``return_to`` is a path of ours, and never the address of another site."""

    return_to: Annotated[str, Field(max_length=2048, pattern=r"^/([^/\\\x00-\x20\x7f][^\\\x00-\x20\x7f]*)?$")] = "/"


class CallbackQuery(RequestModel):
    """What the provider says. Other parameters of it are of no account."""

    model_config = ConfigDict(extra="ignore")

    code: _Text = ""
    state: _Text = ""
    iss: _Text = ""
    error: _Text = ""
