"""What a push service answered, and what follows from it."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from time import time

from app.records.delivery import State

MINUTE = timedelta(minutes=1)
#: Between tries: 1, 2, 4 … 30 minutes, and never all in step.
LONGEST_WAIT = timedelta(minutes=30)
JITTER = 0.2

TAKEN = {200, 201, 202, 204}
FORGOTTEN = {404, 410}
#: The push service does not know us: our key, our clock or our contact is wrong. Nothing of the device's is at fault.
NOT_KNOWN = {401, 403}
#: What we sent is not in order.
OUR_FAULT = {400, 413}


@dataclass(frozen=True)
class Answer:
    """`status` is HTTP's, or 0 where no answer came: no connection, no end, no name, no safe line. `retry_after` is in
    seconds, where the service named any."""

    status: int
    retry_after: float | None = None


def then(answer: Answer, tries: int, until: datetime, moment: datetime) -> State | datetime:
    """How the delivery has ended, or when (UTC) it is tried again: never after `until`, when it is of no use."""
    if answer.status in TAKEN:
        return State.SENT
    if answer.status in FORGOTTEN:
        return State.GONE
    if answer.status in OUR_FAULT:
        return State.REFUSED
    return later(answer, tries, until, moment)


def later(answer: Answer, tries: int, until: datetime, moment: datetime) -> State | datetime:
    """When to try again. The last try is a minute before the end."""
    told = timedelta(seconds=min(answer.retry_after or 0, 24 * 3600))
    wait = told or min(MINUTE * 2 ** min(max(tries - 1, 0), 10), LONGEST_WAIT)
    wait *= 1 + random.uniform(0, JITTER)  # noqa: S311
    last = until - MINUTE
    if moment + wait <= last:
        return moment + wait
    return last if not told and moment + MINUTE <= last else State.TOO_LATE


def is_alarm(answer: Answer) -> bool:
    """Whether a person has to look at our side of it."""
    return answer.status in NOT_KNOWN | OUR_FAULT


def is_trouble(answer: Answer) -> bool:
    """Whether there is no sense in asking the same push service again at once."""
    return answer.status == 0 or answer.status >= 500 or answer.status in NOT_KNOWN | {429}


def seconds_of(retry_after: str | None) -> float | None:
    """`Retry-After` is a number of seconds or a date (RFC 9110 §10.2.3)."""
    try:
        if retry_after and retry_after.isdigit():
            return float(retry_after)
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time()) if retry_after else None
    except ValueError:
        return None
