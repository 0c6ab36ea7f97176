"""Who may be put somewhere: plain figures without expressions, not gendered, and pets (templates/art/figures.svg)."""

from enum import StrEnum


class Figure(StrEnum):
    """A key is for ever: it stands in what children said."""

    SMALL = "small"
    BABY = "baby"
    MIDDLE = "middle"
    TALL = "tall"
    BROAD = "broad"
    STICK = "stick"
    CHAIR = "chair"
    SCARF = "scarf"
    TURBAN = "turban"
    GLASSES = "glasses"
    DOG = "dog"
    CAT = "cat"
    BIRD = "bird"
    PET = "pet"


class Tint(StrEnum):
    """What a figure is coloured with: the child chooses, and none of them is a skin."""

    TEAL = "teal"
    SUN = "sun"
    CORAL = "coral"
    LILAC = "lilac"
    SKY = "sky"
    LEAF = "leaf"
    SLATE = "slate"
    BRICK = "brick"
