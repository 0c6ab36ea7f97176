"""A question that a worker puts to one young person, in a tool that everybody has."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID, uuid4

from peewee import CharField, ForeignKeyField, ModelSelect, UUIDField

from app.practice import Band, Kind, Tool
from app.practice import Question as Asked

from .db import Content, Moment, Record, now, writing
from .journal import Journal
from .member import Member
from .user import User

#: What the keys of these questions begin with: no tool's own question is called so.
OWN = "own_"
#: Of so many one box may hold answers.
MOST = 100
#: How one may be answered: in ways that need no further words.
KINDS = (Kind.LINES, Kind.DRAWING, Kind.FACES)


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

    @property
    def key(self) -> str:
        """What its answers go by."""
        return f"{OWN}{self.id.hex}"

    def asked_in(self, bands: Iterable[Band] = tuple(Band)) -> Asked:
        return Asked(self.key, Kind(self.kind), dict.fromkeys(bands, (self.words,)))

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
    def put_to(cls, member: Member) -> ModelSelect:
        """All that were ever put to this young person, in their order."""
        found = cls.select(cls, User).join(User, on=cls.asked_by)
        return found.where(cls.member == member).order_by(cls.asked_at)

    @classmethod
    def asked(cls, member: Member) -> ModelSelect:
        """Those that are asked now."""
        return cls.put_to(member).where(cls.ended_at.is_null())


def with_own(tool: Tool, questions: Iterable[Question]) -> Tool:
    """The tool with these questions in it, each at the end of its part; in the last, where that part is no more."""
    own = [question for question in questions if question.tool == tool.slug]
    if not own or not tool.sections:
        return tool
    keys = [section.key for section in tool.sections]
    within: dict[str, list[Asked]] = {key: [] for key in keys}
    for question in own:
        within[question.section if question.section in keys else keys[-1]].append(question.asked_in())
    sections = (replace(part, questions=(*part.questions, *within[part.key])) for part in tool.sections)
    return replace(tool, sections=tuple(sections))


def answered(tool: Tool, names: Iterable[str]) -> Tool:
    """The tool with every question of one young person that is named here, whether it is asked still or not, and
    whether this server knows it or not: what was answered is kept."""
    keys = dict.fromkeys(name.partition("-")[0] for name in names if name.startswith(OWN))
    named = [id for key in list(keys)[:MOST] if (id := _id_of(key))]
    known = {question.id: question for question in Question.select().where(Question.id.in_(named))} if named else {}
    return with_own(tool, [known.get(id) or _unknown(id, tool) for id in named])


def _unknown(id: UUID, tool: Tool) -> Question:
    return Question(id=id, tool=tool.slug, section="", kind=Kind.LINES.value, words="")


def _id_of(key: str) -> UUID | None:
    try:
        return UUID(hex=key.removeprefix(OWN))
    except ValueError:
        return None
