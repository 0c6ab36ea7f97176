"""One reminder on its way to one device. The database is the queue: whoever holds the lease brings it."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid4

from peewee import CharField, ForeignKeyField, IntegerField, UUIDField

from .db import Moment, Record, is_sqlite, now, writing
from .device import Device
from .reminder import Reminder
from .subscription import Subscription

#: Longer than twice what one message may take (10 s), so that a sender that lives is never overtaken.
LEASE = timedelta(seconds=60)


class State(StrEnum):
    """How it ended, or that it has not."""

    PENDING = "pending"
    SENT = "sent"  #: the push service took it
    NOT_NEEDED = "not needed"  #: ticked, changed or ended before it went out, or no longer theirs to do
    GONE = "gone"  #: the device can no longer be knocked at
    TOO_LATE = "too late"  #: it could not be brought while it was of use
    REFUSED = "refused"  #: the push service will not have it; a fault of ours


class Delivery(Record):
    """One reminder on its way to one device. A sender takes a lease; when it dies, the lease runs out and another goes
    on. Only the holder of the lease's token can end it: a sender that was thought dead changes nothing any more."""

    id = UUIDField(primary_key=True, default=uuid4)
    reminder = ForeignKeyField(Reminder, backref="deliveries")
    device = ForeignKeyField(Device)
    state = CharField(max_length=16, default=State.PENDING)
    due_at = Moment()
    lease_until = Moment(default=0)
    token = UUIDField(null=True)
    tries = IntegerField(default=0)
    answer = IntegerField(null=True)
    finished_at = Moment(null=True)

    class Meta:
        indexes = ((("reminder", "device"), True), (("state", "due_at"), False))

    @classmethod
    def put(cls, reminders: list[Reminder]) -> None:
        """Bring these reminders to each device that their person is knocked at on."""
        devices: dict[UUID, list[UUID]] = {}
        for kept in Subscription.select().where(Subscription.user.in_({row.user_id for row in reminders})):
            devices.setdefault(kept.user_id, []).append(kept.device_id)
        rows = [
            {"id": uuid4(), "reminder": row.id, "device": device, "due_at": row.at}
            for row in reminders
            for device in sorted(devices.get(row.user_id, []))
        ]
        if rows:
            cls.insert_many(rows).on_conflict_ignore().execute()
        # something more has fallen due under a reminder that was not needed until now
        again = (cls.reminder.in_([row.id for row in reminders])) & (cls.state == State.NOT_NEEDED)
        cls.update(state=State.PENDING, lease_until=0, finished_at=None).where(again).execute()

    @classmethod
    def waiting(cls, moment: datetime) -> bool:
        """Whether there is anything to claim. Only looks, so that idle senders write nothing."""
        return cls.select().where(*_due(cls, moment)).exists()

    @classmethod
    def claim(cls, most: int = 100) -> tuple[UUID, list["Delivery"]]:
        """Take what is due, oldest first, for LEASE. Returns the lease's token and the deliveries with their reminders.

        One statement: without MATERIALIZED, PostgreSQL may run the inner query again and claim more than `most`.
        """
        moment, token, theirs = now(), uuid4(), cls.alias()
        due = theirs.select(theirs.id).where(*_due(theirs, moment)).order_by(theirs.due_at).limit(most)
        chosen = (due if is_sqlite() else due.for_update("FOR UPDATE SKIP LOCKED")).cte("chosen", materialized=True)
        lease = {"lease_until": moment + LEASE, "token": token, "tries": cls.tries + 1}
        with writing():
            taken = (
                cls.update(lease)
                .with_cte(chosen)
                .where(cls.id.in_(chosen.select(chosen.c.id)))
                .returning(cls.id)
                .execute()
            )
            names = [row.id for row in taken]
        rows = cls.select(cls, Reminder).join(Reminder).where(cls.id.in_(names)).order_by(cls.due_at, cls.id)
        return token, list(rows) if names else []

    @classmethod
    def end(cls, results: list[tuple[UUID, State | datetime, int | None]], token: UUID) -> None:
        """What became of these: (id, how it ended or when it is tried again, the push service's answer)."""
        alike: dict[tuple[State | datetime, int | None], list[UUID]] = {}
        for id, what, answer in results:
            alike.setdefault((what, answer), []).append(id)
        with writing():
            for (what, answer), ids in alike.items():
                later = isinstance(what, datetime)
                changed = {"due_at": what, "lease_until": 0} if later else {"state": what, "finished_at": now()}
                held = cls.id.in_(ids) & (cls.token == token) & (cls.state == State.PENDING)
                cls.update(answer=answer, **changed).where(held).execute()

    @classmethod
    def release(cls, token: UUID) -> None:
        """What is still held under this lease is for anybody to take; the try that was not made does not count."""
        held = (cls.token == token) & (cls.state == State.PENDING) & (cls.lease_until > 0)
        with writing():
            cls.update(lease_until=0, tries=cls.tries - 1).where(held).execute()


def _due(of: type[Delivery], moment: datetime) -> tuple:
    return of.state == State.PENDING, of.due_at <= moment, of.lease_until <= moment
