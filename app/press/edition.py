"""Lays a booklet out for its reader, part by part and thing by thing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from uuid import UUID

from app.practice import Band, Kind, Section, Tool
from app.records import Item, Told
from app.records.answer import AnswerUnreadable, Picked
from app.records.booklet import Booklet, Chapter, Edition
from app.records.passage import passages
from app.records.share import Holds, Share

from .kinds import laid as laid_kind
from .kinds import laid_beside
from .layout import QUIET, Laid, Layout, Words
from .letters import Letters


class EditionLayout(Layout):
    """One booklet being laid out for its reader."""

    def __init__(self, booklet: Booklet, edition: Edition, tools: Mapping[str, Tool], words: Words, letters: Letters):
        super().__init__(words, letters)
        self.edition, self.tools, self.reader = edition, tools, booklet.reader
        self.glosses = booklet.glosses
        self.passed: dict[UUID | None, list[Laid]] = {}
        said = [side for chapter in booklet.chapters for sides in chapter.said for side in sides]
        self.look = look(side.band for side in said)
        self.band = Band.OLDER if self.look == QUIET else Band.MIDDLE  #: what parts go by
        self.holds = Share.holding(side.id for side in said) if edition == Edition.WORKER else {}

    def chapter(self, chapter: Chapter) -> Laid:
        document, tool = chapter.document, self.tools.get(chapter.document.tool)
        self.passed = self.passed_on(chapter) if self.edition == Edition.WORKER else {}
        lasted = [self.words.when(moment) for moment in (document.began_at, document.finished_at) if moment]
        return {
            "title": self.text(self.words.say(tool.title) if tool else document.tool),
            "day": self.text(self.words.day(document.began_at)),
            "lasted": self.text(" – ".join(lasted)),
            "finished": document.finished_at is not None,
            "missing": chapter.missing > 0,
            "incomplete": any(not side.entry.complete for sides in chapter.said for side in sides),
            "houses": [self.house(section.picture) for section in tool.sections] if tool else [],
            "passed": self.passed.get(None, []),
            "sections": list(self.sections(chapter, tool)),
        }

    def passed_on(self, chapter: Chapter) -> dict[UUID | None, list[Laid]]:
        """What was passed on, by the thing; under None, what is of the whole sitting or of what was changed since."""
        here, since = {side.id for sides in chapter.said for side in sides}, Told.of(chapter.passed)
        found: dict[UUID | None, list[Laid]] = defaultdict(list)
        for passing in chapter.passed:
            of = passing.item_id if passing.item_id in here else None
            found[of].append(self.text(self.words.passed(passing, since.get(passing.first_id))))
        return found

    def sections(self, chapter: Chapter, tool: Tool | None) -> Iterator[Laid]:
        for passage in passages(tool, chapter.said):
            if passage.section:
                yield self.section(passage.section, passage.said)
            else:
                left = [self.sides(sides) for sides in passage.said]
                yield {"title": None, "own": None, "house": self.house("plain"), "said": left}

    def section(self, section: Section, said: list[list[Item]]) -> Laid:
        title = self.text(self.words.say(section.called(self.band)))
        own = own_name(side for sides in said for side in sides)
        over_the_door = own is not None and self.edition == Edition.CHILD
        things = [sides for sides in said if not (over_the_door and sides[0].kind == Kind.NAMING)]
        return {
            "title": title,
            "own": self.own(*own) if own else None,
            "house": self.house(section.picture),
            "said": [self.sides(sides) for sides in things],
        }

    def own(self, named: Picked, item: Item) -> Laid:
        """What the child calls a part, and the picture they hung on it; `emblem` is a file's name, or nothing."""
        emblem = next((key for key in named.picked if f"emblem_{key}" in self.words.labels), "")
        return {
            "text": self.text(named.words, item.language) if named.words else None,
            "emblem": self.art(f"emblem-{emblem}") if emblem else "",
            "alt": self.words.labels.get(f"emblem_{emblem}", ""),
        }

    def sides(self, sides: list[Item]) -> list[Laid]:
        shown = [side for side in sides if self.edition == Edition.WORKER or side.content is not None]
        return [self.thing(side) for side in shown]

    def thing(self, item: Item) -> Laid:
        thing = laid_kind(item, self)
        if self.edition == Edition.WORKER:
            thing |= {"asked": self.text(item.prompt, item.prompt_language), "facts": list(self.facts(item))}
            thing["incomplete"] = not item.entry.complete
            thing["passed"] = self.passed.get(item.id, [])
            thing["beside"] = [laid_beside(gloss, self) for gloss in self.glosses.get(item.id, ())]
        return thing

    def facts(self, item: Item) -> Iterator[tuple[Laid, Laid]]:
        """What is known about one thing: each a name and what it is."""
        labels, entry = self.words.labels, item.entry
        told = {
            "pen": labels.get(f"pen_{item.hand}", item.hand),
            "band": labels.get(f"band_{item.band}", item.band),
            "language": self.words.speech(item.language),
            "tablet": entry.author.name,
            **self.shown(item),
            "written": self.written(item),
            "received": self.words.when(entry.received_at),
        }
        yield from ((self.text(labels[name]), self.text(value)) for name, value in told.items() if value)

    def shown(self, item: Item) -> dict[str, str]:
        """Who may see it, as the child said, and whether it was read back to them."""
        labels, holds = self.words.labels, self.holds.get(item.id, Holds())
        named = [*(one.name for one in holds.people), labels["seen_also"]]
        seen = ", ".join(map(str, named)) if holds.people else labels[f"seen_{holds.audience or ''}"]
        agreed = f"{labels['said_yes']}, {self.words.when(holds.agreed_at)}" if holds.agreed_at else ""
        return {"seen": seen, "agreed": agreed}

    def written(self, item: Item) -> str:
        entry = item.entry
        if entry.written_at is None:
            return ""
        said = self.words.when(entry.written_at)
        return f"{said} ({self.words.labels['clock_wrong']})" if entry.clock_is_wrong else said


def lay(
    booklet: Booklet, edition: Edition, tools: Mapping[str, Tool], words: Words, letters: Letters
) -> tuple[Laid, dict[str, bytes]]:
    """The data that templates/main.typ sets, and the pictures that it names."""
    layout = EditionLayout(booklet, edition, tools, words, letters)
    laid = {
        **layout.head(edition.value, layout.look),
        "child": layout.text(booklet.child.name),
        "family": layout.text(booklet.child.family.name),
        "chapters": [layout.chapter(chapter) for chapter in booklet.chapters],
        "plain": layout.house("plain"),
    }
    for name in ("cover", "goodbye"):
        layout.art(name)
    return laid, layout.pictures


def own_name(said: Iterable[Item]) -> tuple[Picked, Item] | None:
    """The newest of the names that the child gave a part."""
    for item in reversed([item for item in said if item.kind == Kind.NAMING and item.content]):
        with suppress(AnswerUnreadable):
            return Picked.read(item.content), item
    return None


def look(bands: Iterable[str]) -> str:
    """A hill with houses on it; or quiet, type first, where most was asked in the words for teenagers."""
    asked = list(bands)
    return QUIET if asked.count(Band.OLDER) * 2 > len(asked) else "scene"
