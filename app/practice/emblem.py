"""What a child may hang on a house of theirs, beside its name: one small set, drawn in templates/art/emblem.svg."""

from enum import StrEnum


class Emblem(StrEnum):
    """A key is for ever: it stands in what children said. None of them says that something is good or bad."""

    SUN = "sun"
    CLOUD = "cloud"
    RAIN = "rain"
    STAR = "star"
    MOON = "moon"
    HEART = "heart"
    FLOWER = "flower"
    TREE = "tree"
    FISH = "fish"
    KEY = "key"
