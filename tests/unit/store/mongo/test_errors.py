"""Each of the driver's errors becomes the one of ours that says what to do."""

from __future__ import annotations

from typing import Any

import pytest
from bson.errors import InvalidDocument
from pymongo import errors

from aurora_celery.errors import StoreError, StoreTooLarge, StoreUnavailable, StoreUnfit, Unserialisable
from aurora_celery.store.mongo.errors import answered, only_duplicates, translate, translated


def labelled(error: errors.PyMongoError, label: str) -> errors.PyMongoError:
    """The error with a label of the server."""
    error._add_error_label(label)
    return error


@pytest.mark.parametrize(
    ("error", "ours"),
    [
        (errors.AutoReconnect("gone"), StoreUnavailable),
        (errors.ServerSelectionTimeoutError("nobody"), StoreUnavailable),
        (errors.NetworkTimeout("late"), StoreUnavailable),
        (errors.NotPrimaryError("stepped down"), StoreUnavailable),
        (errors.WaitQueueTimeoutError("busy"), StoreUnavailable),
        (errors.WTimeoutError("no majority", 64), StoreUnavailable),
        (errors.ExecutionTimeout("slow", 50), StoreUnavailable),
        (errors.InvalidOperation("Cannot use MongoClient after close"), StoreUnavailable),
        (errors.OperationFailure("shutdown", 91), StoreUnavailable),
        (labelled(errors.OperationFailure("odd", 1), "RetryableWriteError"), StoreUnavailable),
        (errors.BulkWriteError({"writeConcernErrors": [{"code": 64}], "writeErrors": []}), StoreUnavailable),
        (errors.DocumentTooLarge("17 MB"), StoreTooLarge),
        (errors.OperationFailure("too large", 10334), StoreTooLarge),
        (errors.WriteError("too large", 17419), StoreTooLarge),
        (errors.BulkWriteError({"writeErrors": [{"code": 17420}]}), StoreTooLarge),
        (errors.OperationFailure("not allowed", 13), StoreUnfit),
        (errors.OperationFailure("who are you", 18), StoreUnfit),
        (errors.ConfigurationError("bad option"), StoreUnfit),
        (errors.InvalidName("bad name"), StoreUnfit),
        (InvalidDocument("no such type"), Unserialisable),
        (OverflowError("int too large"), Unserialisable),
        (errors.OperationFailure("bad operator", 9), StoreError),
    ],
)
def test_each_error_of_the_driver_has_one_of_ours(error: Exception, ours: type[Exception]) -> None:
    assert type(translate(error)) is ours


def test_the_reason_is_kept_and_short() -> None:
    message = str(translate(errors.ServerSelectionTimeoutError("h:1: refused, Timeout: 5s, Topology: " + "x" * 5000)))
    assert message == "MongoDB does not answer: h:1: refused"
    assert len(str(translate(errors.OperationFailure("y" * 5000)))) < 400


def test_a_method_lets_only_our_errors_out() -> None:
    @answered
    def call(error: Exception | None) -> str:
        if error is not None:
            raise error
        return "fine"

    assert call(None) == "fine"
    with pytest.raises(StoreUnavailable) as raised:
        call(errors.AutoReconnect("gone"))
    assert isinstance(raised.value.__cause__, errors.AutoReconnect)
    with pytest.raises(ZeroDivisionError):
        call(ZeroDivisionError())


def test_a_block_lets_only_our_errors_out() -> None:
    with pytest.raises(Unserialisable), translated():
        "\ud800".encode()


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        ({"writeErrors": [{"code": 11000}, {"code": 11000}]}, True),
        ({"writeErrors": [{"code": 11000}, {"code": 17419}]}, False),
        ({"writeErrors": [{"code": 11000}], "writeConcernErrors": [{"code": 64}]}, False),
    ],
)
def test_only_duplicates_are_what_an_earlier_try_has_written(details: dict[str, Any], expected: bool) -> None:
    assert only_duplicates(errors.BulkWriteError(details)) is expected
