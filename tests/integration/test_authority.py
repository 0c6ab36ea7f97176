"""The machine's own authority: real certificates, shown to clients that trust it and to one that does not."""

import socket
import ssl
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from app import authority, create_app
from app.web import trust

NAMES = ["localhost", "127.0.0.1", "tablet-box", "192.168.1.20"]


@pytest.fixture
def folder(tmp_path):
    authority.keep_certificates(tmp_path / "tls", NAMES)
    return tmp_path / "tls"


def shake_hands(folder, client: ssl.SSLContext, name: str) -> dict:
    """One meeting of a server with these certificates and this client. Raises what the client says of it."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(folder / "server.crt", folder / "server.key")

    def answer(listener) -> None:
        with suppress(ssl.SSLError, ConnectionError), listener.accept()[0] as asked:
            server.wrap_socket(asked, server_side=True).close()

    with socket.create_server(("127.0.0.1", 0)) as listener, ThreadPoolExecutor(1) as answering:
        answering.submit(answer, listener)
        with (
            socket.create_connection(listener.getsockname(), timeout=5) as way,
            client.wrap_socket(way, server_hostname=name) as met,
        ):
            return met.getpeercert() or {}


def trusting(folder) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=folder / "root.crt")


@pytest.mark.parametrize("name", NAMES)
def test_a_tablet_that_trusts_the_root_is_let_in_by_every_name(folder, name):
    assert shake_hands(folder, trusting(folder), name)


def test_a_tablet_that_does_not_trust_the_root_is_warned(folder):
    with pytest.raises(ssl.SSLCertVerificationError, match="unable to get local issuer|self-signed"):
        shake_hands(folder, ssl.create_default_context(), "localhost")


def test_another_name_is_not_vouched_for(folder):
    with pytest.raises(ssl.SSLCertVerificationError, match="mismatch"):
        shake_hands(folder, trusting(folder), "rooftree.example.org")


def test_the_servers_certificate_is_no_longer_than_tablets_accept(folder):
    leaf = authority.read(folder / "server.crt")
    assert leaf.not_valid_after_utc - leaf.not_valid_before_utc <= timedelta(days=397)
    assert leaf.not_valid_before_utc < datetime.now(UTC)


def test_only_the_owner_can_read_the_keys(folder):
    for name in ("root.key", "server.key"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_nothing_is_made_anew_while_it_fits(folder):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    authority.keep_certificates(folder, NAMES)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_another_address_gets_a_new_certificate_from_the_same_root(folder):
    tablet = trusting(folder)
    root = (folder / "root.crt").read_bytes()
    authority.keep_certificates(folder, ["localhost", "192.168.1.77"])
    assert shake_hands(folder, tablet, "192.168.1.77")
    assert (folder / "root.crt").read_bytes() == root


def test_a_certificate_near_its_end_is_renewed(folder, monkeypatch):
    before = (folder / "server.crt").read_bytes()
    monkeypatch.setattr(authority, "RENEW", authority.LIFE)
    authority.keep_certificates(folder, NAMES)
    assert (folder / "server.crt").read_bytes() != before


@pytest.mark.parametrize("spoilt", ["server.key", "server.crt"])
def test_a_half_written_file_is_mended(folder, spoilt):
    (folder / spoilt).write_bytes(b"-----BEGIN")
    authority.keep_certificates(folder, NAMES)
    assert shake_hands(folder, trusting(folder), "localhost")


def test_a_key_that_is_not_the_certificates_is_mended(folder, tmp_path):
    authority.keep_certificates(tmp_path / "other", NAMES)
    (folder / "server.key").write_bytes((tmp_path / "other" / "server.key").read_bytes())
    authority.keep_certificates(folder, NAMES)
    assert shake_hands(folder, trusting(folder), "localhost")


def test_a_machine_without_a_network_still_has_its_own_names(monkeypatch):
    monkeypatch.setattr(socket.socket, "connect", lambda *_: (_ for _ in ()).throw(OSError("no route")))
    assert authority.lan_address() is None
    assert "localhost" in authority.names(None)


def test_a_name_that_no_certificate_may_hold_is_left_out(monkeypatch):
    monkeypatch.setattr(socket, "gethostname", lambda: "My_Machine")
    assert authority.names("192.168.1.20") == ["localhost", "127.0.0.1", "192.168.1.20"]


def test_the_command_says_where_a_tablet_goes(app, tmp_path):
    app.config["INSTANCE"] = tmp_path
    said = app.test_cli_runner().invoke(args=["authority"]).output
    assert "/trust" in said
    assert "https://" in said
    assert authority.fingerprint(tmp_path / "tls" / "root.crt") in said


@pytest.fixture
def with_tls(instance, this_release, empty_sqlite, folder):
    app = create_app(
        TESTING=True,
        INSTANCE=instance,
        DATABASE_URL=f"sqlite:///{empty_sqlite}",
        RELEASE=this_release,
        TLS_ROOT=str(folder / "root.crt"),
    )
    return app.test_client()


def test_anybody_may_fetch_the_root_and_never_its_key(with_tls, folder):
    answer = with_tls.get("/trust/root.crt")
    assert answer.mimetype == "application/x-x509-ca-cert"
    assert answer.data == (folder / "root.crt").read_bytes()
    assert b"PRIVATE" not in answer.data
    assert with_tls.get("/trust/root.key").status_code == 404


def test_the_page_leads_to_the_secure_address_of_the_same_machine(with_tls):
    page = with_tls.get("/trust", base_url="http://192.168.1.20:8000")
    assert page.status_code == 200
    assert f"https://192.168.1.20:{trust.SECURE}/" in page.text
    assert "/trust/root.crt" in page.text


def test_without_tls_there_is_nothing_to_trust(client):
    assert client.get("/trust").status_code == 404
    assert client.get("/trust/root.crt").status_code == 404
