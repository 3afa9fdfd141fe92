"""Values too large for a cell: a document of their own, and GridFS for what a document cannot take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from gridfs.errors import CorruptGridFile, NoFile
from pymongo.errors import BulkWriteError, DuplicateKeyError

from aurora_celery.errors import ResultNotFound, ResultTooLarge
from aurora_celery.store.mongo.client import Connection, Handles
from aurora_celery.store.mongo.errors import answered, only_duplicates
from aurora_celery.store.ports import Output

#: The largest value, in bytes, that is a document; a larger one is a GridFS file.
DOCUMENT_LIMIT: Final = 256 * 1024
_TEXT: Final = "t"


class MongoResults:
    """``ResultStore`` in MongoDB."""

    def __init__(self, connection: Connection, *, hard_limit: int) -> None:
        self._connection = connection
        self._hard_limit = hard_limit

    @answered
    def put(self, key: str, text: str, *, run: str) -> Output:
        """One round trip up to 256 KiB. Raises ValueError for a key that does not begin with the run's id."""
        data = self._checked(key, text, run=run)
        if len(data) <= DOCUMENT_LIMIT:
            self._put_document(key, text)
        else:
            self._put_file(key, data)
        return Output(ref=key, size=len(data))

    @answered
    def put_many(self, texts: Mapping[str, str], *, run: str) -> None:
        """One round trip for all up to 256 KiB each."""
        small = []
        for key, text in texts.items():
            data = self._checked(key, text, run=run)
            if len(data) <= DOCUMENT_LIMIT:
                small.append({"_id": key, _TEXT: text})
            else:
                self._put_file(key, data)
        if not small:
            return
        try:
            self._connection.handles().results.insert_many(small, ordered=False)
        except BulkWriteError as error:
            if not only_duplicates(error):
                raise

    @answered
    def get(self, key: str) -> str:
        """One round trip up to 256 KiB."""
        return self.get_many([key])[key]

    @answered
    def get_many(self, keys: Sequence[str]) -> dict[str, str]:
        """One round trip; one more and one for each value when some lie in GridFS."""
        handles = self._connection.handles()
        found = {document["_id"]: document[_TEXT] for document in handles.results.find({"_id": {"$in": [*keys]}})}
        missing = [key for key in dict.fromkeys(keys) if key not in found]
        if missing:
            found |= _files(handles, missing)
        for key in missing:
            if key not in found:
                raise ResultNotFound(key)
        return found

    @answered
    def lost(self, keys: Sequence[str]) -> tuple[str, ...]:
        """One round trip, one more when some lie in GridFS; no value is read."""
        handles = self._connection.handles()
        there: set[str] = set()
        for collection in (handles.results, handles.blob_files):
            if wanted := [key for key in keys if key not in there]:
                there |= {document["_id"] for document in collection.find({"_id": {"$in": wanted}}, {"_id": True})}
        return tuple(key for key in keys if key not in there)

    def _checked(self, key: str, text: str, *, run: str) -> bytes:
        """The bytes of a value that may be kept."""
        if not key.startswith(f"{run}/"):
            raise ValueError(f"the key {key!r} does not begin with {run + '/'!r}")
        data = text.encode()
        if len(data) > self._hard_limit:
            raise ResultTooLarge(len(data), self._hard_limit)
        return data

    def _put_document(self, key: str, text: str) -> None:
        try:
            self._connection.handles().results.insert_one({"_id": key, _TEXT: text})
        except DuplicateKeyError:
            return

    def _put_file(self, key: str, data: bytes) -> None:
        """The file's own document is written last; chunks without one are of a try that died."""
        handles = self._connection.handles()
        if handles.blob_files.find_one({"_id": key}, {"_id": True}) is not None:
            return
        handles.blob_chunks.delete_many({"files_id": key})
        handles.blobs.upload_from_stream_with_id(key, key, data)


def _files(handles: Handles, keys: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for file in handles.blobs.find({"_id": {"$in": keys}}):
        key = str(file.filename)
        try:
            found[key] = file.read().decode()
        except (NoFile, CorruptGridFile) as error:
            raise ResultNotFound(key) from error
    return found


def delete_results(handles: Handles, runs: Sequence[str]) -> None:
    """Delete every value of some runs, and the chunks of uploads that never ended."""
    ranges = [{"$gte": f"{run}/", "$lt": f"{run}0"} for run in runs]  # "0" is the character after "/"
    handles.results.delete_many({"$or": [{"_id": keys} for keys in ranges]})
    handles.blob_files.delete_many({"$or": [{"_id": keys} for keys in ranges]})
    handles.blob_chunks.delete_many({"$or": [{"files_id": keys} for keys in ranges]})
