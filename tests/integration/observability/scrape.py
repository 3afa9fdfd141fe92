"""Read what Prometheus would."""

from __future__ import annotations

import urllib.request
from collections.abc import Mapping

from flask import Flask
from prometheus_client.parser import text_string_to_metric_families

Samples = Mapping[tuple[str, frozenset[tuple[str, str]]], float]


def samples_of(text: str) -> Samples:
    """Every sample of an exposition by its name and labels."""
    families = text_string_to_metric_families(text)
    return {(each.name, frozenset(each.labels.items())): each.value for family in families for each in family.samples}


def scraped(app: Flask, **headers: str) -> Samples:
    """What the API tells."""
    answer = app.test_client().get("/metrics", headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.content_type.startswith("text/plain")
    return samples_of(answer.text)


def scraped_from(port: int) -> Samples:
    """What a worker tells."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
        return samples_of(answer.read().decode())


def value(samples: Samples, name: str, **labels: str) -> float:
    """One sample; 0 for one that is not there."""
    return samples.get((name, frozenset(labels.items())), 0.0)


def labels_of(samples: Samples, name: str) -> list[dict[str, str]]:
    """The labels of all samples of a name."""
    return [dict(labels) for found, labels in samples if found == name]
