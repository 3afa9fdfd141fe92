"""What is sealed opens with the key that sealed it, under its own name, and not when a bit of it was changed."""

from __future__ import annotations

import base64
import secrets
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from aurora_celery.errors import InvalidSettings
from aurora_celery.sealing import Seal, Unsealable, load_seal

OLD, NEW = bytes(range(32)), bytes(range(32, 64))
SEAL = Seal({"k1": OLD})


@given(text=st.text(st.characters(codec="utf-8")), name=st.text(st.characters(codec="utf-8")))
def test_what_is_sealed_can_be_opened(text: str, name: str) -> None:
    assert SEAL.open(SEAL.seal(text, name=name), name=name) == text


def test_it_is_sealed_with_aes_in_galois_counter_mode() -> None:
    key_id, _, data = SEAL.seal("hunter2", name="db").partition(":")
    sealed = base64.b64decode(data)
    assert key_id == "k1"
    assert AESGCM(OLD).decrypt(sealed[:12], sealed[12:], b"db") == b"hunter2"


def test_the_same_text_is_never_sealed_the_same() -> None:
    assert len({SEAL.seal("x", name="n") for _ in range(100)}) == 100


def test_it_opens_under_its_own_name_only() -> None:
    with pytest.raises(Unsealable):
        SEAL.open(SEAL.seal("x", name="totp/ann"), name="totp/bob")


def test_one_changed_bit_is_noticed() -> None:
    key_id, _, data = SEAL.seal("hunter2", name="db").partition(":")
    whole = base64.b64decode(data)
    for bit in range(len(whole) * 8):
        broken = bytearray(whole)
        broken[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Unsealable):
            SEAL.open(f"{key_id}:{base64.b64encode(broken).decode()}", name="db")


@pytest.mark.parametrize("sealed", ["", "k1", "k1:", "k1:AAAA", "k1:\ud800", "k9:AAAA", ":", "x" * 1000])
def test_what_was_never_sealed_is_refused(sealed: str) -> None:
    with pytest.raises(Unsealable):
        SEAL.open(sealed, name="db")


def test_a_new_key_seals_and_an_old_one_still_opens() -> None:
    both = Seal({"k2": NEW, "k1": OLD})
    assert both.open(SEAL.seal("x", name="n"), name="n") == "x"
    with pytest.raises(Unsealable):
        SEAL.open(both.seal("x", name="n"), name="n")
    assert Seal({"k2": NEW}).open(both.seal("x", name="n"), name="n") == "x"


def test_a_key_is_made_that_its_owner_alone_can_read(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "seal.key"
    made = load_seal(path)
    assert [len(key) for key in made.keys.values()] == [32]
    assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["seal.key"]
    load_seal.cache_clear()
    assert load_seal(path) == made


def test_keys_are_read_newest_first(tmp_path: Path) -> None:
    path = tmp_path / "seal.key"
    path.write_text(f"{NEW.hex()}\n{OLD.hex()}\n")
    found = load_seal(path)
    assert [*found.keys.values()] == [NEW, OLD]
    assert found.keys[found.key_id] == NEW


def test_of_two_that_make_a_key_at_once_both_have_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "seal.key"
    others: list[Seal] = []
    chance = secrets.token_hex

    def meanwhile(size: int) -> str:
        monkeypatch.setattr(secrets, "token_hex", chance)
        others.append(load_seal.__wrapped__(path))
        return chance(size)

    monkeypatch.setattr(secrets, "token_hex", meanwhile)
    assert [load_seal(path)] == others


@pytest.mark.parametrize("text", ["", "xyz", "00", "0" * 63, f"{'0' * 64} 00", "\xff"])
def test_a_file_that_holds_no_key_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "seal.key"
    path.write_text(text, "latin-1")
    with pytest.raises(InvalidSettings, match=r"seal\.key"):
        load_seal(path)


def test_who_only_opens_makes_no_keys(tmp_path: Path) -> None:
    with pytest.raises(Unsealable, match="is not there"):
        load_seal(tmp_path / "seal.key", make=False)
    assert list(tmp_path.iterdir()) == []


def test_without_the_library_nothing_opens_and_the_reason_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = SEAL.seal("x", name="n")
    monkeypatch.setitem(sys.modules, "cryptography.exceptions", None)
    with pytest.raises(Unsealable, match=r"aurora-celery\[secrets\]"):
        SEAL.open(sealed, name="n")


def test_a_place_where_no_file_can_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InvalidSettings, match="C005"):
        load_seal(tmp_path / "file" / "seal.key")
