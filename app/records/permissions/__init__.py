"""May I? The one place where it is answered, from one table, policy.csv.

Each rule is a query: *may I see this one* is *is it among those I may see*. So a list and a look never disagree, and
what is not yours is found nowhere, as if it were not there.
"""

from ..policy import May
from .around import asides, beside, flags, handovers, waited_for
from .place import contacts, families, may_make, members, roles_who
from .plan import actions, notes, occurrences, reachable, ticks
from .said import documents, glosses, items, out_of_sight, passings, replies, shown_to
from .story import stories, versions

__all__ = [
    "May",
    "actions",
    "asides",
    "beside",
    "contacts",
    "documents",
    "families",
    "flags",
    "glosses",
    "handovers",
    "items",
    "may_make",
    "members",
    "notes",
    "occurrences",
    "out_of_sight",
    "passings",
    "reachable",
    "replies",
    "roles_who",
    "shown_to",
    "stories",
    "ticks",
    "versions",
    "waited_for",
]
