"""The practice: what is asked, and in whose words. Knows nothing of databases or of the web."""

from .role import Role
from .tool import Band, Hand, Kind, Question, Section, Tool, ToolMistake, read_tools

__all__ = ["Band", "Hand", "Kind", "Question", "Role", "Section", "Tool", "ToolMistake", "read_tools"]
