"""A person signed in on a browser. The server keeps it, so the server can end it."""

from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe
from uuid import uuid4

from peewee import ForeignKeyField, UUIDField

from .db import Lookup, Moment, Record, now, writing
from .device import Device
from .user import User

#: NIST SP 800-63B-4, AAL2: at most an hour without a sign of life, at most a day in all; a working day is enough.
IDLE = timedelta(hours=1)
LONGEST = timedelta(hours=12)
#: How stale `seen_at` may grow before it is written again: a row a minute, not a row a request.
GRAIN = timedelta(minutes=1)


class Session(Record):
    """Someone signed in. The browser's cookie holds the token; the row holds only its digest. On which
    `device`, once that has asked for a pass."""

    id = UUIDField(primary_key=True, default=uuid4)
    user = ForeignKeyField(User, backref="sessions", on_delete="CASCADE")
    token_digest = Lookup(unique=True)
    started_at = Moment(default=now)
    seen_at = Moment(default=now)
    device = ForeignKeyField(Device, null=True)

    @classmethod
    def start(cls, user: User) -> tuple["Session", str]:
        """Sign this person in. Returns the session and its token, which is nowhere else."""
        token = token_urlsafe(32)
        with writing():
            cls.delete().where((cls.started_at < now() - LONGEST) | (cls.seen_at < now() - IDLE)).execute()
            session = cls.create(user=user, token_digest=_digest(token))
        return session, token

    @classmethod
    def holding(cls, token: str) -> "Session | None":
        """The session of this token, when it has not run out. Touches `seen_at` now and then."""
        moment = now()
        session = (
            cls.select(cls, User)
            .join(User)
            .where(
                cls.token_digest == _digest(token),
                cls.started_at > moment - LONGEST,
                cls.seen_at > moment - IDLE,
            )
            .first()
        )
        if session and session.seen_at < moment - GRAIN:
            cls.update(seen_at=moment).where(cls.id == session.id).execute()
        return session

    def end(self) -> None:
        Session.delete().where(Session.id == self.id).execute()

    def is_on(self, device: Device) -> None:
        """Where it is, as that device says itself."""
        Session.update(device=device).where(Session.id == self.id).execute()

    @classmethod
    def end_on(cls, user: User, device: Device) -> None:
        """Sign this person out on one device."""
        cls.delete().where(cls.user == user, cls.device == device).execute()

    @classmethod
    def end_all(cls, user: User) -> None:
        """Sign this person out everywhere."""
        cls.delete().where(cls.user == user).execute()


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
