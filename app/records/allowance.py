"""What may come in a day with one pass, or from one person: what is more waits where it was written."""

from datetime import timedelta

from peewee import fn

from .aside import Aside, Reason
from .db import now
from .passes import Pass
from .user import User

DAY = timedelta(days=1)
#: Two hours said out loud without a pause are 2,400 parts, and a child makes a few hundred things besides.
MOST_THINGS = 5_000
#: As they travel, sealed: threats T28. A whole day of recordings is less than half of it.
MOST_BYTES = 200_000_000
#: What somebody without a place in a family may put before its workers: more is not read by anyone in a day.
MOST_FROM_OUTSIDE = 300
SHORTEST_REST = timedelta(minutes=1)


class Allowance:
    """What one pass may still bring today, while one request is answered. Passes of a person's own devices share one,
    so that nothing is gained by asking for another; that of a lent tablet has its own. Counted once, by `keep`."""

    def __init__(self, held: Pass) -> None:
        self.held, self.moment = held, now()
        mine = Pass.id == held.id
        if held.handover_id is None:
            mine = (Pass.user == held.user_id) & Pass.handover.is_null()
        today = mine & (Pass.brought_since > self.moment - DAY)
        sums = fn.SUM(Pass.brought), fn.SUM(Pass.brought_bytes), fn.MIN(Pass.brought_since)
        things, size, self.since = Pass.select(*sums).where(today).scalar(as_tuple=True)
        self.things, self.bytes = int(things or 0), int(size or 0)
        self.more_things = self.more_bytes = 0

    def has_room(self, size: int) -> bool:
        """Whether one thing of this many bytes may come today. The first of a day always may."""
        things, size = self.things + self.more_things, size + self.bytes + self.more_bytes
        return things == 0 or (things < MOST_THINGS and size <= MOST_BYTES)

    def count(self, size: int) -> None:
        """One thing has come."""
        self.more_things += 1
        self.more_bytes += size

    def keep(self) -> None:
        if not self.more_things:
            return
        mine, today = Pass.id == self.held.id, Pass.brought_since > self.moment - DAY
        more = {"brought": Pass.brought + self.more_things, "brought_bytes": Pass.brought_bytes + self.more_bytes}
        if not Pass.update(more).where(mine, today).execute():
            first = {"brought": self.more_things, "brought_bytes": self.more_bytes, "brought_since": self.moment}
            Pass.update(first).where(mine).execute()

    def rests_for(self) -> timedelta:
        """How long until more may come."""
        return max((self.since or self.moment) + DAY - self.moment, SHORTEST_REST)


def is_crowding(author: User) -> bool:
    """Whether as much as anyone could look at has come today from someone for families in which they have no place.
    Over all families at once: it must not tell whether one exists."""
    outside = Aside.select().where(
        Aside.author == author, Aside.reason == Reason.NOT_ALLOWED, Aside.received_at > now() - DAY
    )
    return outside.count() >= MOST_FROM_OUTSIDE
