"""What comes back from outside is limited, and nothing leads anywhere but to where it was meant to go."""

import socket
import threading
import time
from contextlib import suppress

import pytest

from app.delivery.answer import Answer
from app.delivery.post import Post
from app.records import endpoint
from app.records.endpoint import NotAPushService
from tests.push_service import PushService
from tests.unit.test_endpoint import HOSTILE


@pytest.fixture
def post():
    post = Post(seconds=1.0)
    yield post
    post.close()


@pytest.fixture
def opened(monkeypatch):
    """Every address that a connection is opened to."""
    opened = []
    connect = socket.socket.connect

    def watched(self, address):
        opened.append(address)
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", watched)
    return opened


class Raw:
    """A server that says what it is told, byte for byte, to every connection."""

    def __init__(self, says):
        self.says, self.heard = says, []
        self.socket = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self.serve, daemon=True).start()

    @property
    def origin(self):
        return f"http://127.0.0.1:{self.socket.getsockname()[1]}"

    def serve(self):
        with suppress(OSError):
            while True:
                line, _from = self.socket.accept()
                threading.Thread(target=self.talk, args=(line,), daemon=True).start()

    def talk(self, line):
        with suppress(OSError), line:
            self.heard.append(line.recv(65536))
            for part in self.says:
                line.sendall(part)
                self.sent = getattr(self, "sent", 0) + len(part)

    def close(self):
        self.socket.close()


@pytest.fixture
def raw():
    made = []

    def begin(says):
        server = Raw(says)
        made.append(server)
        endpoint.use(frozenset(other.origin for other in made))
        return server

    yield begin
    endpoint.use(frozenset())
    for server in made:
        server.close()


OK = b"HTTP/1.1 201 Created\r\n"


def slowly(part, often=1000):
    for _ in range(often):
        time.sleep(0.05)
        yield part


@pytest.mark.parametrize("address", HOSTILE)
def test_nothing_is_opened_to_what_is_no_push_service(post, opened, address):
    with pytest.raises(NotAPushService):
        post(address, b"x", {})
    assert opened == []


