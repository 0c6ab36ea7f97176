"""Where a box says it belongs: what can be written, by the address of the page that it was written on."""

from collections.abc import Callable
from uuid import UUID

from flask import current_app

from app.records import Handover
from app.records.aside import CannotTakeIn, Reason

from .entries import Fields, ToolAddress
from .flags import FlagAddress
from .glosses import GlossAddress
from .handovers import HandoverAddress
from .panels import PanelAddress
from .sharing import ShareAddress
from .showings import ShowingAddress
from .ticks import TickAddress

AboutAChild = ToolAddress | HandoverAddress | FlagAddress | ShareAddress | GlossAddress
Address = AboutAChild | TickAddress | PanelAddress | ShowingAddress


def addressed(path: str) -> Address:
    """What an address of ours names. Raises CannotTakeIn."""
    try:
        endpoint, ids = current_app.url_map.bind("localhost").match(path, method="POST")
        return ADDRESSES[endpoint](**ids)
    except Exception as reason:  # whatever a device wrote there, it does not lead anywhere
        raise CannotTakeIn(Reason.UNREADABLE) from reason


def following(address: Address, fields: Fields) -> Address:
    """Where it belongs now: what a tablet wrote under the wrong child goes after its sitting."""
    return address.following(fields) if isinstance(address, ToolAddress) else address


def with_a_tool(family_id: UUID, member_id: UUID, slug: str) -> ToolAddress:
    return ToolAddress(family_id, member_id, current_app.extensions["tools"][slug])


def covered(handover: Handover, address: Address) -> bool:
    """Whether a lent tablet may write there: about its one child, and with its tools. What is about no child it may
    not."""
    tool = getattr(address, "tool", None)
    return handover.covers(address.family_id, getattr(address, "member_id", None), tool and tool.slug)


#: One row for each page that devices write on: what the address of its form names.
ADDRESSES: dict[str, Callable[..., Address]] = {
    "tools.fill": with_a_tool,
    "ticks.tick": TickAddress,
    "handovers.show": HandoverAddress,
    "panels.put": PanelAddress,
    "showings.shown": ShowingAddress,
    "flags.touch": FlagAddress,
    "shares.index": ShareAddress,
    "glosses.index": GlossAddress,
}
