"""What is kept about families, and every rule of keeping it. Knows the practice; knows nothing of the web."""

from .aside import Aside, Reason
from .attempt import Attempt
from .contact import Audience, Contact
from .db import db, open_database, writing
from .device import Device
from .document import Document
from .entry import Entry
from .family import Family
from .invite import Invite
from .item import Item
from .journal import Journal
from .member import Member
from .passes import Pass
from .session import Session
from .user import User

MODELS = [
    User,
    Session,
    Attempt,
    Family,
    Member,
    Contact,
    Invite,
    Device,
    Pass,
    Document,
    Entry,
    Item,
    Aside,
    Journal,
]

__all__ = [
    "MODELS",
    "Aside",
    "Attempt",
    "Audience",
    "Contact",
    "Device",
    "Document",
    "Entry",
    "Family",
    "Invite",
    "Item",
    "Journal",
    "Member",
    "Pass",
    "Reason",
    "Session",
    "User",
    "db",
    "open_database",
    "writing",
]
