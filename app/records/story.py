"""A story in words and pictures that grown-ups make for one child: its pictures, drafts and versions."""

from collections.abc import Iterable
from enum import StrEnum
from uuid import UUID, uuid4

from peewee import BooleanField, CharField, ForeignKeyField, IntegerField, ModelSelect, UUIDField, fn

from .db import Content, Moment, Record, is_sqlite, now, writing
from .entry import Entry
from .family import Family
from .journal import Journal
from .member import Member
from .user import User


class Drew(StrEnum):
    """Whose hand drew a picture."""

    ADULT = "adult"
    CHILD = "child"


class CannotClose(ValueError):
    """What stands now is no version. `both`: the panels of which two wordings stand; empty where nothing is there."""

    def __init__(self, both: Iterable[str] = ()) -> None:
        super().__init__("two wordings stand" if both else "nothing is written yet")
        self.both = list(both)


class Story(Record):
    """One story for one child. `tool` names what its pictures are asked by (a book of practice/tools), `short` that
    only the pictures of an immediate story are; `band` and `language` are those it is written in."""

    id = UUIDField(primary_key=True, default=uuid4)
    family = ForeignKeyField(Family, backref="stories")
    member = ForeignKeyField(Member, backref="stories")
    tool = CharField(max_length=64)
    short = BooleanField()
    band = CharField(max_length=16)
    language = CharField(max_length=16)
    made_by = ForeignKeyField(User)
    made_at = Moment(default=now)

    @classmethod
    def begin(cls, member: Member, by: User, *, tool: str, short: bool, band: str, language: str) -> "Story":
        with writing():
            told = {"tool": tool, "short": short, "band": band, "language": language}
            story = cls.create(family=member.family_id, member=member, made_by=by, **told)
            Journal.note(member.family, by, "made", story)
        return story

    def panels(self) -> dict[str, list["Panel"]]:
        """What stands now of each panel, by its key: one wording, or those that were written apart."""
        standing: dict[str, list[Panel]] = {}
        for panel in Panel.latest().where(Panel.story == self):
            standing.setdefault(panel.key, []).append(panel)
        return standing

    def versions(self) -> ModelSelect:
        """The latest first."""
        return Version.select(Version, User).join(User).where(Version.story == self).order_by(Version.number.desc())

    def close(self, by: User) -> "Version":
        """What stands now, as a version that can be agreed to and shown. The one before, where nothing has changed
        since. Raises CannotClose."""
        with writing():
            if not is_sqlite():
                Story.select(Story.id).where(Story.id == self.id).for_update().execute()
            standing = self._one_of_each()
            last = self.versions().first()
            if last and {panel.id for panel in last.panels()} == {panel.id for panel in standing}:
                return last
            number = last.number + 1 if last else 1
            version = Version.create(story=self, family=self.family_id, number=number, made_by=by)
            Page.insert_many([{"version": version, "panel": panel} for panel in standing]).execute()
            Journal.note(self.family, by, "closed", version)
        return version

    def _one_of_each(self) -> list["Panel"]:
        standing = self.panels()
        both = [key for key, sides in standing.items() if len(sides) > 1]
        told = [sides[0] for sides in standing.values() if sides[0].says_something]
        if both or not told:
            raise CannotClose(both)
        return told


class Panel(Record):
    """What one panel says and shows from one moment on: its words, and a drawing (strokes, records/drawing.py). Never
    changed: a later one names those that its writer saw and that it takes the place of. Two that were written apart
    both stand until a person chooses. It has the name of the entry that brought it."""

    id = UUIDField(primary_key=True)
    entry = ForeignKeyField(Entry, unique=True, backref="panels")
    story = ForeignKeyField(Story)
    key = CharField(max_length=64)
    words = Content()
    drawing = Content()
    drew = CharField(max_length=16)

    class Meta:
        indexes = ((("story", "key"), False),)

    @classmethod
    def put(
        cls, entry: Entry, story: Story, key: str, words: str, drawing: str, drew: Drew, over: Iterable[UUID]
    ) -> "Panel":
        panel = cls.create(id=entry.id, entry=entry, story=story, key=key, words=words, drawing=drawing, drew=drew)
        rows = [{"panel": panel, "earlier": earlier} for earlier in dict.fromkeys(over) if earlier != entry.id]
        if rows:
            Over.insert_many(rows).execute()
        return panel

    @classmethod
    def latest(cls) -> ModelSelect:
        """Those that nothing in their story has taken the place of, in the order in which they came."""
        later = cls.alias()
        taken = (
            Over.select(Over.id)
            .join(later, on=(Over.panel == later.id))
            .where(Over.earlier == cls.id, later.story == cls.story, later.key == cls.key)
        )
        return cls.written().where(~fn.EXISTS(taken))

    @classmethod
    def written(cls) -> ModelSelect:
        """All of them, with who wrote them and when."""
        return cls.select(cls, Entry, User).join(Entry).join(User).order_by(Entry.received_at, Entry.number, cls.id)

    @property
    def says_something(self) -> bool:
        return bool(self.words.strip() or self.drawing)


class Over(Record):
    """A panel takes the place of an earlier one (no foreign key: that one may still be on its way)."""

    panel = ForeignKeyField(Panel)
    earlier = UUIDField(index=True)

    class Meta:
        indexes = ((("panel", "earlier"), True),)


class Version(Record):
    """The story as it stood at one moment: what is agreed to and shown. It never changes; a change makes the next."""

    id = UUIDField(primary_key=True, default=uuid4)
    family = ForeignKeyField(Family)
    story = ForeignKeyField(Story)
    number = IntegerField()
    made_by = ForeignKeyField(User)
    made_at = Moment(default=now)

    class Meta:
        indexes = ((("story", "number"), True),)

    def panels(self) -> list[Panel]:
        return list(Panel.written().where(Panel.id.in_(Page.select(Page.panel).where(Page.version == self))))

    @classmethod
    def newest(cls) -> ModelSelect:
        """Of each story its last."""
        later = cls.alias()
        follows = later.select(later.id).where(later.story == cls.story, later.number > cls.number)
        return cls.select().where(~fn.EXISTS(follows))


class Page(Record):
    """A panel stands in a version."""

    version = ForeignKeyField(Version)
    panel = ForeignKeyField(Panel)

    class Meta:
        indexes = ((("version", "panel"), True),)
