"""What is kept about families, and every rule of keeping it. Knows the practice; knows nothing of the web."""

from .action import Action, Doer
from .aside import Aside, Reason
from .attempt import Attempt
from .bringing import Bringing, Side
from .consent import Consent
from .contact import Audience, Contact
from .db import db, open_database, writing
from .delivery import Delivery
from .device import Device
from .document import Document
from .entry import Entry
from .family import Family
from .flag import Flag, Ring
from .gloss import Beside, Gloss, GlossSort
from .handover import Handover
from .invite import Invite
from .item import Item
from .journal import Journal
from .look_back import LookBack
from .member import Member
from .occurrence import Occurrence
from .passes import Pass
from .passing import Passing, Told
from .photo import Photo
from .question import Question
from .recording import Part
from .refiling import Refiling
from .reminder import Due, Reminder
from .reply import Reply
from .session import Session
from .share import Share, ShareWith, Shown
from .showing import Remark, Showing
from .stance import Asked, Stance
from .story import Over, Page, Panel, Story, Version
from .subscription import Subscription
from .tick import Note, Tick
from .unread import Reading
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
    Handover,
    Pass,
    Document,
    Consent,
    Entry,
    Item,
    Part,
    Photo,
    Share,
    Shown,
    Gloss,
    Aside,
    Journal,
    Action,
    Doer,
    Tick,
    Note,
    Subscription,
    Occurrence,
    Reminder,
    Due,
    Delivery,
    LookBack,
    Reply,
    Bringing,
    Side,
    Refiling,
    Question,
    Story,
    Panel,
    Over,
    Version,
    Page,
    Asked,
    Stance,
    Showing,
    Remark,
    Flag,
    Ring,
    Passing,
    Told,
    Reading,
]

__all__ = [
    "MODELS",
    "Action",
    "Aside",
    "Asked",
    "Attempt",
    "Audience",
    "Beside",
    "Bringing",
    "Contact",
    "Delivery",
    "Device",
    "Document",
    "Doer",
    "Due",
    "Entry",
    "Family",
    "Flag",
    "Gloss",
    "GlossSort",
    "Handover",
    "Invite",
    "Item",
    "Journal",
    "LookBack",
    "Member",
    "Note",
    "Occurrence",
    "Panel",
    "Part",
    "Pass",
    "Passing",
    "Photo",
    "Question",
    "Reading",
    "Reason",
    "Refiling",
    "Reminder",
    "Reply",
    "Ring",
    "Session",
    "Share",
    "ShareWith",
    "Side",
    "Showing",
    "Stance",
    "Story",
    "Subscription",
    "Tick",
    "Told",
    "User",
    "Version",
    "db",
    "open_database",
    "writing",
]
