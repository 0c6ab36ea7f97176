"""A question that a worker puts to one young person, in a tool that everybody has."""

from uuid import uuid4

from peewee import CharField, ForeignKeyField, ModelSelect, UUIDField

from .db import Content, Moment, Record, now, writing
from .journal import Journal
from .member import Member
from .user import User


class Question(Record):
    """One question, asked in one part of one tool from `asked_at` on, until it is taken off the list. Its words are
    never changed: another question follows. What was answered keeps the words that were shown."""

    id = UUIDField(primary_key=True, default=uuid4)
    member = ForeignKeyField(Member, backref="questions")
    tool = CharField(max_length=64)
    section = CharField(max_length=64)
    kind = CharField(max_length=16)
    words = Content()
    asked_by = ForeignKeyField(User)
    asked_at = Moment(default=now)
    ended_by = ForeignKeyField(User, null=True)
    ended_at = Moment(null=True)

    @classmethod
    def ask(cls, member: Member, by: User, *, tool: str, section: str, kind: str, words: str) -> "Question":
        with writing():
            asked = cls.create(member=member, tool=tool, section=section, kind=kind, words=words, asked_by=by)
            Journal.note(member.family, by, "asked", asked)
        return asked

    def end(self, by: User) -> None:
        """Ask it no more. What was answered stays."""
        with writing():
            ended = Question.update(ended_at=now(), ended_by=by)
            if ended.where(Question.id == self.id, Question.ended_at.is_null()).execute():
                Journal.note(self.member.family, by, "ended", self)

    @classmethod
    def asked(cls, member: Member) -> ModelSelect:
        """Those that are asked now, in the order in which they were put."""
        found = cls.select(cls, User).join(User, on=cls.asked_by)
        return found.where(cls.member == member, cls.ended_at.is_null()).order_by(cls.asked_at)
