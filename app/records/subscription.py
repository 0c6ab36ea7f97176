"""Where a device may be knocked at: what its browser gave it for web push."""

from uuid import UUID, uuid4

from peewee import CharField, ForeignKeyField, UUIDField

from app.practice import Role

from .db import Content, Lookup, Moment, Record, now, writing
from .device import Device
from .lookup import lookup
from .user import User


class Subscription(Record):
    """A device's address at its push service, and the keys that only it can open messages with. One a device, however
    often its browser subscribes anew; `kid` names the VAPID key it was made with; `seen_at` is when the device last
    said that it still holds."""

    id = UUIDField(primary_key=True, default=uuid4)
    device = ForeignKeyField(Device, unique=True)
    user = ForeignKeyField(User, backref="subscriptions")
    endpoint = Content()
    endpoint_lookup = Lookup(unique=True)
    p256dh = Content()
    auth = Content()
    kid = CharField(max_length=16)
    made_at = Moment(default=now)
    seen_at = Moment(default=now)

    @classmethod
    def is_for(cls, user: User) -> bool:
        """Whether this person may be knocked at. A child never is."""
        return user.role != Role.CHILD

    @classmethod
    def keep(cls, user: User, device: UUID, *, endpoint: str, p256dh: str, auth: str, kid: str) -> "Subscription":
        """Where this device is knocked at from now on, for this person. What another row said of the device or of the
        endpoint is gone: a browser's endpoint is one device's. Check the endpoint first (endpoint.py)."""
        found = lookup(endpoint)
        with writing():
            Device.called(device)
            kept = cls.get_or_none(device=device, endpoint_lookup=found)
            if kept and kept.user_id == user.id and (kept.p256dh, kept.auth, kept.kid) == (p256dh, auth, kid):
                cls.update(seen_at=now()).where(cls.id == kept.id).execute()
                return kept
            cls.delete().where((cls.device == device) | (cls.endpoint_lookup == found)).execute()
            return cls.create(
                user=user, device=device, endpoint=endpoint, endpoint_lookup=found, p256dh=p256dh, auth=auth, kid=kid
            )

    @classmethod
    def forget(cls, device: UUID, user: User | None = None) -> int:
        """This device is not knocked at any more (for this person, where one is named). Returns how many rows went."""
        whose = [cls.user == user] if user else []
        return cls.delete().where(cls.device == device, *whose).execute()

    @classmethod
    def forget_all(cls, user: User) -> int:
        """None of this person's devices is knocked at any more. Returns how many rows went."""
        return cls.delete().where(cls.user == user).execute()
