"""A call for help among what devices bring: it rings, whatever else is the matter with the box it came in."""

from uuid import UUID

from app.records import Flag, Member, Pass, Reason, db
from app.records.aside import CannotTakeIn
from app.records.entry import Origin
from app.records.receipt import Receipt

from .addresses import addressed
from .flags import FlagAddress


def called(path: str, shown: Pass) -> tuple[FlagAddress, Member] | None:
    """“I need to talk to someone now”, and who needs it; None where it is something else, or nobody's."""
    try:
        address = addressed(path)
    except CannotTakeIn:
        return None
    member = address.whose(shown) if isinstance(address, FlagAddress) else None
    return (address, member) if isinstance(address, FlagAddress) and member else None


def for_help(path: str, shown: Pass) -> bool:
    """Whether this must ring now, however much has come today: it waits only for another that has just rung."""
    call = called(path, shown)
    return call is not None and not Flag.rings_for(call[1])


def ring(path: str, shown: Pass, despite: Reason, origin: Origin, id: UUID, digest: str) -> Receipt | None:
    """Keep it as one that came all the same. None where it is no call for help, or there is nobody whom it could be
    about. Somebody without a place in the family adds none while another rings."""
    call = called(path, shown)
    if call is None:
        return None
    address, member = call
    if despite is Reason.NOT_ALLOWED and Flag.rings_for(member):
        return Receipt(id, "later")
    with db.atomic():
        entry = address.rung(member, despite, origin, id, digest)
    return Receipt(id, "kept", entry.received_at, entry.digest)
