"""Values on their way between handlers and the store: JSON inline when small, by reference when not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aurora_celery.failpoints import failpoint
from aurora_celery.handlers.codec import decode, encode
from aurora_celery.store.ports import Output, ResultStore


class Values:
    """Encodes what handlers return and decodes what they are given."""

    def __init__(self, results: ResultStore, *, inline_limit: int) -> None:
        self._results, self._inline_limit = results, inline_limit

    def keep(self, value: Any, *, run: str, name: str) -> Output:
        """Encode a value, and put it aside under the run when it is not small.

        ``name`` is unique within the run and to this writer, so that a fenced writer cannot overwrite.
        Raises Unserialisable, ResultTooLarge.
        """
        return self.keep_text(encode(value), run=run, name=name)

    def keep_text(self, text: str, *, run: str, name: str) -> Output:
        """The same for text that is JSON already. Raises ResultTooLarge."""
        if len(text) <= self._inline_limit and (size := len(text.encode())) <= self._inline_limit:
            return Output(text=text, size=size)
        output = self._results.put(f"{run}/{name}", text, run=run)
        failpoint("blob.after")
        return output

    def load(self, outputs: Mapping[str, Output]) -> dict[str, Any]:
        """Decode outputs by name, with one call for all that lie aside."""
        refs = [output.ref for output in outputs.values() if output.ref is not None]
        texts = self._results.get_many(refs) if refs else {}
        return {name: decode(self._text(output, texts)) for name, output in outputs.items()}

    def one(self, output: Output) -> Any:
        """Decode one output."""
        return self.load({"": output})[""]

    def inputs(self, output: Output) -> Mapping[str, Any]:
        """Decode the inputs of a run, which are always an object."""
        value: Mapping[str, Any] = self.one(output)
        return value

    @staticmethod
    def _text(output: Output, texts: Mapping[str, str]) -> str:
        if output.ref is not None:
            return texts[output.ref]
        return output.text if output.text is not None else "null"
