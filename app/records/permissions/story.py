"""The stories that are made for a child."""

from typing import Any

from peewee import ModelSelect

from ..member import Member
from ..policy import ASKED, May
from ..showing import Showing
from ..stance import Asked
from ..story import Story, Version
from ..user import User
from .place import families_for, looking_back, places


def stories(user: User, may: May) -> ModelSelect:
    """The stories of a family; of those that one is asked about or was shown, what may be done to them as they stand
    now: who is asked about the newest version may change it."""
    seen = Version.newest() if may is May.CHANGE else Version.select()
    theirs = seen.where(_asked(user, may) | _shown(user, may)).select(Version.story)
    return (
        Story.select(Story, Member)
        .join(Member)
        .where(Story.family.in_(families_for(user, may, "story")) | Story.id.in_(theirs))
    )


def versions(user: User, may: May) -> ModelSelect:
    """Versions of stories, each for itself: who is asked about one does not see another."""
    within = Version.family.in_(families_for(user, may, "story"))
    return Version.select(Version, Story).join(Story).where(within | _asked(user, may) | _shown(user, may))


def _asked(user: User, may: May) -> Any:
    return Version.id.in_(Asked.about(places(user, may, "story", ASKED).select(Member.id)))


def _shown(user: User, may: May) -> Any:
    return Version.id.in_(Showing.to(looking_back(user, may, "story")))
