"""A tablet, in Python: it has a pass, seals what is written and brings it, as pwa/capture.js and outbox.js do."""

import json
import os
from base64 import b64decode, b64encode
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.records import Member, Pass, User
from app.records.keys import Keys, public_half
from app.records.seal import CURVE, VERSION, bound

BLOCK = 256
Box = dict[str, Any]


def seal(id: str, content: bytes, kid: str, key: str, ours: Any = None, iv: bytes = b"") -> Box:
    """What pwa/seal.js does. `ours` and `iv` are for the vectors alone."""
    ours, iv = ours or ec.generate_private_key(CURVE), iv or os.urandom(12)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, b64decode(key))
    salt = public_half(ours) + b64decode(key)
    shared = ours.exchange(ec.ECDH(), theirs)
    secret = HKDF(hashes.SHA256(), 32, salt=salt, info=b"seal-v1").derive(shared)
    padded = content + b" " * (-len(content) % BLOCK)
    text = AESGCM(secret).encrypt(iv, padded, bound(VERSION, UUID(id), kid))
    parts = {"key": public_half(ours), "iv": iv, "text": text}
    return {
        "v": VERSION,
        "id": id,
        "kid": kid,
        **{name: b64encode(part).decode() for name, part in parts.items()},
    }


class Tablet:
    """A device of someone's, with a pass of theirs. It numbers what it writes."""

    def __init__(self, client: Any, keys: Keys, user: User) -> None:
        self.client, self.keys, self.device, self.number = client, keys, uuid4(), 0
        self.document = str(uuid4())
        self.gets_a_pass(user)

    def gets_a_pass(self, user: User) -> None:
        self.held, self.secret = Pass.issue(user, self.device)

    def entry(self, member: Member, tool: str = "three-houses", **fields: str) -> dict[str, Any]:
        """What is in a box before it is sealed. Fields are given as in `worries="Dad shouting", worries_id=…`."""
        said = {"document": self.document, "language": "en", "band": "middle", "hand": "child"}
        named = {name.replace("__", "-"): value for name, value in fields.items()}
        return {
            "path": f"/families/{member.family_id}/members/{member.id}/tools/{tool}",
            "fields": list({**said, **named}.items()),
            "written_at": datetime.now(UTC).isoformat(),
            "release": "test",
            "pass": {"id": str(self.held.id), "secret": self.secret},
        }

    def box(self, content: dict[str, Any] | bytes, id: str | None = None) -> Box:
        plain = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.number += 1
        return {**seal(id or str(uuid4()), plain, *self.keys.newest_seal_key()), "number": self.number}

    def writes(self, member: Member, id: str | None = None, **fields: str) -> Box:
        return self.box(self.entry(member, **fields), id)

    def brings(self, *boxes: Box) -> Any:
        return self.client.post("/sealed", json={"boxes": boxes, "counted": self.number})

    def receipts(self, *boxes: Box) -> list[dict[str, Any]]:
        answer = self.brings(*boxes)
        assert answer.status_code == 200, answer.text
        return answer.json["receipts"]
