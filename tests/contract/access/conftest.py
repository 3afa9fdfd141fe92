"""People and programs, as one process sees them and as two do."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest

from aurora_celery.store.access_ports import AccessStore
from aurora_celery.store.ports import Store
from tests.contract.conftest import MakeStore

R = TypeVar("R")


@pytest.fixture
def access(store: Store) -> AccessStore:
    """An empty store."""
    return store.access


@pytest.fixture
def pair(store: Store, make_store: MakeStore) -> tuple[AccessStore, AccessStore]:
    """The same data behind two clients; in memory there is but one way to it."""
    other = store if store.url.startswith("memory") else make_store()
    return store.access, other.access


@pytest.fixture
def at_once(pair: tuple[AccessStore, AccessStore]) -> Callable[[int, Callable[[AccessStore, int], R]], list[R]]:
    """Make so many calls at once, half of them by each client; what they gave."""

    def make(times: int, call: Callable[[AccessStore, int], R]) -> list[R]:
        with ThreadPoolExecutor(16) as threads:
            return list(threads.map(lambda number: call(pair[number % 2], number), range(times)))

    return make
