"""Posting to push services, over a line to each that is kept from one message to the next."""

from collections.abc import Callable
from http.client import HTTPException

from app.records.endpoint import origin_of

from .answer import Answer
from .line import Line

WHOLE_SECONDS = 10.0


class Post:
    """Keeps a line to each push service. Not for several threads at once."""

    def __init__(self, seconds: float = WHOLE_SECONDS, make: Callable[[str, float], Line] = Line) -> None:
        self.seconds, self.make = seconds, make
        self._lines: dict[str, Line] = {}

    def __call__(self, endpoint: str, body: bytes, headers: dict[str, str]) -> Answer:
        """Post this. A fault of the network's, the line's or the other side's is an answer of status 0. Raises
        NotAPushService before anything is opened."""
        origin = origin_of(endpoint)
        fresh = origin not in self._lines
        try:
            return self._try(origin, endpoint, body, headers)
        except (OSError, HTTPException):
            self._lines.pop(origin).close()
        if fresh:
            return Answer(0)
        try:  # a kept line may have been closed by the other side meanwhile
            return self._try(origin, endpoint, body, headers)
        except (OSError, HTTPException):
            self._lines.pop(origin).close()
            return Answer(0)

    def close(self) -> None:
        for line in self._lines.values():
            line.close()
        self._lines.clear()

    def _try(self, origin: str, endpoint: str, body: bytes, headers: dict[str, str]) -> Answer:
        line = self._lines.get(origin) or self._lines.setdefault(origin, self.make(origin, self.seconds))
        return line.post(endpoint.removeprefix(origin), body, headers)
