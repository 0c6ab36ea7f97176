"""What a child may stick on the wall of a house: one small set, drawn in templates/art/sticker.svg."""

from enum import StrEnum


class Sticker(StrEnum):
    """A key is for ever: it stands in what children said. None of them praises, and none says what is good or bad."""

    SUN = "sun"
    RAIN = "rain"
    STORM = "storm"
    MOON = "moon"
    TREE = "tree"
    FLOWER = "flower"
    HEART = "heart"
    HOUSE = "house"
    DOOR = "door"
    BED = "bed"
    BOWL = "bowl"
    TEDDY = "teddy"
    BALL = "ball"
    BOOK = "book"
    MUSIC = "music"
    CAR = "car"
    BUS = "bus"
    PAW = "paw"
