"""What is opened for a handler stands in nothing that is kept of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aurora_celery.engine.unsealing import Opened, Vault
from aurora_celery.errors import SecretNotFound, SecretUnreadable
from aurora_celery.model.access import SealedSecret
from aurora_celery.sealing import kept_name, load_seal, sealed_name
from aurora_celery.store.memory.store import MemoryStore

SECRETS = {"TOKEN": "hunter2-hunter2", "LONGER": "hunter2-hunter2-and-more", "ODD": 'a"b\\c\nd', "SHORT": "abc"}


@pytest.fixture
def opened() -> Opened:
    found = Opened(SECRETS.__getitem__)
    assert [found[name] for name in SECRETS] == list(SECRETS.values())
    return found


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    return tmp_path / "seals"


def keep(store: MemoryStore, keys: Path, value: str, *, project: str = "shop", name: str = "TOKEN") -> None:
    sealed = load_seal(keys).seal(value, name=sealed_name(project, name))
    store.access.secrets.put(SealedSecret(name=kept_name(project, name), sealed=sealed, key_id="k", by="ada"))


def test_what_holds_another_is_hidden_as_a_whole(opened: Opened) -> None:
    assert opened.hide("x hunter2-hunter2-and-more y hunter2-hunter2") == "x *** y ***"


@pytest.mark.parametrize("write", [str, repr, json.dumps, lambda text: str([text])])
def test_it_is_hidden_however_it_is_written(opened: Opened, write: type) -> None:
    assert SECRETS["ODD"] not in opened.hide(write(SECRETS["ODD"]))
    assert "***" in opened.hide(write(SECRETS["ODD"]))


def test_what_is_short_stands_in_too_much_to_be_hidden(opened: Opened) -> None:
    assert opened.hide("the abc of it") == "the abc of it"


def test_texts_of_a_result_are_hidden_and_its_form_stays(opened: Opened) -> None:
    value = {"hunter2-hunter2": [SECRETS["ODD"], 1.5, None, True, {"a": "Bearer hunter2-hunter2"}]}
    assert json.loads(opened.hide_result(json.dumps(value))) == {"***": ["***", 1.5, None, True, {"a": "Bearer ***"}]}


def test_a_number_is_no_text() -> None:
    found = Opened({"PIN": "12345678"}.__getitem__)
    assert found["PIN"] == "12345678"
    assert json.loads(found.hide_result('[12345678,"12345678"]')) == [12345678, "***"]


def test_an_error_that_tells_nothing_stays_as_it_is(opened: Opened) -> None:
    error = ValueError("no")
    assert opened.cover(error) is error


def test_an_error_whose_cause_tells_a_secret_is_covered(opened: Opened) -> None:
    error = ValueError("no")
    error.__cause__ = KeyError("hunter2-hunter2")
    covered = opened.cover(error)
    assert (str(covered), covered.__cause__) == ("ValueError: no", None)


def test_nothing_is_asked_of_the_store_before_a_secret_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, keys: Path
) -> None:
    store = MemoryStore()
    keep(store, keys, "hunter2-hunter2")
    asked: list[str] = []
    get = store.access.secrets.get

    def note(name: str) -> SealedSecret | None:
        asked.append(name)
        return get(name)

    monkeypatch.setattr(store.access.secrets, "get", note)
    found = Vault(store, keys=keys).of("shop/etl")
    assert "TOKEN" in found
    assert asked == []
    assert [found["TOKEN"], found["TOKEN"]] == ["hunter2-hunter2"] * 2
    assert asked == ["shop/TOKEN"]


def test_a_project_has_its_own(keys: Path) -> None:
    store = MemoryStore()
    keep(store, keys, "hunter2-hunter2")
    with pytest.raises(SecretNotFound, match="bank/TOKEN"):
        Vault(store, keys=keys).of("bank/etl")["TOKEN"]
    with pytest.raises(SecretNotFound, match="default/TOKEN"):
        Vault(store, keys=keys).of("etl")["TOKEN"]


def test_what_is_put_in_the_place_of_another_does_not_open(keys: Path) -> None:
    store = MemoryStore()
    sealed = load_seal(keys).seal("of the bank", name=sealed_name("bank", "TOKEN"))
    store.access.secrets.put(SealedSecret(name="shop/TOKEN", sealed=sealed, key_id="k", by="eve"))
    with pytest.raises(SecretUnreadable, match="cannot be opened"):
        Vault(store, keys=keys).of("shop/etl")["TOKEN"]


def test_a_worker_without_the_keys_says_so(tmp_path: Path, keys: Path) -> None:
    store = MemoryStore()
    keep(store, keys, "hunter2-hunter2")
    for missing, why in ((None, "has no keys"), (tmp_path / "nowhere", "is not there")):
        with pytest.raises(SecretUnreadable, match=why):
            Vault(store, keys=missing).of("shop/etl")["TOKEN"]


def test_a_file_that_holds_no_keys_is_named(tmp_path: Path, keys: Path) -> None:
    store = MemoryStore()
    keep(store, keys, "hunter2-hunter2")
    (tmp_path / "broken").write_text("no key")
    with pytest.raises(SecretUnreadable, match=r"broken"):
        Vault(store, keys=tmp_path / "broken").of("shop/etl")["TOKEN"]


def test_a_node_that_was_not_equipped_has_none() -> None:
    with pytest.raises(SecretUnreadable, match="equipped"):
        Opened()["TOKEN"]
