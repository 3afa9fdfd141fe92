"""Many clients of one event stream each, in a process of their own: ``python -m bench.listeners URL COUNT EVENTS``.

The key is read from the standard input. One line is printed when all listen; at the end one of JSON, with how late each
event came to each of them, in seconds, by the clock of this machine, which is the store's too.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from datetime import datetime
from functools import partial
from http import HTTPStatus
from urllib.parse import urlsplit

#: Seconds for all of it: a thousand listeners need a while to be let in by two processors.
_PATIENCE = 240.0
#: Seconds until one that was not let in asks again.
_AGAIN = 1.0


async def listen(url: str, *, token: str, events: int, listening: asyncio.Semaphore, late: list[float]) -> int:
    """Hear so many ends of runs; how many came."""
    heard = 0
    try:
        async with asyncio.timeout(_PATIENCE):
            reader, writer = await _let_in(url, token)
            listening.release()
            while heard < events:
                line = await _line(reader)
                if line.startswith(b"data: ") and (at := _ended(line)):
                    late.append(time.time() - at)
                    heard += 1
        writer.close()
    except (TimeoutError, EOFError) as error:
        print(f"a listener gave up: {str(error) or 'too late'}", file=sys.stderr)
    listening.release()
    return heard


async def _let_in(url: str, token: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """An open stream. As a browser does, ask again while there is no room: who has just gone is noticed in a while."""
    parts = urlsplit(url)
    head = f"GET /api/v1/events?runs=true HTTP/1.1\r\nHost: {parts.netloc}\r\nAuthorization: Bearer {token}\r\n\r\n"
    while True:
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        writer.write(head.encode())
        status = int((await _line(reader)).split()[1])
        if status == HTTPStatus.OK:
            while b": listening" not in await _line(reader):
                pass
            return reader, writer
        writer.close()
        if status != HTTPStatus.SERVICE_UNAVAILABLE:
            raise EOFError(f"the API answered {status}")
        await asyncio.sleep(_AGAIN)


async def _line(reader: asyncio.StreamReader) -> bytes:
    """The next line. Raises EOFError at the end of the answer, which has none."""
    if line := await reader.readline():
        return line
    raise EOFError("the API broke off a stream")


def _ended(line: bytes) -> float | None:
    event = json.loads(line.removeprefix(b"data: "))
    return datetime.fromisoformat(event["at"]).timestamp() if event.get("state") == "cancelled" else None


async def main(url: str, count: int, events: int) -> None:
    """Let all of them listen, then count."""
    token, late, listening = sys.stdin.readline().strip(), list[float](), asyncio.Semaphore(0)
    one = partial(listen, url, token=token, events=events, listening=listening, late=late)
    tasks = [asyncio.create_task(one()) for _ in range(count)]
    for _ in tasks:
        await asyncio.wait_for(listening.acquire(), _PATIENCE)
    print("listening", flush=True)
    heard = await asyncio.gather(*tasks)
    print(json.dumps({"late": sorted(late), "heard": sum(heard)}))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
