"""What every template may ask for by name."""

from flask import Flask

from . import account, asides, booklets, flags, members, passed, photos, pictures, reading, recordings, stories, unread


def teach(app: Flask) -> None:
    app.jinja_env.globals.update(
        app_name=app.config["APP_NAME"],
        helplines=app.config["HELPLINES"],
        role_words=members.role_words,
        sign_out_form=account.sign_out_form,
        faces=pictures.FACES,
        figures=pictures.FIGURES,
        tints=pictures.TINTS,
        emblems=pictures.EMBLEMS,
        stickers=pictures.STICKERS,
        spots=pictures.SPOTS,
        read=reading.read,
        own_name=reading.own_name,
        question_of=reading.question_of,
        template_of=reading.template_of,
        heard=recordings.heard,
        seen=photos.seen,
        lasts=booklets.lasts,
        stories_of=stories.stories_of,
        stories_waiting=stories.waiting,
        flags_waiting=flags.waiting,
        reasons=asides.REASONS,
        to_tell=passed.to_tell,
        passings_told=passed.told_to,
        waits=flags.waits,
        not_read=unread.not_read,
        late_families=unread.late_families,
        voices=unread.voices,
        this_day=unread.today,
        for_how_long=unread.for_how_long,
        all_tools=app.extensions["tools"],
        flag_form=account.button_form,
    )
