"""Sealed text: AES-256-GCM, bound to the name under which it is kept."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_NONCE_BYTES: Final = 12


class Unsealable(Exception):
    """A sealed value that none of the keys opens, or no key being there to open it with. The message says which."""


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
        # Only who has secrets needs the library.
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = AESGCM(self.keys[self.key_id]).encrypt(nonce, text.encode(), name.encode())
        return f"{self.key_id}:{base64.b64encode(nonce + sealed).decode()}"

    def open(self, sealed: str, *, name: str) -> str:
        """The text. Raises Unsealable."""
        try:
            from cryptography.exceptions import InvalidTag
            from cryptography.hazmat.primitives.ciphers.aead import AESGCM
        except ImportError as error:
            raise Unsealable("cryptography is not installed; aurora-celery[secrets] brings it") from error
        key_id, _, text = sealed.partition(":")
        try:
            data = base64.b64decode(text, validate=True)
            opened = AESGCM(self.keys[key_id]).decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], name.encode())
        except (KeyError, ValueError, InvalidTag) as error:
            raise Unsealable(f"{name} cannot be opened with the keys that are there") from error
        return opened.decode()
