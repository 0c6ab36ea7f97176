"""What was passed on, as pages and paper show it."""

from typing import Any

from flask_babel import format_datetime, gettext
from flask_login import current_user

from app.records import Document, Item, Member, Passing, Told
from app.records.passing import by_thing, with_all
from app.records.permissions import May, documents, passings

from .access import user


def passed_on(document: Document, said: list[Item]) -> dict[str, Any]:
    """What was passed on of a sitting, for the page it is read on: by the thing; and what is of all of it, or of a
    thing that has been changed since."""
    found = by_thing(passings(user(), May.SEE).where(Passing.document == document, Passing.member == document.member))
    here = {item.id for item in said}
    return {
        "passed_on": {name: those for name, those in found.items() if name in here},
        "passed_on_whole": [one for name, those in found.items() if name not in here for one in those],
        "told_since": Told.of(one for those in found.values() for one in those),
        "may_pass_on": documents(user(), May.PASS_ON).where(Document.id == document.id).exists(),
    }


def to_tell(member: Member | None = None) -> list[Passing]:
    """What was passed on and the child has not been told of, for whoever can tell them: of all children or of one."""
    if not current_user.is_authenticated:
        return []
    found = passings(user(), May.PASS_ON).where(Passing.is_untold())
    found = found.where(Passing.member == member) if member else found
    return list(with_all(found).order_by(Passing.passed_at))


def told_to(places: list[Member]) -> list[tuple[Passing, Told | None]]:
    """What a young person reads of it, on a device of their own."""
    theirs = passings(user(), May.SEE).where(Passing.member.in_(places), Passing.is_known())
    found = list(with_all(theirs).order_by(Passing.passed_at.desc()))
    since = Told.of(found)
    return [(passing, since.get(passing.first_id)) for passing in found]


def passed_words(passing: Passing, told: Told | None) -> str:
    """All of one passing on in a line, for paper."""
    name = passing.member.name
    words = gettext(
        "Passed on to %(whom)s, %(at)s, written down by %(by)s: %(why)s",
        whom=passing.to_whom,
        at=format_datetime(passing.passed_at, "medium"),
        by=passing.written_by.name,
        why=passing.why,
    )
    if passing.told_first:
        return "\n".join([words, gettext("%(name)s was told first.", name=name)])
    told_not = gettext("%(name)s was not told first: %(why)s", name=name, why=passing.why_not)
    since = gettext("%(name)s has not been told yet.", name=name)
    if told:
        at = format_datetime(told.told_at, "medium")
        since = gettext("Told since, by %(by)s, %(at)s", by=told.by_whom, at=at)
    return "\n".join([words, told_not, since])
