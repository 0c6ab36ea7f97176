"""Someone with an account."""

from uuid import uuid4

from peewee import CharField, UUIDField

from app.practice import Role

from . import passphrase
from .db import Content, Lookup, Moment, Record, now
from .lookup import lookup


class User(Record):
    """Someone with an account. Their part in a family is a Member; `role` says which door they came in by."""

    id = UUIDField(primary_key=True, default=uuid4)
    name = Content()
    email = Content()
    email_lookup = Lookup(unique=True)
    passphrase = CharField()
    role = CharField(max_length=16)
    made_at = Moment(default=now)

    @classmethod
    def enrol(cls, *, name: str, email: str, words: str, role: Role) -> "User":
        """Make an account. Raises peewee.IntegrityError where the address has one already."""
        user = cls.new(name=name, email=email, words=words, role=role)
        user.save(force_insert=True)
        return user

    @classmethod
    def new(cls, *, name: str, email: str, words: str, role: Role) -> "User":
        """An account that is not kept yet: what is slow about a passphrase is done before a transaction begins. Raises
        passphrase.Busy."""
        return cls(
            name=name,
            email=email.strip(),
            email_lookup=lookup(email),
            passphrase=passphrase.keep(words),
            role=role,
        )

    @classmethod
    def signing_in(cls, email: str, words: str) -> "User | None":
        """Who this is, when the address and the passphrase belong together. Raises passphrase.Busy."""
        user = cls.get_or_none(email_lookup=lookup(email))
        return user if passphrase.is_it(words, user and user.passphrase) else None
