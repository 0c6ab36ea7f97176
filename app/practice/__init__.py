"""The practice: what is asked, and in whose words. Knows nothing of databases or of the web."""

from .answer import Option, Place
from .emblem import Emblem
from .face import Face
from .figure import Figure, Tint
from .kind import Band, Hand, Kind, Layout
from .role import Role
from .sticker import Sticker
from .theme import Part, Theme
from .tool import Question, Section, Tool, ToolMistake, read_tools

__all__ = [
    "Band",
    "Emblem",
    "Face",
    "Figure",
    "Hand",
    "Kind",
    "Layout",
    "Option",
    "Part",
    "Place",
    "Question",
    "Role",
    "Section",
    "Sticker",
    "Theme",
    "Tint",
    "Tool",
    "ToolMistake",
    "read_tools",
]
