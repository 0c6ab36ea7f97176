"""A story was shown to its child: which version, when, by whom, who was there, how the child took it."""

from datetime import datetime
from uuid import UUID, uuid4, uuid5

from peewee import ForeignKeyField, ModelSelect, UUIDField

from .db import Content, Moment, Record, now, writing
from .entry import Entry
from .journal import Journal
from .story import Story, Version
from .user import User


class Showing(Record):
    """One time that a version was shown. From then on the child may see it. `present`: who was there, in words."""

    id = UUIDField(primary_key=True, default=uuid4)
    version = ForeignKeyField(Version, backref="showings")
    present = Content()
    shown_by = ForeignKeyField(User)
    shown_at = Moment(default=now)
    told_at = Moment(default=now)

    @classmethod
    def note(cls, version: Version, by: User, *, present: str = "", shown_at: datetime | None = None) -> "Showing":
        """`shown_at` in UTC where it is written down later."""
        with writing():
            shown = cls.create(version=version, present=present, shown_by=by, shown_at=shown_at or now())
            Journal.note(version.family, by, "showed", shown)
        return shown

    @classmethod
    def put(cls, entry: Entry, version: Version, present: str) -> "Showing":
        """As a device tells it: it was opened there, by the tablet of whoever lent it."""
        shown = cls.create(
            id=uuid5(UUID(str(entry.id)), "showing"),
            version=version,
            present=present,
            shown_by=entry.author,
            shown_at=entry.said_at,
        )
        Journal.note(version.family, entry.author, "showed", shown)
        return shown

    def remark(self, by: User, words: str) -> "Remark":
        """How the child took it. Never changed: another follows."""
        with writing():
            made = Remark.create(showing=self, words=words, made_by=by)
            Journal.note(self.version.family, by, "remarked", made)
        return made

    @classmethod
    def to(cls, members: ModelSelect) -> ModelSelect:
        """The versions that were shown to any of these."""
        theirs = Version.select(Version.id).join(Story).where(Story.member.in_(members))
        return cls.select(cls.version).where(cls.version.in_(theirs))

    @classmethod
    def of(cls, story: Story) -> ModelSelect:
        """Every time that any version of a story was shown, the latest first."""
        return (
            cls.select(cls, Version, User)
            .join_from(cls, Version)
            .join_from(cls, User)
            .where(Version.story == story)
            .order_by(cls.shown_at.desc(), cls.told_at.desc())
        )


class Remark(Record):
    """What was written down afterwards about one showing."""

    id = UUIDField(primary_key=True, default=uuid4)
    showing = ForeignKeyField(Showing, backref="remarks")
    words = Content()
    made_by = ForeignKeyField(User)
    made_at = Moment(default=now)
