"""Secrets on their way from the store to a handler, and kept out of everything that is recorded of it."""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from aurora_celery.config.secrets import HIDDEN
from aurora_celery.engine.patience import patiently
from aurora_celery.errors import InvalidSettings, SecretNotFound, SecretUnreadable
from aurora_celery.handlers.codec import decode, encode
from aurora_celery.model.access import SealedSecret, project_of
from aurora_celery.sealing import Unsealable, kept_name, load_seal, sealed_name
from aurora_celery.store.ports import Store

#: Characters of a secret that is hidden; shorter ones stand in too much that has nothing to do with them.
_SHORTEST: Final = 6


def _unequipped(name: str) -> str:
    raise SecretUnreadable(name, "its node has not been equipped")


class Opened(Mapping[str, str]):
    """The secrets of one project, each opened when it is first asked for. Remembers them, to hide them."""

    def __init__(self, open_one: Callable[[str], str] = _unequipped) -> None:
        self._open_one = open_one
        self._opened: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        """The secret. Raises SecretNotFound, SecretUnreadable."""
        if name not in self._opened:
            self._opened[name] = self._open_one(name)
        return self._opened[name]

    def __contains__(self, name: object) -> bool:
        """Whether there is one is seen when it is opened."""
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(self._opened)

    def __len__(self) -> int:
        return len(self._opened)

    def hide(self, text: str) -> str:
        """The text with ``***`` for every secret in it, as it is or as Python and JSON write it."""
        for written in self._written():
            text = text.replace(written, HIDDEN)
        return text

    def hide_line(self, text: str) -> str:
        """The same for one line of several: of a secret that has several, each is hidden too."""
        if not self._opened:
            return text
        text = self.hide(text)
        lines = {line.strip() for secret in self._opened.values() for line in secret.splitlines()}
        for line in sorted((line for line in lines if len(line) >= _SHORTEST), key=len, reverse=True):
            text = text.replace(line, HIDDEN)
        return text

    def hide_result(self, text: str) -> str:
        """The same for the texts in a value, given as JSON."""
        if not self._opened or self.hide(text) == text:
            return text
        return encode(self._hidden(decode(text)))

    def cover(self, error: BaseException) -> BaseException:
        """An error that can be logged: the error itself, or if it tells a secret, what is left of it without."""
        if not self._opened:
            return error
        told = "".join(traceback.format_exception(error))
        return error if self.hide(told) == told else RuntimeError(self.hide(f"{type(error).__name__}: {error}"))

    def _hidden(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.hide(value)
        if isinstance(value, dict):
            return {self.hide(key): self._hidden(item) for key, item in value.items()}
        return [self._hidden(item) for item in value] if isinstance(value, list) else value

    def _written(self) -> list[str]:
        """The longest first, or a secret that holds another would stand there in part."""
        long = [secret for secret in self._opened.values() if len(secret) >= _SHORTEST]
        forms = {form for each in long for form in (each, repr(each)[1:-1], json.dumps(each)[1:-1], encode(each)[1:-1])}
        return sorted(forms, key=len, reverse=True)


class Vault:
    """Opens sealed secrets with the keys of this process, which are read when the first is asked for."""

    def __init__(self, store: Store, *, keys: Path | None) -> None:
        self._store, self._keys = store, keys

    def of(self, graph: str) -> Opened:
        """The secrets of a graph's project. Asks the store for those that are asked for, and only then."""
        return Opened(lambda name: self._open(project_of(graph), name))

    def _open(self, project: str, name: str) -> str:
        kept = patiently(lambda: self._store.access.secrets.get(kept_name(project, name)), what="reading a secret")
        if kept is None:
            raise SecretNotFound(kept_name(project, name))
        return self._unseal(kept, sealed_name(project, name))

    def _unseal(self, kept: SealedSecret, name: str) -> str:
        try:
            if self._keys is None:
                raise Unsealable("this process has no keys")
            return load_seal(self._keys, make=False).open(kept.sealed, name=name)
        except InvalidSettings as error:
            reason = "; ".join(found.message for found in error.diagnostics)
            raise SecretUnreadable(kept.name, reason) from error
        except Unsealable as error:
            raise SecretUnreadable(kept.name, str(error)) from error
