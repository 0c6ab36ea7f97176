"""A pass: it delivers what a person wrote on a device, whoever is signed in there by then."""

from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from uuid import UUID, uuid4

from peewee import JOIN, BigIntegerField, Expression, ForeignKeyField, IntegerField, UUIDField, fn

from .db import Lookup, Moment, Record, now, writing
from .device import Device
from .handover import Handover
from .journal import Journal
from .member import Member
from .session import Session
from .subscription import Subscription
from .user import User

WRITE = timedelta(days=14)
DELIVER = timedelta(days=90)


class Pass(Record):
    """Write-only: it allows appending as this person from this device, and nothing else.

    The device may write with it until `write_until`, which the device heeds, since its clock alone knows when
    something was written; the server takes delivery until `deliver_until`. A revoked pass, or one past its second
    date, still brings its box in: it is kept aside for a person to look at. One of a `handover` writes about its one
    child with its tools, at most MOST_A_DAY things a day; `brought` of them since `brought_since`.
    """

    id = UUIDField(primary_key=True, default=uuid4)
    user = ForeignKeyField(User, backref="passes")
    device = ForeignKeyField(Device, backref="passes")
    secret_digest = Lookup()
    made_at = Moment(default=now)
    write_until = Moment()
    deliver_until = Moment()
    revoked_at = Moment(null=True)
    handover = ForeignKeyField(Handover, null=True, backref="passes")
    brought = IntegerField(default=0)
    brought_bytes = BigIntegerField(default=0)
    brought_since = Moment(null=True)

    @classmethod
    def issue(cls, user: User, device: UUID) -> tuple["Pass", str]:
        """A new pass for this person on the device of this name, and its secret, which is nowhere else."""
        moment = now()
        with writing():
            return cls._make(user, Device.called(device), moment, moment + WRITE)

    @classmethod
    def lend(cls, handover: Handover) -> tuple["Pass", str]:
        """A new pass for what a child writes on the tablet that was lent them, and its secret."""
        with writing():
            return cls._make(handover.worker, handover.device, handover.made_at, handover.until, handover)

    @classmethod
    def _make(
        cls, user: User, device: Device, moment: datetime, until: datetime, handover: Handover | None = None
    ) -> tuple["Pass", str]:
        secret = token_urlsafe(32)
        issued = cls.create(
            user=user,
            device=device,
            secret_digest=_digest(secret),
            made_at=moment,
            write_until=until,
            deliver_until=until + DELIVER,
            handover=handover,
        )
        return issued, secret

    @classmethod
    def bearing(cls, id: UUID, secret: str) -> "Pass | None":
        return (
            cls.select(cls, User, Device, Handover)
            .join_from(cls, User)
            .join_from(cls, Device)
            .join_from(cls, Handover, JOIN.LEFT_OUTER)
            .where(cls.id == id, cls.secret_digest == _digest(secret))
            .first()
        )

    def revoke(self) -> None:
        Pass.update(revoked_at=now()).where(Pass.id == self.id, Pass.revoked_at.is_null()).execute()

    @classmethod
    def devices(cls, user: User) -> list[Device]:
        """A person's own devices, from which what they write is taken in; the one heard from last first."""
        standing = cls.select(cls.device).where(cls._own(user), cls.deliver_until > now())
        heard = fn.COALESCE(Device.seen_at, Device.made_at)
        return list(Device.select().where(Device.id.in_(standing)).order_by(heard.desc(), Device.id))

    @classmethod
    def stop(cls, user: User, device: Device, by: User) -> None:
        """Nothing that comes from this device as this person's is taken in any more without a look: it is put aside.
        They are signed out there, and it is not knocked at. To sign in there again is to begin anew."""
        with writing():
            cls.update(revoked_at=now()).where(cls._own(user), cls.device == device).execute()
            Session.end_on(user, device)
            Subscription.forget(device.id, user)
            for place in user.places.where(Member.left_at.is_null()):
                Journal.note(place.family, by, "stopped", device)

    @classmethod
    def _own(cls, user: User) -> Expression:
        """Those of a person's own devices that hold. Tablets that they lent are taken back one by one."""
        return (cls.user == user) & cls.handover.is_null() & cls.revoked_at.is_null()

    def delivers(self, moment: datetime) -> bool:
        return self.revoked_at is None and moment <= self.deliver_until


def _digest(secret: str) -> str:
    return sha256(secret.encode("utf-8", "replace")).hexdigest()
