"""Seal what must not be read from the store: AES-256-GCM under a key that the store does not have."""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from aurora_celery.errors import Diagnostic, InvalidSettings
from aurora_web.context import web

_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12


class Unsealable(Exception):
    """A sealed value that none of the keys opens."""


@dataclass(frozen=True, slots=True)
class Seal:
    """Seals under the first of its keys, opens with any: a new key is put in front of the old ones."""

    keys: Mapping[str, bytes]

    @property
    def key_id(self) -> str:
        """The id of the key that seals."""
        return next(iter(self.keys))

    def seal(self, text: str, *, name: str) -> str:
        """The sealed text, which opens under the same ``name`` only, so that no value can be put in another's place."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = AESGCM(self.keys[self.key_id]).encrypt(nonce, text.encode(), name.encode())
        return f"{self.key_id}:{base64.b64encode(nonce + sealed).decode()}"

    def open(self, sealed: str, *, name: str) -> str:
        """The text. Raises Unsealable."""
        key_id, _, text = sealed.partition(":")
        try:
            data = base64.b64decode(text, validate=True)
            opened = AESGCM(self.keys[key_id]).decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], name.encode())
        except (KeyError, ValueError, InvalidTag) as error:
            raise Unsealable(f"{name} cannot be opened with the keys that are there") from error
        return opened.decode()


def seal() -> Seal:
    """The seal of the current app. Raises InvalidSettings."""
    return load_seal(web().settings.web.seal_file)


def seed_name(user: str) -> str:
    """Under which name the seed of a user's second factor is sealed."""
    return f"totp/{user}"


@cache
def load_seal(path: Path) -> Seal:
    """The keys of a file, one of 64 hexadecimal digits in each line, the newest first.

    A file that is not there is made, readable by its owner only. Raises InvalidSettings.
    """
    try:
        if not path.exists():
            _make(path)
        keys = [bytes.fromhex(line) for line in path.read_text("ascii").split()]
    except (OSError, ValueError) as error:
        raise _bad(path, str(error)) from error
    if not keys or any(len(key) != _KEY_BYTES for key in keys):
        raise _bad(path, f"each line has to be a key of {_KEY_BYTES * 2} hexadecimal digits")
    return Seal({hashlib.sha256(key).hexdigest()[:8]: key for key in keys})


def _make(path: Path) -> None:
    """Make the file whole or not at all: other processes may look for it, or make it, at the same time."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(_KEY_BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:  # another process was first, and its key counts
        return
    finally:
        Path(draft).unlink()


def _bad(path: Path, reason: str) -> InvalidSettings:
    return InvalidSettings([Diagnostic("C005", "web.seal_file", f"{path}: {reason}")])
