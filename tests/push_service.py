"""A push service of the tests' own: it checks who sends, opens what came, and answers as it is told.

The opening of messages is written here out of RFC 8291 and 8188, so that nothing of the sender's own is believed.
"""

import json
import os
import threading
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import Counter
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import time
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CURVE = ec.SECP256R1()


def bytes_of(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def text_of(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


def point_of(key: Any) -> bytes:
    from app.records.keyring import public_half

    return public_half(key)


@dataclass(frozen=True)
class Phone:
    """A browser's subscription, with the keys that only it has."""

    endpoint: str
    key: Any = field(default_factory=lambda: ec.generate_private_key(CURVE))
    secret: bytes = field(default_factory=lambda: os.urandom(16))

    @property
    def p256dh(self) -> str:
        return text_of(point_of(self.key))

    @property
    def auth(self) -> str:
        return text_of(self.secret)

    def opens(self, body: bytes) -> bytes:
        """RFC 8291 §3.4 and RFC 8188 §2: one record, its delimiter and padding taken off."""
        salt, size, length = body[:16], int.from_bytes(body[16:20], "big"), body[20]
        sender, text = body[21 : 21 + length], body[21 + length :]
        assert len(text) <= size <= 4096
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sender))
        info = b"WebPush: info\0" + point_of(self.key) + sender
        material = HKDF(hashes.SHA256(), 32, salt=self.secret, info=info).derive(shared)
        key = HKDF(hashes.SHA256(), 16, salt=salt, info=b"Content-Encoding: aes128gcm\0").derive(material)
        nonce = HKDF(hashes.SHA256(), 12, salt=salt, info=b"Content-Encoding: nonce\0").derive(material)
        plain = AESGCM(key).decrypt(nonce, text, None).rstrip(b"\0")
        assert plain.endswith(b"\x02")
        return plain[:-1]


def checked(authorization: str, origin: str) -> dict[str, Any]:
    """The claims of a VAPID header (RFC 8292), its signature and its dates checked."""
    scheme, _, rest = authorization.partition(" ")
    assert scheme == "vapid", authorization
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    signed, _, signature = parts["t"].rpartition(".")
    raw = bytes_of(signature)
    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    key = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, bytes_of(parts["k"]))
    key.verify(der, signed.encode(), ec.ECDSA(hashes.SHA256()))
    claims = json.loads(bytes_of(signed.split(".")[1]))
    assert claims["aud"] == origin, claims
    assert time() < claims["exp"] <= time() + 24 * 3600, claims
    assert claims["sub"].startswith(("mailto:", "https://")), claims
    assert "localhost" not in claims["sub"], claims
    return {**claims, "k": parts["k"]}


@dataclass
class Knock:
    """One message as it came. `said` is what the phone reads, None where the phone is not known."""

    endpoint: str
    topic: str
    ttl: int
    urgency: str
    size: int
    claims: dict[str, Any]
    said: dict[str, Any] | None = None
    plain: bytes = b""


class PushService:
    """`http://127.0.0.1:<port>`: hands out phones, remembers knocks, answers as `answers` says by endpoint (a status,
    with headers, or a list of such to take from); 201 otherwise. What is not in order is answered 400 and remembered in
    `faults`."""

    def __init__(self, pause: float = 0.0) -> None:
        self.phones: dict[str, Phone] = {}
        self.knocks: list[Knock] = []
        self.answers: dict[str, Any] = {}
        self.faults: list[str] = []
        self.pause = pause
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                service.take(self)

            def log_message(self, *_about: Any) -> None:
                pass

        class Quiet(ThreadingHTTPServer):
            def handle_error(self, *_about: Any) -> None:
                """A sender that was killed lets its line fall."""

        self.server = Quiet(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def phone(self, name: str) -> Phone:
        phone = Phone(f"{self.origin}/push/{name}")
        self.phones[phone.endpoint] = phone
        return phone

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def visible(self) -> Counter:
        """How many notices each phone shows of each reminder: those of one tag replace each other."""
        return Counter({(knock.endpoint, (knock.said or {})["n"]) for knock in self.knocks})

    def take(self, request: BaseHTTPRequestHandler) -> None:
        length = int(request.headers["Content-Length"])
        body = request.rfile.read(length)
        if len(body) < length:  # whoever sent it was killed in the middle
            return
        endpoint = self.origin + request.path
        try:
            knock = self.knock(endpoint, request.headers, body)
        except Exception as fault:
            self.faults.append(f"{type(fault).__name__}: {fault}")
            self.answer(request, 400, {})
            return
        said = self.answers.get(endpoint, 201)
        said = said.pop(0) if isinstance(said, list) else said
        status, headers = said if isinstance(said, tuple) else (said, {})
        if status < 300:
            self.knocks.append(knock)
        self.answer(request, status, headers)

    def answer(self, request: BaseHTTPRequestHandler, status: int, headers: dict[str, str]) -> None:
        if self.pause:
            threading.Event().wait(self.pause)
        request.send_response(status)
        for name, value in {"Content-Length": "0", **headers}.items():
            request.send_header(name, value)
        request.end_headers()

    def knock(self, endpoint: str, headers: Any, body: bytes) -> Knock:
        assert headers["Content-Encoding"] == "aes128gcm"
        assert len(headers["Topic"]) <= 32, headers["Topic"]
        assert headers["Topic"].replace("-", "").replace("_", "").isalnum()
        assert headers["Urgency"] in {"very-low", "low", "normal", "high"}
        assert len(body) <= 4096
        phone = self.phones.get(endpoint)
        plain = phone.opens(body) if phone else b""
        return Knock(
            endpoint,
            headers["Topic"],
            int(headers["TTL"]),
            headers["Urgency"],
            len(body),
            checked(headers["Authorization"], self.origin),
            json.loads(plain) if phone else None,
            plain,
        )
