"""A backup of a database as of one instant, as ``mongodump --oplog`` takes it: documents and indexes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bson.raw_bson import RawBSONDocument
from pymongo import MongoClient

Document = dict[str, Any]


@dataclass(frozen=True)
class Backup:
    """The documents of each collection, as bytes, and its indexes as the server lists them."""

    documents: Mapping[str, list[RawBSONDocument]]
    indexes: Mapping[str, list[Document]]

    def restore(self, url: str) -> None:
        """Into a database that is empty."""
        with MongoClient[Any](url) as client:
            database = client.get_default_database()
            for name, indexes in self.indexes.items():
                database.create_collection(name)
                if indexes:
                    database.command("createIndexes", name, indexes=indexes)
                if self.documents[name]:
                    database[name].insert_many(self.documents[name])


def take(url: str) -> Backup:
    """Every collection as it was at the same instant, while others go on writing."""
    with MongoClient[Any](url, document_class=RawBSONDocument) as raw, MongoClient[Any](url) as client:
        database = client.get_default_database()
        names = database.list_collection_names()
        indexes = {name: [dict(index) for index in database[name].list_indexes()] for name in names}
        with raw.start_session(snapshot=True) as session:
            found = {name: list(raw.get_default_database()[name].find(session=session)) for name in names}
    kept = {name: [index for index in of if index["name"] != "_id_"] for name, of in indexes.items()}
    return Backup(found, kept)
