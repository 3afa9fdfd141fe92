"""Every error has its exit code and its message, and the table is what the help shows."""

from __future__ import annotations

import json

import click
import pytest
from click.testing import CliRunner

from aurora_celery import errors
from aurora_celery.cli.exits import EPILOG, MEANING, Exit, GuardedGroup, exit_code, way_out
from aurora_celery.cli.main import main
from aurora_celery.cli.options import shared

FOUND = (errors.Diagnostic("A003", "nodes.a", "wrong"), errors.Diagnostic("A004", "nodes.b", "wrong too"))


def call(error: BaseException, *arguments: str) -> tuple[int, str]:
    @click.group(cls=GuardedGroup)
    @shared
    def group() -> None:
        """A group."""

    @group.command()
    def fail() -> None:
        raise error

    result = CliRunner().invoke(group, [*arguments, "fail"])
    assert not result.stdout
    return result.exit_code, result.stderr


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.InvalidGraph(FOUND), Exit.BAD_INPUT),
        (errors.InvalidInputs(FOUND), Exit.BAD_INPUT),
        (errors.InvalidSettings(FOUND), Exit.BAD_INPUT),
        (errors.Unserialisable("inputs.a", "a set"), Exit.BAD_INPUT),
        (errors.HandlerNotFound("x"), Exit.BAD_INPUT),
        (errors.RunNotFound("x"), Exit.NOT_FOUND),
        (errors.GraphNotFound("x"), Exit.NOT_FOUND),
        (errors.StoreUnavailable("away"), Exit.UNAVAILABLE),
        (errors.StoreUnfit("standalone"), Exit.UNAVAILABLE),
        (errors.BrokerUnavailable("away"), Exit.UNAVAILABLE),
        (errors.WaitTimeout("x", 1.0), Exit.TIMEOUT),
        (errors.Conflict("key", "x"), Exit.CONFLICT),
        (errors.EmbeddedServerError("no"), Exit.SERVER),
        (errors.RunFailed("x", "failed"), Exit.FAILED),
    ],
)
def test_an_error_ends_with_its_code_and_one_message(error: errors.AuroraError, code: Exit) -> None:
    hint = way_out(error)
    assert exit_code(error) is code
    assert call(error) == (code, f"aurora: {error}" + (f"; {hint}" if hint else "") + "\n")


def test_what_is_not_found_comes_with_the_way_out() -> None:
    assert call(errors.RunNotFound("x"))[1].endswith("; `aurora runs list` shows the runs that there are\n")
    assert call(errors.NodeNotFound("b"))[1].endswith("; `aurora runs show RUN` shows the nodes of a run\n")
    assert json.loads(call(errors.BadCursor("x"), "--json")[1])["error"]["hint"] == "begin again without a cursor"


@pytest.mark.parametrize(
    "words", [["--json", "fly"], ["fail", "--json", "--fast"], ["fail", "--json", "more"], ["-x", "--json"]]
)
def test_a_call_that_cannot_be_understood_is_told_as_json_too(words: list[str]) -> None:
    result = CliRunner().invoke(main, ["runs", "list", *words])
    document = json.loads(result.stderr)["error"]
    assert (result.exit_code, result.stdout, document["code"]) == (Exit.BAD_INPUT, "", "usage")
    assert document["hint"] == "`aurora runs list --help` shows what it takes"


def test_a_call_that_cannot_be_understood_is_told_in_words_without_json() -> None:
    result = CliRunner().invoke(main, ["runs", "list", "--fast"])
    assert result.exit_code == Exit.BAD_INPUT
    assert result.stderr.splitlines()[-1].startswith("Error: No such option")


def test_json_errors_carry_every_diagnostic() -> None:
    code, text = call(errors.InvalidGraph(FOUND, name="g"), "--json")
    document = json.loads(text)["error"]
    assert (code, document["code"]) == (2, "invalid_graph")
    assert [each["path"] for each in document["diagnostics"]] == ["nodes.a", "nodes.b"]


def test_ctrl_c_ends_with_its_own_code() -> None:
    assert call(KeyboardInterrupt())[0] == Exit.INTERRUPTED


def test_every_code_has_a_meaning_in_the_help() -> None:
    assert set(MEANING) == set(Exit)
    assert all(text in EPILOG for text in MEANING.values())
