"""The example family, for trying things out. Everybody knows these passphrases: it never starts in earnest."""

from datetime import time, timedelta

from app import example_sittings, example_story
from app.practice import Role
from app.records import Action, Audience, Contact, Family, Member, User, writing
from app.records.action import Agreed
from app.records.db import now
from app.records.member import begin_family
from app.records.schedule import Repeat, Schedule, rule_of

PASSPHRASES = {
    "Maria": (
        "maria@example.org",
        "three houses on a green hill",
        "a worker; the Nowak family is hers to work with",
    ),
    "Otto": (
        "otto@example.org",
        "a stranger at the garden gate",
        "a worker too, with no place in that family",
    ),
    "Ewa": (
        "ewa@example.org",
        "a red kettle on the stove",
        "Kuba's mother, as on a telephone of her own",
    ),
    "Iga": (
        "quiet-heron",
        "a blue bicycle by the lake",
        "Kuba's sister, fifteen, with an account of her own",
    ),
}
PARTS = {"Ewa": Role.PARENT, "Iga": Role.CHILD}

#: What the Nowaks have agreed to do: who, what, why, how often, and at what time of their day.
AGREED = [
    (
        ["Ewa"],
        "Walk Kuba to school",
        "So that his day begins calmly and he is there on time.",
        Repeat.WEEKDAYS,
        "08:15",
    ),
    (["Ewa", "Basia"], "Ring each other", "So that somebody hears how the day was.", Repeat.DAILY, "17:30"),
    (["Ewa"], "Lamp on and a story for Kuba", "He says that he sleeps better then.", Repeat.DAILY, "19:30"),
]
SINCE = timedelta(days=7)


def seed() -> None:
    """Make the example's people, the first time only."""
    if User.select().exists():
        return
    with writing():
        people = {
            name: User.enrol(name=name, email=email, words=words, role=PARTS.get(name, Role.WORKER))
            for name, (email, words, _who) in PASSPHRASES.items()
        }
        maria = people["Maria"]
        nowaks = begin_family("Nowak", maria)
        kuba = Member.add(nowaks, maria, name="Kuba", role=Role.CHILD)
        Member.add(nowaks, maria, name="Iga", role=Role.CHILD, user=people["Iga"])
        ewa = Member.add(nowaks, maria, name="Ewa", role=Role.PARENT, user=people["Ewa"])
        Contact.add(ewa, maria, kind="phone", value="01632 960 123", audience=Audience.FAMILY)
        tomek = Member.add(nowaks, maria, name="Tomek", role=Role.PARENT)
        basia = Member.add(nowaks, maria, name="Basia", role=Role.NETWORK)
        Contact.add(basia, maria, kind="phone", value="01632 960 456", audience=Audience.WORKERS)
        agree(nowaks, maria, {"Ewa": ewa, "Basia": basia})
        example_story.tell(kuba, maria, ewa, tomek)
        example_sittings.tell(kuba, maria, [ewa, basia])


def agree(family: Family, maria: User, people: dict[str, Member]) -> None:
    """What they do has been agreed for a week, so that there is a yesterday."""
    since = now() - SINCE
    for doers, what, why, repeat, at in AGREED:
        schedule = Schedule(rule_of(repeat), since.date(), time.fromisoformat(at), "Europe/London")
        action = Action.agree(family, maria, Agreed(what, why, tuple(people[name] for name in doers), schedule))
        Action.update(made_at=since).where(Action.id == action.id).execute()


def how_to_sign_in() -> str:
    lines = [f"  {name:<6} {email:<20} {words:<32} {who}" for name, (email, words, who) in PASSPHRASES.items()]
    return "\n".join(
        [
            "Sign in as",
            *lines,
            "Kuba, a child, needs no account: Maria opens Three houses for him, and can show him a story made for him.",
            "Tomek, the father, has none yet: as Maria, open his page and invite him. The code is typed at /join.",
        ]
    )
