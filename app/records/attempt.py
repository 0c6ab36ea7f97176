"""Attempts to get in that failed: so many, then a rest."""

from datetime import timedelta

from .db import Lookup, Moment, Record, now, writing
from .lookup import lookup

WINDOW = timedelta(minutes=15)
MOST_BY_ACCOUNT = 10
MOST_BY_ADDRESS = 50

#: What stands for the account where somebody types the code of an invitation: all of them together. At this rate it
#: would take longer than there have been people to find one of 57 bits; whoever floods it keeps the invited out for a
#: quarter of an hour.
ANY_INVITE = "any invitation"
MOST_BY_INVITE = 500


class Attempt(Record):
    """One failed sign-in, by the account that was tried and the network address it came from; or one code that opened
    no invitation. Kept for 15 minutes."""

    account = Lookup(index=True)
    address = Lookup(index=True)
    at = Moment(default=now, index=True)

    @classmethod
    def too_many(cls, email: str, address: str, most: int = MOST_BY_ACCOUNT) -> bool:
        """Whether this account, or this address, has failed too often in the last 15 minutes. A known account and an
        unknown one are counted alike."""
        recent = cls.select().where(cls.at > now() - WINDOW)
        by_account = recent.where(cls.account == lookup(email)).count()
        return by_account >= most or recent.where(cls.address == lookup(address)).count() >= MOST_BY_ADDRESS

    @classmethod
    def failed(cls, email: str, address: str) -> None:
        with writing():
            cls.delete().where(cls.at < now() - WINDOW).execute()
            cls.create(account=lookup(email), address=lookup(address))
