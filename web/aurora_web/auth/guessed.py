"""Passwords that are guessed early: common words, names and runs of keys, with or without the usual trimmings. Pure.

Instead of a list of some thousand leaked passwords it holds the some hundred words that most of them are made of, and
undoes what people do to them: capitals, digits for letters, digits and marks in front and behind, the word twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

_LISTED: Final = """
    abc access account admin administrator amanda amore andrea andrew angel angela anthony apple arsenal ashley asdf
    august aurora austin autumn baby babygirl bailey banana barcelona baseball basketball batman beautiful berlin blink
    buster butterfly celery changeme charlie cheese chelsea chicago chocolate computer cookie cowboy daniel darkness
    default demo diamond dolphin dragon eagle elizabeth england family fender ferrari flower football freedom friends
    fuckyou gateway george ginger google guest guitar hannah harley heaven hello hockey hunter hunting iceman iloveyou
    internet jackson jasmine jennifer jessica jordan joseph joshua july june junior justin killer knight ladybug lakers
    letmein liverpool login london lovely loveme lover loving madison maggie manager manchester march maria marina
    marlboro martin master matrix matthew maverick melissa mercedes merlin michael michelle mickey midnight mongodb
    monday monkey monster mother mustang naruto nicole november october oliver orange p4ssword pass passphrase passwd
    password patrick peanut pepper phoenix pokemon princess private pumpkin purple qazwsx qwe qwert qwerty rabbitmq
    rachel rainbow ranger redis remember robert root samantha samsung secret security server shadow silver slipknot
    snoopy soccer spiderman spring starwars steelers summer sunday sunshine superman superuser support sweet sysadmin
    system taylor teacher temp test tester testing thomas thunder tigger tinkerbell toor trustno tucker tweety unknown
    user valkey vanessa victoria viper welcome whatever william winner winter yankees yellow zaq zxcvbn zxcvbnm
"""
_WORDS: Final = frozenset(_LISTED.split())
_LETTERS: Final = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"}
)
_TRIMMINGS: Final = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_RUNS: Final = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "qazwsxedcrfvtgbyhnujmikolp",
)


def is_guessed_early(password: str, *, words: Iterable[str] = ()) -> bool:
    """True for what whoever guesses tries first. ``words`` are what they know of the user."""
    known = _WORDS | {word.casefold() for word in words if word}
    return any(not core or len(set(core)) < 3 or _is_run(core) or core in known for core in _cores(password.casefold()))


def _cores(text: str) -> Iterator[str]:
    """What is left of a text when its trimmings are undone, in every way that is usual."""
    for plain in (text, text.translate(_LETTERS)):
        bare = _TRIMMINGS.sub("", plain)
        for core in (plain, bare, re.sub(r"[\W\d_]+", "", plain)):
            yield core
            yield _once(core)
            yield from (_once(part) for part in {*re.split(r"[\W_]+", core)} if part == core or _is_all(part, core))


def _once(text: str) -> str:
    """A text that repeats itself, once."""
    found = re.fullmatch(r"(.+?)\1+", text)
    return found.group(1) if found else text


def _is_all(part: str, text: str) -> bool:
    """True if a text is nothing but a part with separators in between."""
    return bool(part) and not re.sub(r"[\W_]+", "", text.replace(part, ""))


def _is_run(text: str) -> bool:
    return len(text) > 2 and any(text in run or text in run[::-1] for run in _RUNS)
