"""What a device has written and the server has not: it numbers what it writes, and says how far it has counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from peewee import JOIN, ModelSelect, fn

from .aside import Aside
from .device import Device
from .document import Document
from .entry import Entry
from .handover import Handover
from .member import Member
from .passes import Pass


def missing(device: Device, most: int = 100) -> list[int]:
    """The numbers of what this device has written and the server has not, lowest first, at most `most`."""
    counted = Device.get_by_id(device.id).counted
    came = _numbers(Entry, [device.id]) | _numbers(Aside, [device.id])
    if came.count() == counted:  # nearly always; a tablet may have brought thousands
        return []
    arrived = {number for (_device, number) in came.tuples()}
    absent = (number for number in range(1, counted + 1) if number not in arrived)
    return [number for number, _ in zip(absent, range(most), strict=False)]


def missing_from(devices: Iterable[UUID]) -> dict[UUID, int]:
    """How many things each of these devices has written that have not arrived. Where nothing is lacking, it is left
    out."""
    named = list(devices)
    came = (_numbers(Entry, named) | _numbers(Aside, named)).alias("came")
    counted = (
        Device.select(Device.id, Device.counted, fn.COUNT(came.c.number))
        .join(came, JOIN.LEFT_OUTER, on=(came.c.device_id == Device.id))
        .where(Device.id.in_(named))
        .group_by(Device.id, Device.counted)
    )
    return {device: count - arrived for device, count, arrived in counted.tuples() if count > arrived}


def missing_of(documents: Iterable[UUID]) -> dict[UUID, int]:
    """How many things have not arrived from the devices that each of these sittings was written on. A device does not
    say of what they are: where it was used for more than one sitting, they may be of any of them."""
    named = list(documents)
    written = Entry.select(Entry.document, Entry.device).where(Entry.document.in_(named), Entry.device.is_null(False))
    on = list(written.distinct().tuples())
    lacking = missing_from({device for _document, device in on})
    found = dict.fromkeys(named, 0)
    for document, device in on:
        found[document] += lacking.get(device, 0)
    return found


@dataclass(frozen=True)
class Lacking:
    """How many things have not arrived from a device. Where its browser has thrown them away they never will."""

    device: Device
    things: int


def lacking_of(member: Member) -> list[Lacking]:
    """What has not arrived from every device on which this child wrote, or may have: their own, those that were lent
    them, those of a sitting of theirs. It may be another's, where the device was another's too."""
    lent = Handover.select(Handover.device).where(Handover.member == member)
    own = Pass.select(Pass.device).where(Pass.user == member.user_id, Pass.handover.is_null())
    sittings = Entry.select(Entry.device).join(Document).where(Document.member == member, Entry.device.is_null(False))
    devices = {each.id: each for each in Device.select().where(Device.id.in_(lent | own | sittings))}
    found = [Lacking(devices[name], things) for name, things in missing_from(devices).items()]
    return sorted(found, key=lambda one: one.device.made_at)


def _numbers(what: type[Entry] | type[Aside], devices: list[UUID]) -> ModelSelect:
    """The numbers that came, as far as each device has said that it has counted."""
    found = what.select(what.device, what.number).join(Device)
    return found.where(what.device.in_(devices), what.number.between(1, Device.counted))
