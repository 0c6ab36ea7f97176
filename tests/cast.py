"""The people of the tests, as they would be in a service. Otto may see nothing; every test may ask: and Otto?"""

from dataclasses import dataclass
from functools import cache

from argon2 import PasswordHasher

from app.practice import Role
from app.records import Audience, Contact, Family, Member, User, writing
from app.records.lookup import lookup
from app.records.member import begin_family

WORDS = "three houses on a green hill"


@dataclass
class Cast:
    """Maria the worker; Ewa and Tomek the parents, Kuba the child, Basia the aunt. Zosia, a child of another family,
    and its worker Hanna. Otto, who has an account and no place anywhere."""

    maria: User
    hanna: User
    otto: User
    ewa_user: User
    nowaks: Family
    okafors: Family
    kuba: Member
    ewa: Member
    tomek: Member
    basia: Member
    zosia: Member
    ewas_phone: Contact
    basias_phone: Contact


def settle() -> Cast:
    """Everyone in their place."""
    with writing():
        maria, hanna, otto = (worker(name) for name in ("Maria", "Hanna", "Otto"))
        ewa_user = account("Ewa", Role.PARENT)
        nowaks, okafors = begin_family("Nowak", maria), begin_family("Okafor", hanna)
        ewa = Member.add(nowaks, maria, name="Ewa", role=Role.PARENT, user=ewa_user)
        basia = Member.add(nowaks, maria, name="Basia", role=Role.NETWORK)
        return Cast(
            maria=maria,
            hanna=hanna,
            otto=otto,
            ewa_user=ewa_user,
            nowaks=nowaks,
            okafors=okafors,
            kuba=Member.add(nowaks, maria, name="Kuba", role=Role.CHILD),
            ewa=ewa,
            tomek=Member.add(nowaks, maria, name="Tomek", role=Role.PARENT),
            basia=basia,
            zosia=Member.add(okafors, hanna, name="Zosia", role=Role.CHILD),
            ewas_phone=Contact.add(ewa, maria, kind="phone", value="01632 960 123", audience=Audience.FAMILY),
            basias_phone=Contact.add(basia, maria, kind="phone", value="01632 960 456", audience=Audience.WORKERS),
        )


def worker(name: str) -> User:
    return account(name, Role.WORKER)


def account(name: str, role: Role) -> User:
    """As `User.enrol` makes it. To keep a passphrase, and to look at one, is slow on purpose: not here."""
    email = f"{name.lower()}@example.org"
    return User.create(name=name, email=email, email_lookup=lookup(email), passphrase=kept(WORDS), role=role)


kept = cache(PasswordHasher(memory_cost=8, time_cost=1, parallelism=1).hash)
