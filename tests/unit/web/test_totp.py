"""One-time passwords are those of RFC 4226 and RFC 6238, and each counts once."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest

from aurora_celery.model.access import User
from aurora_web.auth import totp

#: The seed of both RFCs.
SEED = base64.b32encode(b"12345678901234567890").decode()
#: RFC 4226, appendix D: the codes of the first ten counts.
HOTP = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"]
#: RFC 6238, appendix B, SHA-1: seconds, and the last six digits of the eight.
TOTP = [
    (59, "287082"),
    (1_111_111_109, "081804"),
    (1_111_111_111, "050471"),
    (1_234_567_890, "005924"),
    (2_000_000_000, "279037"),
    (20_000_000_000, "353130"),
]
NOW = 1_234_567_890.0
STEP = int(NOW // 30)
ANN = User(name="ann")


@pytest.mark.parametrize(("count", "code"), [*enumerate(HOTP)])
def test_codes_are_those_of_rfc_4226(count: int, code: str) -> None:
    assert totp.code_at(SEED, count) == code


@pytest.mark.parametrize(("seconds", "code"), TOTP)
def test_codes_are_those_of_rfc_6238(seconds: int, code: str) -> None:
    assert totp.step_of(SEED, code, after=0, now=seconds) == seconds // 30


def test_a_code_counts_for_the_steps_before_and_after_and_no_longer() -> None:
    steps = range(STEP - 3, STEP + 4)
    found = [totp.step_of(SEED, totp.code_at(SEED, step), after=0, now=NOW) for step in steps]
    assert found == [None, None, STEP - 1, STEP, STEP + 1, None, None]


def test_the_code_of_a_step_counts_once() -> None:
    used = totp.use(ANN, SEED, "005924", now=NOW)
    assert used == replace(ANN, totp_step=STEP)
    assert totp.use(used, SEED, "005924", now=NOW) is None
    assert totp.use(used, SEED, totp.code_at(SEED, STEP - 1), now=NOW) is None
    assert totp.use(used, SEED, totp.code_at(SEED, STEP + 1), now=NOW) == replace(ANN, totp_step=STEP + 1)


def test_a_recovery_code_counts_once() -> None:
    codes = totp.new_recovery_codes()
    user = replace(ANN, recovery=tuple(map(totp.hash_code, codes)))
    used = totp.use(user, SEED, f" {codes[3].upper()} ", now=NOW)
    assert used is not None
    assert used.recovery == tuple(hashed for hashed in user.recovery if hashed != totp.hash_code(codes[3]))
    assert totp.use(used, SEED, codes[3], now=NOW) is None
    assert totp.use(used, SEED, codes[4], now=NOW) is not None


@pytest.mark.parametrize("code", ["", "005925", "5924", "0005924", "٠٠٥٩٢٤", "005924005924", "$ne"])
def test_nothing_else_counts(code: str) -> None:
    assert totp.use(ANN, SEED, code, now=NOW) is None


def test_seeds_and_recovery_codes_cannot_be_guessed() -> None:
    assert len(base64.b32decode(totp.new_seed())) == 20
    assert totp.new_seed() != totp.new_seed()
    codes = totp.new_recovery_codes()
    assert len({*codes}) == 10
    assert all(len(base64.b32decode(code.upper())) * 8 >= 80 for code in codes)


def test_the_address_for_an_app_names_the_user() -> None:
    assert totp.address(SEED, "ann/&?x") == (
        f"otpauth://totp/Aurora:ann/%26%3Fx?secret={SEED}&issuer=Aurora&digits=6&period=30"
    )
