"""Options that many commands take. They fill the session and are no parameters of the commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from aurora_celery.cli.session import Session

Command = TypeVar("Command", bound=Callable[..., Any])

#: Name a management API and a key for it, where the options do not.
SERVER_VARIABLE, TOKEN_VARIABLE = "AURORA_SERVER", "AURORA_TOKEN"

session_argument = click.make_pass_decorator(Session)


def with_session(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the session as its first argument."""

    def call(*args: Any, **kwargs: Any) -> Any:
        return function(Session.of(click.get_current_context()), *args, **kwargs)

    call.__doc__, call.__name__ = function.__doc__, function.__name__
    params = getattr(function, "__click_params__", [])
    call.__dict__["__click_params__"] = params
    return call


def _set_config(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    if value:
        Session.of(ctx).config = value


def _set_json(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click calls it so
    if value:
        Session.of(ctx).json = True


def _add_modules(ctx: click.Context, _: click.Parameter, value: tuple[str, ...]) -> None:
    named = [name for text in value for name in text.split(",") if name]
    Session.of(ctx).include.extend(named)


def _set_app(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    if value:
        Session.of(ctx).app_name = value


def _set_server(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    if value:
        Session.of(ctx).server = value


def _set_token(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    if value:
        Session.of(ctx).token = value


def _decide(key: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def note(ctx: click.Context, _: click.Parameter, value: Any) -> None:
        if value is not None:
            Session.of(ctx).overrides[key] = value

    return note


_config = click.option(
    "--config", metavar="FILE", callback=_set_config, expose_value=False, help="Settings; else AURORA_CONFIG, ..."
)
_json = click.option("--json", is_flag=True, callback=_set_json, expose_value=False, help="Print JSON.")
_include = click.option(
    "-I", "--include", metavar="MODULE", multiple=True, callback=_add_modules, expose_value=False,
    help="Import a module with handlers; again for more.",
)  # fmt: skip


_app = click.option(
    "-A", "--app", metavar="APP", callback=_set_app, expose_value=False,
    help="A Celery app of your own, as `celery -A` takes it.",
)  # fmt: skip


_server = click.option(
    "--server", metavar="URL", envvar=SERVER_VARIABLE, callback=_set_server, expose_value=False, is_eager=True,
    help=f"Ask the management API there instead of store and broker; else {SERVER_VARIABLE}.",
)  # fmt: skip
_token = click.option(
    "--token", metavar="KEY", envvar=TOKEN_VARIABLE, callback=_set_token, expose_value=False, is_eager=True,
    help=f"A key of that API; better in {TOKEN_VARIABLE}, for others may see what a program is called with.",
)  # fmt: skip


def shared(command: Command) -> Command:
    """``--config`` and ``--json``."""
    return _config(_json(command))


def reaching(command: Command) -> Command:
    """``--server`` and ``--token``."""
    return _server(_token(command))


def including(command: Command) -> Command:
    """``-I`` and ``-A``, besides those that all take."""
    return _app(_include(shared(command)))


def setting(key: str, *flags: str, **options: Any) -> Callable[[Command], Command]:
    """An option that decides one setting for this call."""
    return click.option(*flags, callback=_decide(key), expose_value=False, **options)
