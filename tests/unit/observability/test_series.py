"""Labels are bounded, and buckets hold what they say."""

from __future__ import annotations

from aurora_celery.observability.series import MOST, OTHER, RUN_DURATION, RUNS, TASK_DURATION, TASKS, Bounded, added


def test_a_sighting_is_in_the_first_bucket_whose_bound_it_does_not_exceed() -> None:
    for seconds, place in ((0.0, 0), (0.001, 0), (0.002, 1), (1800.0, 12), (1800.1, 13)):
        tally = TASK_DURATION.one("h", seconds=seconds)
        assert (tally.buckets.index(1), sum(tally.buckets), tally.total) == (place, 1, seconds)


def test_a_counter_has_no_buckets() -> None:
    assert RUNS.one("g", "failed").buckets == ()


def test_what_comes_after_the_most_counts_as_others_and_what_was_there_before_stays() -> None:
    bounded = Bounded()
    names = [f"graph {number}" for number in range(MOST["graph"] + 5)]
    seen = [bounded.tally(RUNS.one(name, "succeeded")).labels[0] for name in names]
    assert seen == names[:-5] + [OTHER] * 5
    assert bounded.tally(RUNS.one("graph 0", "failed")).labels == ("graph 0", "failed")


def test_a_label_of_any_length_is_cut() -> None:
    assert len(TASKS.one("h" * 5000, "q", "failed").labels[0]) == 200


def test_tallies_of_the_same_labels_are_added_up() -> None:
    sums = added([RUN_DURATION.one("g", seconds=1.0), RUN_DURATION.one("g", seconds=2.0), RUN_DURATION.one("h")])
    assert {key[1]: (tally.count, tally.total) for key, tally in sums.items()} == {"g": (2, 3.0), "h": (1, 0.0)}
