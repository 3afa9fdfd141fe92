"""What processes of one worker tell each other reaches all that were forked from it."""

from __future__ import annotations

import multiprocessing
import time

from aurora_celery.engine.pulse import Pulse


def _speak(pulse: Pulse) -> None:
    pulse.note_call()
    pulse.note_refusal()
    pulse.drain()


def test_a_child_is_heard_by_its_parent() -> None:
    pulse, before = Pulse(), time.monotonic()
    assert (pulse.draining, pulse.called) == (False, 0.0)
    child = multiprocessing.get_context("fork").Process(target=_speak, args=(pulse,))
    child.start()
    child.join()
    assert (pulse.draining, pulse.refused) == (True, 1)
    assert before <= pulse.called <= time.monotonic()
