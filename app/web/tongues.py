"""In which language something is said: what a service offers, what was spoken together, what a worker calls another."""

import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from flask import current_app
from flask_babel import get_locale

from app.records.db import exact

#: The longest that a language may be called: as long as the tags that are kept.
LONGEST = 16
#: What the list says where it is none of those offered.
OTHER = "other"
WELL_FORMED = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*")


def tag(language: str) -> str:
    """A language as a page's `lang` takes it; nothing, which says that it is not known, where it has no tag."""
    language = language.replace("_", "-")
    known = WELL_FORMED.fullmatch(language) and language.partition("-")[0].lower() in codes()
    return language if known else ""


def called(language: str) -> str:
    """What a language is called in the language of the page; as the worker called it, where it has no tag."""
    try:
        return Locale.parse(tag(language), sep="-").get_language_name(get_locale()) or language
    except (UnknownLocaleError, ValueError):
        return language


def offered() -> list[tuple[str, str]]:
    """The languages of the service, each with what those who speak it call it."""
    tags = current_app.config["LANGUAGES"]
    return [(one, Locale.parse(one, sep="-").get_language_name() or one) for one in tags]


def told(chosen: str | None, other: str | None) -> str:
    """What a list of languages and the line beside it say; nothing, where they say nothing."""
    if chosen == OTHER:
        return named(exact(other or ""))
    return exact(chosen or "")[:LONGEST].strip()


def named(words: str) -> str:
    """The tag of the language that these words name, in the language of the page or in one of the service's; else the
    words as they are, as far as they can be kept."""
    words = words.strip()
    return names(spoken_here()).get(words.casefold()) or words[:LONGEST].strip()


def spoken(words: str) -> list[tuple[str, str]]:
    """The languages that a worker says they speak together, with what to call each: those whose names are found in
    the words, in their order; else the words themselves, if they are short enough to be kept whole."""
    known = names(spoken_here())
    found = [known[word] for word in re.findall(r"[^\W\d_]+", words.casefold()) if word in known]
    whole = named(words) if words.strip().casefold() in known or len(words.strip()) <= LONGEST else ""
    return [(one, called(one)) for one in dict.fromkeys(found or [whole]) if one]


def spoken_here() -> tuple[str, ...]:
    return (str(get_locale()), "en", *(one.replace("-", "_") for one in current_app.config["LANGUAGES"]))


@lru_cache(maxsize=32)
def names(locales: tuple[str, ...]) -> dict[str, str]:
    """Every language by its names in these locales, without regard to capitals. The first locale has the last word."""
    found: dict[str, str] = {}
    for locale in reversed(locales):
        told = Locale.parse(locale).languages.items()
        found |= {str(name).casefold(): str(code).replace("_", "-") for code, name in told}
    return found


@lru_cache(maxsize=1)
def codes() -> frozenset[str]:
    return frozenset(code for code in map(str, Locale.parse("en").languages) if code.isalpha())
