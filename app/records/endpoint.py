"""Which addresses may be knocked at: those of push services and no others. A browser names its own, so anybody may name
any; what is not on the list is neither kept nor called."""

import re
from base64 import urlsafe_b64decode
from binascii import Error as NotBase64
from urllib.parse import SplitResult, urlsplit

from cryptography.hazmat.primitives.asymmetric import ec

#: reference: the hosts that the browsers of 2026 hand out (Chrome, Firefox, Safari, Edge).
HOSTS = {
    "fcm.googleapis.com",
    "jmt17.google.com",
    "updates.push.services.mozilla.com",
    "web.push.apple.com",
}
SUFFIXES = (".push.services.mozilla.com", ".push.apple.com", ".notify.windows.com")
LONGEST = 2048
POINT_BYTES, SECRET_BYTES = 65, 16

_more: frozenset[str] = frozenset()


class NotAPushService(ValueError):
    """This address is none of a push service's, or its keys are none."""


def use(origins: frozenset[str]) -> None:
    """Take these exact origins too (`https://push.example.org:8443`): a service's own push server, or a test's."""
    global _more
    _more = origins


def check(endpoint: str, p256dh: str, auth: str) -> None:
    """Whether a subscription may be kept. Raises NotAPushService."""
    origin_of(endpoint)
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _bytes(p256dh, POINT_BYTES))
        _bytes(auth, SECRET_BYTES)
    except ValueError as reason:
        raise NotAPushService("its keys are not in order") from reason


def origin_of(endpoint: str) -> str:
    """The origin that this endpoint is at, where it may be called. Raises NotAPushService."""
    if len(endpoint) > LONGEST or not endpoint.isascii() or not endpoint.isprintable() or set(endpoint) & set(" \\#@"):
        raise NotAPushService("it is no address of a push service's")
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError as reason:
        raise NotAPushService("it is no address") from reason
    origin = f"{parts.scheme}://{parts.netloc}"
    if origin not in _more and not _is_public(parts, port):
        raise NotAPushService("it is no address of a push service's")
    return origin


def is_ours(origin: str) -> bool:
    """Whether the service itself named this origin, which may then be anywhere."""
    return origin in _more


def _is_public(parts: SplitResult, port: int | None) -> bool:
    host = parts.netloc.removesuffix(":443")
    known = host in HOSTS or (host.endswith(SUFFIXES) and re.fullmatch(r"([a-z0-9-]+\.)+[a-z]+", host))
    return parts.scheme == "https" and port in {None, 443} and bool(known)


def _bytes(text: str, many: int) -> bytes:
    """Base64url with or without its padding."""
    try:
        found = urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))
    except (NotBase64, UnicodeEncodeError) as reason:
        raise ValueError("not base64url") from reason
    if len(found) != many:
        raise ValueError(f"not {many} bytes")
    return found
