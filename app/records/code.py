"""A code that somebody types, who may be frightened, from a scrap of paper or a voice on the telephone."""

import unicodedata
from secrets import choice

#: No letter or digit that is taken for another when it is read aloud, written down or typed in a hurry: no 0 O, 1 I L,
#: and of S 5, B 8, Z 2, U V one each, by which the other is understood. Twelve of them are 57 bits.
ALPHABET = "23456789ACDEFGHJKMNPQRTVWXY"
LOOK_ALIKES = str.maketrans("SBZU", "582V")
GROUPS, GROUP = 3, 4


def new_code() -> str:
    return "-".join("".join(choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))


def bare(code: str) -> str:
    """What counts of a code as somebody typed it: letters and digits, of whichever width, case and script of digits."""
    wide = unicodedata.normalize("NFKC", code).upper()
    digits = (str(unicodedata.decimal(letter, letter)) for letter in wide)
    return "".join(letter for letter in digits if letter.isalnum()).translate(LOOK_ALIKES)
