"""Many requests at once, made beforehand, over connections that stay open; in one thread, so that it takes little."""

import asyncio
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from .server import Server
from .table import within


@dataclass
class Load:
    """Requests a second; how long each took (ms); the server's processor ms for each; its answers."""

    rate: float
    waits: list[float]
    processor: float
    answers: list[bytes]

    def within(self, part: float) -> float:
        """The ms in which this part of them (0–1) was answered."""
        return within(self.waits, part)


def post(path: str, body: bytes, **headers: str) -> bytes:
    """A request as it goes over the wire. Names of headers are given as in `content_type`."""
    told = {"host": "localhost", "content_length": str(len(body)), "sec_fetch_site": "same-origin", **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in told.items()]
    return "\r\n".join([f"POST {path} HTTP/1.1", *lines, "", ""]).encode() + body


def load(server: Server, requests: list[bytes], connections: int, status: int) -> Load:
    """Send all of them, each connection the next one as soon as it has its answer. Any other status is a failure."""
    before, began = server.processor(), time.monotonic()
    told = asyncio.run(_all(server.port, requests, connections, status))
    seconds, processor = time.monotonic() - began, server.processor() - before
    return Load(
        rate=len(requests) / seconds,
        waits=[wait for wait, _answer in told],
        processor=processor * 1000 / len(requests),
        answers=[answer for _wait, answer in told],
    )


async def _all(port: int, requests: Iterable[bytes], connections: int, status: int) -> list[tuple[float, bytes]]:
    left, told = iter(requests), []
    await asyncio.gather(*(_connection(port, left, status, told) for _ in range(connections)))
    return told


async def _connection(port: int, left: Iterator[bytes], status: int, told: list[Any]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for request in left:
        began = time.monotonic()
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        body = await reader.readexactly(int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0]))
        told.append(((time.monotonic() - began) * 1000, body))
        if int(head.split(None, 2)[1]) != status:
            raise RuntimeError(f"{head.decode()}{body.decode()[:500]}")
    writer.close()
