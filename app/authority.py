"""A certificate authority of this machine's own, so that tablets at hand can be told to trust it: `make run TLS=1`.

The root stays: a tablet that trusts it once stays trusting. What the server shows is made anew as addresses change.
"""

import io
import os
import re
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import segno
import trustme
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from flask import Blueprint, current_app

bp = Blueprint("authority", __name__, cli_group=None)

PLAIN, SECURE = 8000, 8443
LIFE = timedelta(days=397)  #: the longest that tablets accept
RENEW = timedelta(days=30)
HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
NOBODY = ("192.0.2.1", 9)  #: kept free for examples: the way to it is the way out, and nothing is sent


@bp.cli.command("authority")
def authority() -> None:
    """Make what TLS needs, if it is missing or old, and say how a tablet comes to trust it."""
    folder = current_app.config["INSTANCE"] / "tls"
    address = lan_address()
    keep_certificates(folder, names(address))
    click.echo(how_to_trust(address or "localhost", fingerprint(folder / "root.crt")))


def lan_address() -> str | None:
    """The address under which others on this network find this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        try:
            way.connect(NOBODY)
        except OSError:
            return None
        return str(way.getsockname()[0])


def names(address: str | None) -> list[str]:
    """Everything by which a browser may call this machine."""
    host = socket.gethostname().lower()
    hosts = [host, f"{host}.local"] if HOST.fullmatch(host) and "." not in host else [host]
    named = ["localhost", *(name for name in hosts if HOST.fullmatch(name)), "127.0.0.1", address]
    return [name for name in dict.fromkeys(named) if name]


def keep_certificates(folder: Path, named: list[str]) -> None:
    """Make what is missing or no longer fits: the root once, the server's own as names change or its end nears."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    root = keep_root(folder)
    if fits(folder, named):
        return
    now = datetime.now(UTC)
    begin = now - timedelta(days=1)  # a tablet's clock may be behind
    leaf = root.issue_cert(*named, organization_name="Rooftree", not_before=begin, not_after=begin + LIFE)
    write(folder / "server.key", leaf.private_key_pem.bytes())
    write(folder / "server.crt", b"".join(blob.bytes() for blob in leaf.cert_chain_pems))


def keep_root(folder: Path) -> trustme.CA:
    certificate, key = folder / "root.crt", folder / "root.key"
    if certificate.exists() and key.exists():
        return trustme.CA.from_pem(certificate.read_bytes(), key.read_bytes())
    made = trustme.CA(
        path_length=0,
        organization_name=f"Rooftree on {socket.gethostname()}",
        organization_unit_name=f"for trying out, made {datetime.now(UTC):%Y-%m-%d}",
    )
    write(key, made.private_key_pem.bytes())
    write(certificate, made.cert_pem.bytes())
    return made


def fits(folder: Path, named: list[str]) -> bool:
    """Whether the server's certificate is for these names, ours, of its key, and good for a while."""
    try:
        leaf = read(folder / "server.crt")
        leaf.verify_directly_issued_by(read(folder / "root.crt"))
        key = load_pem_private_key((folder / "server.key").read_bytes(), password=None)
    except (OSError, ValueError, TypeError, InvalidSignature):
        return False
    lasts = leaf.not_valid_after_utc > datetime.now(UTC) + RENEW
    return lasts and set(named_in(leaf)) == set(named) and leaf.public_key() == key.public_key()


def named_in(leaf: x509.Certificate) -> list[str]:
    alternatives = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    addresses = [str(address) for address in alternatives.get_values_for_type(x509.IPAddress)]
    return alternatives.get_values_for_type(x509.DNSName) + addresses


def read(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def write(path: Path, content: bytes) -> None:
    """Whole or not at all, and for nobody else to read."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def fingerprint(certificate: Path) -> str:
    return read(certificate).fingerprint(hashes.SHA256()).hex(" ", 2)


def how_to_trust(address: str, mark: str) -> str:
    trust = f"http://{address}:{PLAIN}/trust"
    picture = io.StringIO()
    segno.make(trust).terminal(picture, compact=True)
    return "\n".join(
        [
            picture.getvalue(),
            "For a tablet or a phone on the same network:",
            f"  1. Open {trust} on it (the picture above says the same).",
            "  2. Do once what that page says, so that it trusts this machine.",
            f"  3. Open https://{address}:{SECURE} on it.",
            "The certificate it will show you has this SHA-256 fingerprint:",
            f"  {mark}",
            "Everybody on this network can come in while this runs: it is the example family, for trying out.",
        ]
    )