PRIVATE = [
    "127.0.0.1",
    "10.0.0.7",
    "172.16.3.4",
    "192.168.0.9",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104
    "224.0.0.1",
    "::1",
    "fd00::1",
    "fe80::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "2001:db8::1",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_a_push_services_name_that_leads_inside_is_not_followed(post, opened, monkeypatch, address):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    there = (address, 443, 0, 0) if ":" in address else (address, 443)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: [(family, socket.SOCK_STREAM, 6, "", there)])
    assert post("https://fcm.googleapis.com/fcm/send/x", b"x", {}) == Answer(0)
    assert opened == []


def test_a_name_is_looked_up_once_and_called_at_that_very_address(post, opened, monkeypatch):
    answers = iter([("192.0.2.1", 443), ("127.0.0.1", 443)])

    def rebinds(*_a, **_k):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", next(answers))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinds)
    monkeypatch.setattr("ipaddress.IPv4Address.is_global", property(lambda self: str(self) == "192.0.2.1"))
    monkeypatch.setattr(socket.socket, "connect", lambda self, address: (opened.append(address), self.close()))
    assert post("https://fcm.googleapis.com/fcm/send/x", b"x", {}).status == 0
    assert opened == [("192.0.2.1", 443)]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_an_answer_and_not_a_way(post, raw, opened, status):
    inside = raw([OK + b"Content-Length: 0\r\n\r\n"])
    server = raw(
        [b"HTTP/1.1 %d Elsewhere\r\nLocation: %s/x\r\nContent-Length: 0\r\n\r\n" % (status, inside.origin.encode())]
    )
    assert post(server.origin + "/push", b"secret", {"Authorization": "vapid"}) == Answer(status)
    assert inside.heard == []
    assert len(opened) == 1


def test_a_huge_answer_is_cut(post, raw):
    server = raw([OK + b"Content-Length: 10485760\r\n\r\n", *[b"x" * 65536] * 160])
    assert post(server.origin + "/push", b"x", {}) == Answer(201)
    time.sleep(0.2)
    assert server.sent < 8 * 2**20, "the line was dropped, not read to its end"


def test_an_answer_in_endless_parts_is_cut(post, raw):
    server = raw([OK + b"Transfer-Encoding: chunked\r\n\r\n", *[b"1000\r\n" + b"x" * 4096 + b"\r\n"] * 5000])
    assert post(server.origin + "/push", b"x", {}) == Answer(201)


@pytest.mark.parametrize(
    "says",
    [
        lambda: slowly(b"H"),
        lambda: [OK, *slowly(b"X: y\r\n")],
        lambda: [OK, b"Content-Length: 1000\r\n\r\n", *slowly(b"x")],
        lambda: [OK, b"X: ", *slowly(b"x" * 1000)],
        lambda: slowly(b"", 60),
    ],
    ids=["first line", "headers", "body", "one header", "silence"],
)
def test_an_answer_that_never_ends_is_waited_for_no_longer_than_it_may_take(post, raw, says):
    class Late(list):
        def __iter__(self):
            said = says()
            return iter(said) if not isinstance(said, list) else (part for part in said)

    server = raw(Late())
    began = time.monotonic()
    answer = post(server.origin + "/push", b"x", {})
    assert time.monotonic() - began < 2.5
    assert answer in {Answer(0), Answer(201)}


@pytest.mark.parametrize(
    "says",
    [[b""], [b"nonsense\r\n\r\n"], [b"HTTP/1.1 abc\r\n\r\n"], [OK + b"Content-Length: -5\r\n\r\n"], [b"\0" * 100_000]],
)
def test_an_answer_that_is_none_is_trouble_and_never_a_fault_of_ours(post, raw, says):
    assert post(raw(says).origin + "/push", b"x", {}).status in {0, 201}


def test_nobody_there_is_trouble(post, raw):
    server = raw([])
    origin = server.origin
    server.close()
    assert post(origin + "/push", b"x", {}) == Answer(0)


def test_a_line_that_does_not_speak_tls_as_it_should_is_trouble(post, raw, monkeypatch):
    server = raw([b"HTTP/1.1 400 Bad\r\n\r\n"])
    secure = server.origin.replace("http:", "https:")
    endpoint.use(frozenset([secure]))
    assert post(secure + "/push", b"x", {}) == Answer(0)


def test_no_proxy_of_the_environment_hears_of_it(post, raw, monkeypatch):
    proxy, server = raw([OK + b"Content-Length: 0\r\n\r\n"]), raw([OK + b"Content-Length: 0\r\n\r\n"])
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy.origin)
    assert post(server.origin + "/push", b"x", {}) == Answer(201)
    assert proxy.heard == []


def test_the_line_is_kept_and_taken_up_anew_when_the_other_side_has_let_go(post, opened):
    service = PushService()
    endpoint.use(frozenset([service.origin]))
    try:
        for _ in range(3):
            assert post(f"{service.origin}/push/x", b"", {}).status == 400
        assert len(opened) == 1
        next(iter(post._lines.values())).sock.shutdown(socket.SHUT_RDWR)
        assert post(f"{service.origin}/push/x", b"", {}).status == 400
        assert len(opened) == 2
    finally:
        endpoint.use(frozenset())
        service.close()


@pytest.mark.parametrize(
    ("told", "seconds"), [("120", 120), ("Wed, 21 Oct 2015 07:28:00 GMT", 0), ("soon", None), ("", None), ("-5", None)]
)
def test_when_to_come_again_may_be_seconds_or_a_date(post, raw, told, seconds):
    server = raw([b"HTTP/1.1 429 Slowly\r\nRetry-After: %s\r\nContent-Length: 0\r\n\r\n" % told.encode()])
    assert post(server.origin + "/push", b"x", {}) == Answer(429, seconds)
