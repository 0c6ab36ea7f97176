"""Which language a page is in: the one asked for, else the browser's, else the service's first."""

from flask import Flask, current_app, request
from flask_babel import Babel, force_locale, get_domain, get_locale, gettext


def speak(app: Flask) -> None:
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = app.config["TRANSLATIONS"]
    app.config["BABEL_DEFAULT_LOCALE"] = app.config["LANGUAGES"][0].replace("-", "_")
    app.config["BABEL_DEFAULT_TIMEZONE"] = app.config["TIME_ZONE"]
    Babel(app, locale_selector=chosen)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.globals.update(say=say, plurals=plurals, language=language, direction=direction)


def chosen() -> str | None:
    languages = current_app.config["LANGUAGES"]
    asked = request.args.get("lang")
    tag = asked if asked in languages else request.accept_languages.best_match(languages)
    return tag and tag.replace("-", "_")


def language() -> str:
    return str(get_locale()).replace("_", "-")


def direction() -> str:
    return get_locale().text_direction


def say(text: str) -> str:
    """A text that comes from data, such as a tool's prompt, in the language of the page."""
    return gettext(text) if text else ""


def plurals(singular: str, plural: str) -> dict[str, str]:
    """A counted text in each form this language has, {form: text with {num}}, for a script to choose from."""
    rule = get_locale().plural_form
    samples: dict[str, int] = {}
    for number in range(200):
        samples.setdefault(rule(number), number)
    spoken = get_domain().get_translations()
    return {form: spoken.ngettext(singular, plural, number) for form, number in samples.items()}


def each(text: str) -> dict[str, str]:
    """A text in every language offered, {tag: text}, the service's first before the others."""
    told = {}
    for tag in current_app.config["LANGUAGES"]:
        with force_locale(tag.replace("-", "_")):
            told[tag] = gettext(text)
    return told


def in_the_first(app: Flask, text: str) -> str:
    """A text in the service's first language, where nobody asks: for what is sent and not looked up."""
    with app.app_context(), force_locale(app.config["BABEL_DEFAULT_LOCALE"]):
        return gettext(text)
