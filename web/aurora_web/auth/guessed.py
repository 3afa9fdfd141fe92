"""Passwords that are guessed early: the most common ones, single words and names, and what people make of them. Pure.

Undone is what people do to a word to make a password of it: capitals, digits for letters, digits and marks in front and
behind, the word twice. The lists of zxcvbn have the common ones, ninety thousand; words of this trade are ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
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
#: Characters that a common password has to have to make another one weak of which it is all that is left.
_SHORTEST_COMMON: Final = 4
_TRIMMINGS: Final = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_ENDING: Final = re.compile(r"[\W\d_]+$")
_RUNS: Final = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "qazwsxedcrfvtgbyhnujmikolp",
)


def is_guessed_early(password: str, *, words: Iterable[str] = ()) -> bool:
    """True for what whoever guesses tries first. ``words`` are what they know of the user."""
    known = _WORDS | {word.casefold() for word in words if word}
    cores = {*_cores(password.casefold())}
    if any(not core or len(set(core)) < 3 or _is_run(core) or core in known for core in cores):
        return True
    return any(len(core) >= _SHORTEST_COMMON and core in _common() for core in cores)


@cache
def _common() -> frozenset[str]:
    """Read when the first password is chosen, so that nothing else waits for it."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    return frozenset(word for words in FREQUENCY_LISTS.values() for word in words)


def _cores(text: str) -> Iterator[str]:
    """What is left of a text when its trimmings are undone, in every way that is usual."""
    for plain in (
        text,
        *(part.translate(_LETTERS) for part in (text, _ENDING.sub("", text), _TRIMMINGS.sub("", text))),
    ):
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
