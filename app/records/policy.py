"""The table of who may do what, policy.csv, and the words it speaks in."""

import csv
from enum import StrEnum
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("policy.csv")
IN_FAMILY, ONESELF, STAFF, ASKED, SHOWN = "in the family", "oneself", "staff", "asked", "shown"


class May(StrEnum):
    """What the table speaks of."""

    SEE = "see"
    CHANGE = "change"
    MAKE = "make"
    INVITE = "invite"
    WRITE_ABOUT = "write about"
    TAKE_IN = "take in"
    TICK = "tick"
    ANSWER = "answer"
    PUT_QUESTIONS = "put questions to"
    BRING_TOGETHER = "bring together"
    RE_FILE = "re-file"
    SHOW = "show"
    AGREE = "agree"
    ASK = "ask"
    HAND_OVER = "hand over"
    PHOTOGRAPH = "photograph"
    ACKNOWLEDGE = "acknowledge"
    SHARE = "share"
    END = "end"
    SHOW_THINGS_TO = "show things to"
    STOP = "stop"
    GLOSS = "write beside"
    NOTE_CONSENT = "note consent to"
    PASS_ON = "pass on"  # noqa: S105


@cache
def policy() -> tuple[dict[str, str], ...]:
    """The table's rows, as they stand."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@cache
def roles(may: May, what: str, relation: str, audience: str = "") -> tuple[str, ...]:
    asked = {"relation": relation, "may": may, "what": what, "audience": audience}
    return tuple(row["who"] for row in policy() if asked.items() <= row.items())
