"""Who sends, told to push services (RFC 8292): signed once for each of them, and kept for some hours."""

import re
from time import time

from app.records.keys import Keys

#: RFC 8292 §2 allows 24 hours.
LASTS = 12 * 3600
RENEWED = 6 * 3600


class NoContact(RuntimeError):
    """There is no address at which a push service could reach whoever sends; Apple's refuses what has none."""


class Vapid:
    """The `Authorization` header for a push service. A device takes messages only from the key it subscribed with."""

    def __init__(self, keys: Keys, contact: str) -> None:
        if not re.fullmatch(r"(mailto:[^@\s]+@|https://)[\w-]+(\.[\w-]+)+(/\S*)?", contact):
            raise NoContact(
                "ROOFTREE_PUSH_CONTACT is a real mailto: or https: address, at which push services can reach you"
            )
        self.keys, self.contact = keys, contact
        self._signed: dict[tuple[str, str], tuple[float, str]] = {}

    def header(self, origin: str, kid: str) -> str:
        """For this origin and the key of this name. Raises NoKeys."""
        until, header = self._signed.get((origin, kid), (0.0, ""))
        if time() > until:
            header = self._sign(origin, kid)
            self._signed[origin, kid] = time() + RENEWED, header
        return header

    def _sign(self, origin: str, kid: str) -> str:
        from py_vapid import Vapid02  # loaded where something is sent

        signer = Vapid02(conf={"no-strict": True})  # the contact has been looked at above
        signer.private_key = self.keys.vapid.named(kid) or self.keys.vapid.newest()[1]
        return signer.sign({"aud": origin, "exp": int(time()) + LASTS, "sub": self.contact})["Authorization"]
