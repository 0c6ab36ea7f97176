"""Feelings that have a face of their own: one set, drawn in templates/art/face.svg, the same on every device."""

from enum import StrEnum


class Face(StrEnum):
    """A key is for ever: it stands in what children said. Any of them go together; `OTHER` opens words."""

    HAPPY = "happy"
    CALM = "calm"
    PROUD = "proud"
    LOVED = "loved"
    SAD = "sad"
    SCARED = "scared"
    ANGRY = "angry"
    WORRIED = "worried"
    LONELY = "lonely"
    CONFUSED = "confused"
    TIRED = "tired"
    MIXED = "mixed"
    DONT_KNOW = "dont_know"
    OTHER = "other"
