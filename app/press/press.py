"""From what was laid to PDF: typst over templates of ours, with all that people wrote given as data beside them."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from .letters import Letters

TEMPLATES = Path(__file__).with_name("templates")
PDF = ["1.7", "ua-1"]


class Press:
    """Prints. Everything is in memory: no file but the fonts is read, and nothing is fetched."""

    def __init__(self, folders: Iterable[Path] = ()) -> None:
        """`folders` hold a service's own fonts."""
        self.letters = Letters(folders)

    def prints(self, laid: Mapping[str, Any], pictures: Mapping[str, bytes], at: datetime) -> bytes:
        """A PDF/UA-1. `pictures`: SVG by the names that `laid` calls them; `at` the moment it is made, UTC. Raises
        typst.TypstError rather than leave out or box a letter, FileNotFoundError where there are no fonts."""
        return self.sets(laid, pictures, format="pdf", pdf_standards=PDF, timestamp=int(at.timestamp()))

    def sets(self, laid: Mapping[str, Any], pictures: Mapping[str, bytes], **how: Any) -> Any:
        """As typst.compile: PDF, or `format="png"` for each page's picture."""
        data = json.dumps({**laid, "fonts": self.letters.families}, ensure_ascii=True).encode()
        files = {**templates(), "laid.json": data, **pictures}
        return typst.compile(files, font_paths=self.letters.fonts, ignore_system_fonts=True, **how)


@cache
def templates() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in TEMPLATES.glob("*.typ")}
