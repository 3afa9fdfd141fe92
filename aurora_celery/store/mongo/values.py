"""Small values as MongoDB documents and back: outputs, failures, attempts."""

from __future__ import annotations

from typing import Final

from aurora_celery.model.run import Attempt, Failure, NodeProgress
from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.ports import Output
from aurora_celery.store.words import words_of_failure

_TEXT: Final = "t"
_REF: Final = "r"
_SIZE: Final = "z"

_NUMBER: Final = "a"
_EPOCH: Final = "e"
_OUTPUT: Final = "o"
_STARTED: Final = "b"
_FINISHED: Final = "f"
_WORKER: Final = "w"
_FAILURE: Final = "x"
_FRACTION: Final = "v"
_MESSAGE: Final = "t"


def output_to_document(output: Output) -> Document:
    """A recorded value, without what is not set."""
    pairs = ((_TEXT, output.text), (_REF, output.ref), (_SIZE, output.size or None))
    return {name: value for name, value in pairs if value is not None}


def output_from_document(document: Document) -> Output:
    """The inverse of ``output_to_document``."""
    return Output(text=document.get(_TEXT), ref=document.get(_REF), size=document.get(_SIZE, 0))


def failure_to_document(failure: Failure) -> Document:
    """A failure, without what is empty."""
    pairs = (
        ("reason", failure.reason),
        ("type", failure.type),
        ("message", failure.message),
        ("traceback", failure.traceback),
        ("node", failure.node),
    )
    return {name: value for name, value in pairs if value}


def first_failure(failure: Failure) -> Document:
    """Values of a pipeline that note a failure on a run, unless one is noted, with the words by which it is found."""
    words = {"$setUnion": [{"$ifNull": [f"${f.WORDS}", []]}, {"$literal": [*words_of_failure(failure)]}]}
    return {
        f.ERROR: {"$ifNull": [f"${f.ERROR}", {"$literal": failure_to_document(failure)}]},
        f.WORDS: {"$cond": [{"$gt": [f"${f.ERROR}", None]}, f"${f.WORDS}", words]},
    }


def failure_from_document(document: Document) -> Failure:
    """The inverse of ``failure_to_document``."""
    return Failure(
        reason=document.get("reason", ""),
        type=document.get("type", ""),
        message=document.get("message", ""),
        traceback=document.get("traceback", ""),
        node=document.get("node"),
    )


def attempt_to_document(attempt: Attempt) -> Document:
    """An attempt, without what is not set."""
    document: Document = {
        _NUMBER: attempt.number,
        _EPOCH: attempt.epoch,
        _STARTED: attempt.started,
        _FINISHED: attempt.finished,
        _WORKER: attempt.worker,
        _FAILURE: None if attempt.failure is None else failure_to_document(attempt.failure),
        _OUTPUT: None if attempt.output is None else output_to_document(attempt.output),
    }
    return {name: value for name, value in document.items() if value is not None}


def attempt_expression(failure: Failure, *, epoch: str, number: str, started: str, worker: str) -> Document:
    """A finished attempt as an aggregation expression; all but the failure are paths in the document."""
    return {
        _NUMBER: f"${number}",
        _EPOCH: f"${epoch}",
        _STARTED: f"${started}",
        _FINISHED: "$$NOW",
        _WORKER: f"${worker}",
        _FAILURE: {"$literal": failure_to_document(failure)},
    }


def earlier_expression(*, epoch: str, number: str, started: str, finished: str, worker: str, output: str) -> Document:
    """The last try of an earlier epoch, as an aggregation expression of paths in the document."""
    return {
        _NUMBER: {"$ifNull": [f"${number}", 0]},
        _EPOCH: f"${epoch}",
        _STARTED: f"${started}",
        _FINISHED: f"${finished}",
        _WORKER: f"${worker}",
        _OUTPUT: f"${output}",
    }


def attempt_from_document(document: Document) -> Attempt:
    """One attempt of a node's history."""
    failure, output = document.get(_FAILURE), document.get(_OUTPUT)
    return Attempt(
        number=document[_NUMBER],
        epoch=document.get(_EPOCH, 0),
        started=document.get(_STARTED),
        finished=document.get(_FINISHED),
        worker=document.get(_WORKER),
        failure=failure_from_document(failure) if failure else None,
        output=None if output is None else output_from_document(output),
    )


def progress_expression(progress: NodeProgress) -> Document:
    """How far a handler has come, as an aggregation expression that adds the time."""
    said: Document = {_NUMBER: progress.attempt, _MESSAGE: progress.message}
    if progress.fraction is not None:
        said[_FRACTION] = progress.fraction
    return {"$mergeObjects": [{"$literal": said}, {_FINISHED: "$$NOW"}]}


def progress_to_document(progress: NodeProgress) -> Document:
    """What a handler said, with its time."""
    document = {_NUMBER: progress.attempt, _MESSAGE: progress.message, _FINISHED: progress.at}
    return document if progress.fraction is None else document | {_FRACTION: progress.fraction}


def progress_from_document(document: Document) -> NodeProgress:
    """What a handler said last."""
    return NodeProgress(
        attempt=document[_NUMBER],
        fraction=document.get(_FRACTION),
        message=document[_MESSAGE],
        at=document[_FINISHED],
    )
