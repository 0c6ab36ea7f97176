"""A line to a push service: to the very address that was looked at, and with a limit on whatever comes back."""

import io
import ipaddress
import socket
import ssl
from http.client import HTTPConnection, HTTPResponse
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import certifi

from app.records.endpoint import is_ours

from .answer import Answer, seconds_of

CONNECT_SECONDS = 5.0
MOST_BYTES = 16 * 1024


class NotPublic(OSError):
    """A push service's name leads to an address that is not out in the world."""


class Hurried(io.RawIOBase):
    """Reads from a socket until a moment (monotonic seconds) and not beyond it, however slowly letters come. `first` is
    http.client's own reader, whose being open keeps the socket so."""

    def __init__(self, sock: socket.socket, until: float, first: Any) -> None:
        self.sock, self.until, self.first = sock, until, first

    def close(self) -> None:
        self.first.close()
        super().close()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left = self.until - monotonic()
        if left <= 0:
            raise TimeoutError
        self.sock.settimeout(left)
        return self.sock.recv_into(buffer)


class Line(HTTPConnection):
    """A connection to one origin, kept between messages. It goes to the very address that was looked at: no proxy."""

    def __init__(self, origin: str, seconds: float) -> None:
        parts = urlsplit(origin)
        self.secure = parts.scheme == "https"
        super().__init__(parts.hostname or "", parts.port or (443 if self.secure else 80))
        self.anywhere, self.seconds, self.until = is_ours(origin), seconds, 0.0
        self.response_class = self._answer  # type: ignore[assignment]

    def connect(self) -> None:
        self.sock = self._reach()
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self.secure:
            self.sock = tls().wrap_socket(self.sock, server_hostname=self.host)

    def _reach(self) -> socket.socket:
        fault: OSError = NotPublic()
        for family, kind, protocol, _name, address in socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM):
            if not self.anywhere and not is_out_in_the_world(str(address[0])):
                continue
            line = socket.socket(family, kind, protocol)
            try:
                line.settimeout(min(CONNECT_SECONDS, self.seconds))
                line.connect(address)
            except OSError as reason:
                line.close()
                fault = reason
            else:
                return line
        raise fault

    def _answer(self, sock: socket.socket, *rest: Any, **more: Any) -> HTTPResponse:
        response = HTTPResponse(sock, *rest, **more)
        response.fp = io.BufferedReader(Hurried(sock, self.until, response.fp))
        return response

    def post(self, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        """Raises OSError or HTTPException where no answer comes."""
        self.until = monotonic() + self.seconds
        self.request("POST", path, body, headers)
        response = self.getresponse()
        response.read(MOST_BYTES)
        if not response.isclosed():  # there is more than an answer needs: not a letter of it is read
            self.close()
        return Answer(response.status, seconds_of(response.getheader("Retry-After")))


def is_out_in_the_world(address: str) -> bool:
    """Whether anybody's packets may go there: no address of this machine's, of its own net, or of many at once."""
    known = ipaddress.ip_address(address)
    return known.is_global and not known.is_multicast


_tls: ssl.SSLContext | None = None


def tls() -> ssl.SSLContext:
    """The machine's own authorities, and those every browser knows, where the machine has none."""
    global _tls
    if _tls is None:
        _tls = ssl.create_default_context()
        _tls.load_verify_locations(certifi.where())
    return _tls
