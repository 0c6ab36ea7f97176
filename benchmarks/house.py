"""The house that is measured: a worker with as many families as a worker has, on a disk, behind granian."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.practice import Role
from app.records import Member, User, db, lookup, open_database, writing
from app.records.keys import Keys
from app.records.member import begin_family
from app.records.migration import migrate
from tests import cast

from .server import Server, serving

FAMILIES = 20  #: a caseload; the peer's worker has as many


@dataclass
class House:
    server: Server
    keys: Keys
    worker: User
    children: list[Member]


@contextmanager
def house(folder: Path) -> Iterator[House]:
    keys = Keys(folder / "keys")
    keys.make()
    lookup.use(keys.read("lookup"))
    open_database(f"sqlite:///{folder / 'rooftree.db'}")
    migrate()
    with db.connection_context():
        with writing():
            worker = cast.settle().maria
            children = [child(worker, number) for number in range(FAMILIES)]
        with serving("wsgi:app", ROOFTREE_INSTANCE=str(folder), ROOFTREE_EXAMPLE="") as server:
            yield House(server, keys, worker, children)


def child(worker: User, number: int) -> Member:
    return Member.add(begin_family(f"Family {number}", worker), worker, name=f"Child {number}", role=Role.CHILD)
