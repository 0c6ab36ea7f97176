"""One knock at one device: the message is made, sealed for it, signed and posted."""

from app.records import Reminder, Subscription
from app.records.endpoint import NotAPushService, origin_of

from .answer import Answer
from .message import Words, name_of, payload, sealed
from .post import Post
from .vapid import Vapid

#: What has no place on the list any more is as good as forgotten by its push service.
NO_SUCH = Answer(410)


class Knock:
    """Brings a reminder to a device, as batch.Bring says."""

    def __init__(self, vapid: Vapid, words: Words) -> None:
        self.vapid, self.words, self.post = vapid, words, Post()

    def __enter__(self) -> "Knock":
        return self

    def __exit__(self, *_why: object) -> None:
        self.post.close()

    def __call__(self, place: Subscription, reminder: Reminder, seconds: int) -> Answer:
        try:
            origin = origin_of(place.endpoint)
        except NotAPushService:
            return NO_SUCH
        headers = {
            "TTL": str(max(0, seconds)),
            "Topic": name_of(reminder.id),
            "Urgency": "normal",
            "Content-Type": "application/octet-stream",
            "Content-Encoding": "aes128gcm",
            "Authorization": self.vapid.header(origin, place.kid),
        }
        return self.post(place.endpoint, sealed(place, payload(reminder.id, self.words)), headers)
