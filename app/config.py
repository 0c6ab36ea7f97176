"""Every setting, and what it is for. Each is an environment variable that begins with ROOFTREE_."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

#: What the sample files say where a real secret belongs: never accepted.
SAMPLE_SECRETS = {"change-me", "secret", "dev", "rooftree"}
SHORTEST_SECRET = 32
N_ = str  #: marks a text for the translators where nothing can tell it over yet
ALWAYS = N_("Any time, day or night")
DANGER = N_("In danger now")
HELPLINES = f"Childline=0800 1111={ALWAYS};{DANGER}=999={ALWAYS}"
REGULATOR = "Information Commissioner’s Office (ICO)=0303 123 1113"

EXAMPLE_CONTACT = "mailto:reminders@example.org"


class Refused(RuntimeError):
    """The app will not start like this; says why, in a sentence for the person who starts it."""


def settings(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """The settings by their names without ROOFTREE_.

    - APP_NAME       shown on icons and lock screens, so neutral
    - INSTANCE       folder of the keys, the database and what else is this service's own
    - DATABASE_URL   sqlite:////path or postgresql://user@host/name
    - EXAMPLE        1 for the example family, whose passphrases everybody knows; `make run` sets it
    - SECRET_KEY     signs cookies, instead of the instance's own key; 32 characters or more
    - LANGUAGES      offered to people, the first is the default: en-GB,pl,ar
    - TRANSLATIONS   folders of gettext catalogues, apart by semicolons
    - TOOLS          folders of further tools (TOML), apart by semicolons
    - FONTS          folders of further fonts for booklets (TTF, OTF), apart by semicolons
    - TIME_ZONE      in which times are shown (IANA name)
    - HELPLINES      what stands behind “I need to talk to someone now”: name=number=when somebody answers;…
                     in their order, this service's own among them
    - SERVICE        who answers for what is kept: the council's or charity's name, on the privacy page
    - CONTACT        whom to ask about privacy: an email address or a telephone number
    - ACCESS_CONTACT whom to ask about access, where that is somebody else
    - PRIVACY_NOTICE https: address of the service's whole privacy notice
    - REGULATOR      where complaints about privacy go: name=number
    - LEAVE_TO       where “Leave this page” leads in a browser: a page that anybody might have open
    - PROXIES        how many reverse proxies of ours stand in front, whose word about the visitor's address is taken
    - ADDRESS        where the app lives, for notices that browsers show by themselves: https://rooftree.example.org
    - PUSH_CONTACT   mailto: or https: address at which push services can reach you; needed for reminders
    - PUSH_ORIGINS   further push services (exact origins), apart by commas; those of the browsers are known
    - SENDER         1 to bring reminders from within the serving processes; `make run` sets it
    - TLS_ROOT       the root certificate of `make run TLS=1`, which /trust hands to tablets
    - MAX_BODY       bytes that one request may bring
    """
    told = {name.removeprefix("ROOFTREE_"): value for name, value in environ.items() if name.startswith("ROOFTREE_")}
    instance = Path(told.get("INSTANCE", "instance")).resolve()
    return {
        "APP_NAME": told.get("APP_NAME", "Rooftree"),
        "INSTANCE": instance,
        "DATABASE_URL": told.get("DATABASE_URL", f"sqlite:///{instance / 'rooftree.db'}"),
        "EXAMPLE": told.get("EXAMPLE", "") == "1",
        "SECRET_KEY": told.get("SECRET_KEY", ""),
        "LANGUAGES": _list(told.get("LANGUAGES", "en-GB"), ","),
        "TRANSLATIONS": told.get("TRANSLATIONS", "translations"),
        "TOOLS": [Path(folder) for folder in _list(told.get("TOOLS", ""), ";")],
        "FONTS": [Path(folder) for folder in _list(told.get("FONTS", ""), ";")],
        "TIME_ZONE": told.get("TIME_ZONE", "Europe/London"),
        "HELPLINES": [tuple(line.split("=", 2)) for line in _list(told.get("HELPLINES", HELPLINES), ";")],
        "SERVICE": told.get("SERVICE", ""),
        "CONTACT": told.get("CONTACT", ""),
        "ACCESS_CONTACT": told.get("ACCESS_CONTACT", ""),
        "PRIVACY_NOTICE": told.get("PRIVACY_NOTICE", ""),
        "REGULATOR": tuple(told.get("REGULATOR", REGULATOR).split("=", 1)),
        "LEAVE_TO": told.get("LEAVE_TO", "https://www.bbc.co.uk/weather"),
        "PROXIES": int(told.get("PROXIES", "0")),
        "ADDRESS": told.get("ADDRESS", "").rstrip("/"),
        "PUSH_CONTACT": told.get("PUSH_CONTACT", EXAMPLE_CONTACT if told.get("EXAMPLE") == "1" else ""),
        "PUSH_ORIGINS": _list(told.get("PUSH_ORIGINS", ""), ","),
        "SENDER": told.get("SENDER", "") == "1",
        "TLS_ROOT": told.get("TLS_ROOT", ""),
        "MAX_BODY": int(told.get("MAX_BODY", str(8 * 2**20))),
    }


def refuse_example_secrets(config: Mapping[str, Any]) -> None:
    """Outside example mode, nothing may start with what everybody knows. Raises Refused."""
    if config["EXAMPLE"]:
        return
    secret = config["SECRET_KEY"]
    if secret and (len(secret) < SHORTEST_SECRET or secret.lower() in SAMPLE_SECRETS):
        raise Refused(
            f"ROOFTREE_SECRET_KEY is a sample, or shorter than {SHORTEST_SECRET} characters: anybody could sign in as"
            " anybody. Leave it out, and `flask keys make` makes one."
        )
    if example_mark(config["INSTANCE"]).exists():
        raise Refused(
            f"{config['INSTANCE']} holds the example family, whose passphrases everybody knows. Give real work a folder"
            " of its own: ROOFTREE_INSTANCE=/var/lib/rooftree."
        )


def example_mark(instance: Path) -> Path:
    """A file that says: this instance was begun as an example."""
    return instance / "example"


def _list(text: str, between: str) -> list[str]:
    return [part.strip() for part in text.split(between) if part.strip()]
