"""A broker that is not there is told, whatever its client says of it, and without its password."""

from __future__ import annotations

import pytest
from celery import Celery

from aurora_celery.engine.broker import ping
from aurora_celery.errors import BrokerUnavailable


@pytest.mark.parametrize(
    "url", ["redis://:secret@127.0.0.1:1/0", "amqp://u:secret@127.0.0.1:1//", "nosuch://u:secret@h"]
)
def test_a_broker_that_does_not_answer_is_unavailable(url: str) -> None:
    with pytest.raises(BrokerUnavailable) as caught:
        ping(Celery("pinging", broker=url, set_as_current=False), timeout=0.5)
    assert "secret" not in str(caught.value)


def test_a_broker_that_answers_is_there() -> None:
    ping(Celery("pinging", broker="memory://", set_as_current=False), timeout=0.5)
