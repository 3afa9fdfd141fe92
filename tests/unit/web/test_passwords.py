"""Passwords are hashed with argon2id, and refused when they are short, long or guessed early."""

from __future__ import annotations

import pytest
from argon2 import extract_parameters
from argon2.low_level import Type
from hypothesis import given
from hypothesis import strategies as st

from aurora_web.auth import passwords
from aurora_web.auth.guessed import is_guessed_early
from aurora_web.problems import Problem

SENTENCE = "my dog eats 4 apples"

WEAK = [
    "password",
    "Passw0rd!",
    "P@$$w0rd123",
    "@dmin!2026",
    "password password",
    "adminadmin",
    "12345678",
    "0987654321",
    "11111111",
    "abababab",
    "qwertyuiop",
    "asdfghjkl1",
    "1q2w3e4r5t",
    "!!corvette!!",
    "Startrek1966",
    "1qazxsw2",
    "elephant",
    "jonathan99",
    "lovelove",
    "          ",
    "aurora2026",
]


def test_a_password_is_hashed_as_it_should_be() -> None:
    parameters = extract_parameters(passwords.hash_password(SENTENCE))
    assert parameters.type is Type.ID
    assert parameters.memory_cost >= 19 * 1024
    assert parameters.time_cost >= 2
    assert parameters.salt_len >= 16


def test_a_password_is_known_again_and_no_other_is() -> None:
    hashed = passwords.hash_password(SENTENCE)
    assert passwords.verify(SENTENCE, hashed)
    assert passwords.hash_password(SENTENCE) != hashed
    for other in (SENTENCE + " ", SENTENCE[:-1], SENTENCE.upper(), ""):
        assert not passwords.verify(other, hashed)


def test_the_longest_password_counts_to_its_end() -> None:
    longest = "図" * passwords.LONGEST
    hashed = passwords.hash_password(longest)
    assert passwords.verify(longest, hashed)
    assert not passwords.verify(longest + "x", hashed)
    assert not passwords.verify(longest[:-1] + "x", hashed)


@pytest.mark.parametrize("hashed", ["", "plain", "$argon2id$v=19$m=1,t=1,p=1$x"])
def test_without_a_hash_no_password_is_right(hashed: str) -> None:
    assert not passwords.verify("nobody's", hashed)


@pytest.mark.parametrize("password", WEAK)
def test_what_is_guessed_early_is_refused(password: str) -> None:
    with pytest.raises(Problem, match="weak_password"):
        passwords.check_new(password)


@pytest.mark.parametrize("password", ["gracehopper", "Grace Hopper 1906", "gr4ce.h0pper!", "gracehoppergracehopper"])
def test_the_name_of_a_user_is_guessed_early(password: str) -> None:
    passwords.check_new("grace hopper sails at dawn", words=("gracehopper",))
    with pytest.raises(Problem, match="weak_password"):
        passwords.check_new(password, words=("gracehopper",))


@pytest.mark.parametrize(
    "password",
    [
        SENTENCE,
        "correct horse battery staple",
        "Xk29fjq0aLm",
        "zwölf Boxkämpfer",
        "图书馆在城市的北边",
        "a" + " b c d" * 42,
    ],
)
def test_there_are_no_rules_but_length(password: str) -> None:
    passwords.check_new(password, words=("ada",))


@pytest.mark.parametrize("password", ["", "Xk29fjq", "Xk29fjq0 " * 29])
def test_a_password_has_eight_to_256_characters(password: str) -> None:
    with pytest.raises(Problem, match="weak_password"):
        passwords.check_new(password)


@given(st.text(), st.text())
def test_no_text_breaks_the_check(password: str, word: str) -> None:
    assert is_guessed_early(password, words=(word,)) in (True, False)
