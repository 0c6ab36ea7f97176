"""Which addresses may be knocked at: a browser names its own, so anybody may name any."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.records import endpoint
from app.records.endpoint import NotAPushService, check, origin_of
from tests.push_service import Phone, text_of

PUSH = "https://updates.push.services.mozilla.com/wpush/v2/gAAAA"
KNOWN = [
    PUSH,
    "https://fcm.googleapis.com/fcm/send/abc:APA91b-_",
    "https://fcm.googleapis.com:443/fcm/send/abc",
    "https://jmt17.google.com/fcm/send/abc",
    "https://web.push.apple.com/QO-abc",
    "https://api.push.apple.com/3/device",
    "https://wns2-par02p.notify.windows.com/w/?token=BQYAAA%3d",
    "https://autopush.push.services.mozilla.com/wpush/v1/x",
]
HOSTILE = [
    "",
    "x",
    "https://",
    "https:///path",
    "//fcm.googleapis.com/x",
    "/fcm/send/x",
    "http://fcm.googleapis.com/x",
    "HTTP://fcm.googleapis.com/x",
    "ftp://fcm.googleapis.com/x",
    "file:///etc/passwd",
    "gopher://fcm.googleapis.com/x",
    "javascript:alert(1)",
    "data:text/plain,x",
    "https://127.0.0.1/x",
    "https://127.1/x",
    "https://2130706433/x",
    "https://0x7f000001/x",
    "https://0177.0.0.1/x",
    "https://0/x",
    "https://0.0.0.0/x",
    "https://10.0.0.1/x",
    "https://192.168.1.1/x",
    "https://172.16.0.1/x",
    "https://100.64.0.1/x",
    "https://169.254.169.254/latest/meta-data/",
    "https://[::1]/x",
    "https://[::]/x",
    "https://[::ffff:127.0.0.1]/x",
    "https://[::ffff:7f00:1]/x",
    "https://[fe80::1%25eth0]/x",
    "https://[fd00::1]/x",
    "https://[64:ff9b::7f00:1]/x",
    "https://[",
    "https://localhost/x",
    "https://localhost:443/x",
    "https://printer.local/x",
    "https://db.internal/x",
    "https://metadata.google.internal/x",
    "https://user@fcm.googleapis.com/x",
    "https://user:word@fcm.googleapis.com/x",
    "https://fcm.googleapis.com@evil.example/x",
    "https://fcm.googleapis.com:25/x",
    "https://fcm.googleapis.com:80/x",
    "https://fcm.googleapis.com:8443/x",
    "https://fcm.googleapis.com:0/x",
    "https://fcm.googleapis.com:99999/x",
    "https://fcm.googleapis.com:x/x",
    "https://fcm.googleapis.com:443:443/x",
    "https://fcm.googleapis.com.evil.example/x",
    "https://fcm.googleapis.com./x",
    "https://evil-fcm.googleapis.com/x",
    "https://evilfcm.googleapis.com/x",
    "https://googleapis.com/x",
    "https://storage.googleapis.com/x",
    "https://evil.example/fcm.googleapis.com",
    "https://evil.example?x=.push.apple.com",
    "https://evil.example#.push.apple.com",
    "https://evil.example/#.push.apple.com",
    "https://evil.example\\.push.apple.com/x",
    "https://evil.example%2f.push.apple.com/x",
    "https://evil.example%00.push.apple.com/x",
    "https://.push.apple.com/x",
    "https://push.apple.com/x",
    "https://xpush.apple.com/x",
    "https://a/b.push.apple.com/x",
    "https://127.0.0.1:443@web.push.apple.com/",
    "https://fcm.googleapis.com\t/x",
    "https://fcm.googleapis.com\n/x",
    "https://fcm.goo\tgleapis.com/x",
    "https://fcm.googleapis.com/x\r\nHost: evil.example",
    "https://fcm.googleapis.com/\0x",
    " https://fcm.googleapis.com/x",
    "https:fcm.googleapis.com/x",
    "https:/fcm.googleapis.com/x",
    "https:\\\\fcm.googleapis.com\\x",
    "https://ｆｃｍ.googleapis.com/x",
    "https://fcm.googleapıs.com/x",
    "https://fcm。googleapis。com/x",
    "https://xn--fcm-googleapis-9za.com/x",
    "https://web.push.аpple.com/x",
    "https://fcm.googleapis.com/" + "a" * 8192,
]


@pytest.mark.parametrize("address", KNOWN)
def test_the_push_services_of_browsers_are_known(address):
    assert address.startswith(origin_of(address))


@pytest.mark.parametrize("address", HOSTILE)
def test_anything_else_is_not_called(address):
    with pytest.raises(NotAPushService):
        origin_of(address)


@given(st.text())
def test_any_text_at_all_is_either_known_or_not_and_never_a_fault(text):
    with suppress(NotAPushService):
        assert origin_of("https://" + text)


def test_a_service_may_name_a_push_server_of_its_own_and_no_other_there():
    endpoint.use(frozenset({"https://push.example.org:8443"}))
    try:
        assert origin_of("https://push.example.org:8443/x") == "https://push.example.org:8443"
        for other in (
            "https://push.example.org/x",
            "http://push.example.org:8443/x",
            "https://a.push.example.org:8443/x",
        ):
            with pytest.raises(NotAPushService):
                origin_of(other)
    finally:
        endpoint.use(frozenset())


PHONE = Phone(PUSH)


def test_keys_in_order_are_taken_with_or_without_their_padding():
    check(PUSH, PHONE.p256dh, PHONE.auth)
    check(PUSH, PHONE.p256dh + "=", PHONE.auth + "==")


@pytest.mark.parametrize(
    ("p256dh", "auth"),
    [
        ("", PHONE.auth),
        (PHONE.p256dh, ""),
        (PHONE.p256dh[:-4], PHONE.auth),
        (text_of(b"\x04" + b"\x01" * 64), PHONE.auth),
        (text_of(b"\x00" * 65), PHONE.auth),
        (text_of(b"\x02" + b"\x01" * 32), PHONE.auth),
        (PHONE.p256dh, text_of(b"x" * 15)),
        (PHONE.p256dh, text_of(b"x" * 17)),
        ("é" * 87, PHONE.auth),
        (PHONE.p256dh, "!" * 22),
    ],
    ids=[
        "no key",
        "no secret",
        "short key",
        "off the curve",
        "nowhere",
        "compressed",
        "short secret",
        "long secret",
        "letters beyond",
        "signs beyond",
    ],
)
def test_keys_that_are_none_are_refused(p256dh, auth):
    with pytest.raises(NotAPushService):
        check(PUSH, p256dh, auth)
