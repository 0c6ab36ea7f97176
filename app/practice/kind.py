"""How a question is answered, in which words it is asked, and whose hand writes."""

from enum import StrEnum


class Kind(StrEnum):
    """How a question is answered. A new kind is a row in web/forms.py, a template and one module of pwa/ at most."""

    LINES = "lines"
    DRAWING = "drawing"
    SCALE = "scale"
    FACES = "faces"
    CHOICE = "choice"
    PEOPLE = "people"
    NAMING = "naming"
    RECORDING = "recording"
    LAYER = "layer"
    STICKERS = "stickers"


class Band(StrEnum):
    """Which words the questions are asked in: about 4-7, 8-11 and 12-18. Chosen, never locked to an age."""

    YOUNGER = "younger"
    MIDDLE = "middle"
    OLDER = "older"


class Layout(StrEnum):
    """How a tool stands on the screen: a land to walk about in, or a book that grown-ups make."""

    SCENE = "scene"
    BOOK = "book"


class Hand(StrEnum):
    """Whose hand held the pen: the child's, or the worker's or the interpreter's who wrote the child's exact words."""

    CHILD = "child"
    WORKER = "worker"
    INTERPRETER = "interpreter"
