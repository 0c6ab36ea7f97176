"""Sets what is kept on paper: booklets, as PDF. Knows the records; knows nothing of the web."""

from .edition import Words, lay
from .press import Press

__all__ = ["Press", "Words", "lay"]
