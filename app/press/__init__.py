"""Sets what is kept on paper: booklets, as PDF. Knows the records; knows nothing of the web."""

from .edition import lay
from .layout import Words
from .press import Press
from .story import Leaf, lay_story

__all__ = ["Leaf", "Press", "Words", "lay", "lay_story"]
