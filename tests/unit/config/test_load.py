"""Settings come from defaults, a file, the environment and the local stack, in that order."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from aurora_celery.config import Settings, load, load_settings, origins
from aurora_celery.config.settings import known_keys
from aurora_celery.errors import InvalidSettings

CONFIG = Path(__file__).parents[3] / "config"


def problems(path: Path | None = None, *, cwd: Path, **environ: str) -> list[str]:
    with pytest.raises(InvalidSettings) as caught:
        load(path, environ, cwd=cwd)
    return [str(diagnostic) for diagnostic in caught.value.diagnostics]


def test_without_any_source_the_defaults_hold(tmp_path: Path) -> None:
    assert load_settings(environ={}, cwd=tmp_path) == Settings()


def test_the_shipped_file_holds_every_setting_at_its_default(tmp_path: Path) -> None:
    document = tomllib.loads((CONFIG / "aurora.toml").read_text("utf-8"))
    written = tuple(f"{section}.{key}" for section, table in document.items() for key in table)
    assert written == known_keys()
    assert load_settings(CONFIG / "aurora.toml", {}, cwd=tmp_path) == Settings()


def test_the_settings_for_development_are_valid(tmp_path: Path) -> None:
    assert load_settings(CONFIG / "dev.toml", {}, cwd=tmp_path) != Settings()


def test_a_file_wins_over_defaults_and_a_variable_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "aurora.toml").write_text("[worker]\nsweep = 2\nconcurrency = 3\n")
    environ = {"AURORA_WORKER__CONCURRENCY": "7"}
    settings = load_settings(environ=environ, cwd=tmp_path)
    assert (settings.worker.sweep, settings.worker.concurrency, settings.worker.lease) == (2.0, 7, 15.0)
    found = origins(environ=environ, cwd=tmp_path)
    assert found["worker.sweep"] == "aurora.toml"
    assert found["worker.concurrency"] == "AURORA_WORKER__CONCURRENCY"
    assert found["worker.lease"] == "default"


def test_a_named_file_wins_over_the_variable_and_that_over_the_default_ones(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    for name, queue in (("config/aurora.toml", "c"), ("a.toml", "a"), ("b.toml", "b")):
        (tmp_path / name).write_text(f'[broker]\nqueue = "{queue}"\n')
    assert load_settings(environ={}, cwd=tmp_path).broker.queue == "c"
    assert load_settings(environ={"AURORA_CONFIG": "b.toml"}, cwd=tmp_path).broker.queue == "b"
    assert load_settings("a.toml", {"AURORA_CONFIG": "b.toml"}, cwd=tmp_path).broker.queue == "a"


def test_a_variable_may_name_a_file_with_the_value(tmp_path: Path) -> None:
    secret = tmp_path / "store-url"
    secret.write_text("mongodb://a:b@host/aurora\n")
    environ = {"AURORA_STORE__URL_FILE": str(secret), "AURORA_WEB__SEAL_FILE": "seals"}
    settings = load_settings(environ=environ, cwd=tmp_path)
    assert settings.store.url == "mongodb://a:b@host/aurora"
    assert settings.web.seal_file == Path("seals"), "a setting that is a file itself stays the name of it"
    assert origins(environ=environ, cwd=tmp_path)["store.url"] == "AURORA_STORE__URL_FILE"
    environ["AURORA_STORE__URL"] = "mongodb://nearer/aurora"
    assert load_settings(environ=environ, cwd=tmp_path).store.url == "mongodb://nearer/aurora"


def test_a_file_with_a_value_must_be_there_and_hold_it(tmp_path: Path) -> None:
    secret = tmp_path / "broker-url"
    (problem,) = problems(cwd=tmp_path, AURORA_BROKER__URL_FILE=str(secret))
    assert problem.startswith("C003 AURORA_BROKER__URL_FILE: ")
    assert "cannot be read: No such file" in problem
    secret.write_bytes(b"\n")
    assert "is empty" in problems(cwd=tmp_path, AURORA_BROKER__URL_FILE=str(secret))[0]
    secret.write_bytes(b"\xff\xfe")
    assert "is not text in UTF-8" in problems(cwd=tmp_path, AURORA_BROKER__URL_FILE=str(secret))[0]
    (unknown,) = problems(cwd=tmp_path, AURORA_BROKER__URI_FILE=str(secret))
    assert unknown.startswith("C001 broker.uri_file")


def test_a_list_is_written_with_commas_in_a_variable(tmp_path: Path) -> None:
    settings = load_settings(environ={"AURORA_WORKER__INCLUDE": "shop.tasks, shop.graphs,"}, cwd=tmp_path)
    assert settings.worker.include == ("shop.tasks", "shop.graphs")


def test_an_empty_variable_counts_as_not_set(tmp_path: Path) -> None:
    environ = {"AURORA_WORKER__LEASE": "", "AURORA_CONFIG": ""}
    assert load_settings(environ=environ, cwd=tmp_path) == Settings()


def test_celerys_own_settings_pass_through_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "aurora.toml").write_text('[celery]\ntimezone = "UTC"\ntask_routes = {a = {queue = "q"}}\n')
    environ = {"AURORA_CELERY__WORKER_PREFETCH_MULTIPLIER": "4", "AURORA_CELERY__TASK_DEFAULT_QUEUE": "q"}
    assert load_settings(environ=environ, cwd=tmp_path).celery == {
        "timezone": "UTC",
        "task_routes": {"a": {"queue": "q"}},
        "worker_prefetch_multiplier": 4,
        "task_default_queue": "q",
    }


def test_everything_that_is_wrong_is_reported_at_once(tmp_path: Path) -> None:
    (tmp_path / "aurora.toml").write_text('[worker]\nconcurency = 2\nlease = "long"\n[strore]\nurl = "x"\n')
    assert problems(cwd=tmp_path, AURORA_BROKER_URL="x", AURORA_WORKER__SWEEP="0") == [
        "C001 worker.concurency: is not a setting (from aurora.toml); did you mean worker.concurrency?",
        "C001 strore.url: is not a setting (from aurora.toml); did you mean store.url?",
        "C001 broker_url: is not a setting (from AURORA_BROKER_URL); did you mean AURORA_BROKER__URL?",
        "C002 worker.lease: Input should be a valid number, unable to parse string as a number (from aurora.toml)",
        "C002 worker.sweep: Input should be greater than 0 (from AURORA_WORKER__SWEEP)",
    ]


def test_a_key_in_the_wrong_section_is_pointed_to_the_right_one(tmp_path: Path) -> None:
    (tmp_path / "aurora.toml").write_text("[engine]\nlease = 3\n")
    assert problems(cwd=tmp_path) == [
        "C001 engine.lease: is not a setting (from aurora.toml); did you mean worker.lease?"
    ]


def test_a_section_that_is_not_a_table_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "aurora.toml").write_text("broker = 'redis://'\ncelery = 1\n")
    assert problems(cwd=tmp_path) == [
        "C001 broker: must be a table of settings (from aurora.toml)",
        "C001 celery: must be a table of settings (from aurora.toml)",
    ]


def test_times_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    (tmp_path / "aurora.toml").write_text("[worker]\nlease = 3\nheartbeat = 3\n[engine]\nrepublish_max = 1\n")
    assert problems(cwd=tmp_path) == [
        "C002 worker: lease must be at least twice the heartbeat, or living workers count as dead",
        "C002 engine: republish_max must not be less than republish",
    ]


@pytest.mark.parametrize("content", [b"[broker", b"\xff\xfe", b"a = " + b"[" * 100_000], ids=["cut", "binary", "deep"])
def test_a_file_that_is_not_toml_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.toml").write_bytes(content)
    (problem,) = problems(tmp_path / "x.toml", cwd=tmp_path)
    assert problem.startswith(f"C003 {tmp_path}/x.toml is not TOML: ")


def test_a_file_that_is_named_but_missing_is_an_error(tmp_path: Path) -> None:
    assert problems(cwd=tmp_path, AURORA_CONFIG="no.toml") == [
        f"C003 {tmp_path}/no.toml cannot be read: No such file or directory"
    ]


def test_a_wrong_value_is_never_shown_since_it_may_be_secret(tmp_path: Path) -> None:
    (tmp_path / "aurora.toml").write_text('[store]\nurl = ["mongodb://u:hunter2@h"]\n')
    assert "hunter2" not in "".join(problems(cwd=tmp_path))


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        setattr(Settings().broker, "url", "x")  # noqa: B010 - mypy knows it too
