"""Reads a PDF back as its readers would: the words in their order, and the tags that a screen reader goes by."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdfium2 import PdfDocument


@dataclass
class Tag:
    """One element of the structure tree: its kind, what it says of itself, and those within it."""

    kind: str
    lang: str = ""
    alt: str = ""
    within: list["Tag"] = field(default_factory=list)

    def all(self, kind: str) -> Iterator["Tag"]:
        if self.kind == kind:
            yield self
        for tag in self.within:
            yield from tag.all(kind)

    def kinds(self) -> Iterator[str]:
        yield self.kind
        for tag in self.within:
            yield from tag.kinds()


class Pdf:
    def __init__(self, data: bytes) -> None:
        assert data.startswith(b"%PDF-")
        self.reader = PdfReader(BytesIO(data))
        self.data = data

    @property
    def catalog(self) -> Any:
        return self.reader.trailer["/Root"]

    def pages(self) -> list[str]:
        """What stands on each page. Chromium's own reader, since it heeds the words that a PDF gives for its glyphs."""
        document = PdfDocument(self.data)
        texts = []
        for page in document:
            letters = page.get_textpage()
            texts.append(letters.get_text_range().replace("\r\n", "\n"))
            letters.close()
            page.close()
        document.close()
        return texts

    def text(self) -> str:
        return "\n".join(self.pages())

    def colours(self) -> set[str]:
        """Every plain colour that its pages show, as "#rrggbb"."""
        document = PdfDocument(self.data)
        seen = set()
        for page in document:
            picture = page.render(scale=1).to_pil().convert("RGB")
            seen |= {f"#{bytes(colour).hex()}" for _count, colour in picture.getcolors(picture.width * picture.height)}
            page.close()
        document.close()
        return seen

    def glyphs(self) -> str:
        """What its glyphs stand for, as they lie: every space, and lines from left to right even on a page that runs
        from right to left, where Chromium's reader turns them round."""
        return "\n".join(page.extract_text() for page in self.reader.pages)

    def boxes(self) -> Iterator[tuple[str, float, float, float]]:
        """Each letter: itself, its left and right edge, and how wide its page is."""
        document = PdfDocument(self.data)
        for page in document:
            letters = page.get_textpage()
            for number in range(letters.count_chars()):
                left, _bottom, right, _top = letters.get_charbox(number)
                yield letters.get_text_range(number, 1), left, right, page.get_width()
            letters.close()
            page.close()
        document.close()

    def beyond_the_edge(self) -> int:
        """How many letters lie outside of their page."""
        return sum(left < 0 or right > width for _letter, left, right, width in self.boxes())

    def reach(self, letters: str) -> tuple[float, float]:
        """How far to the left and to the right any of these letters lies."""
        found = [(left, right) for letter, left, right, _width in self.boxes() if letter and letter in letters]
        return min(left for left, _right in found), max(right for _left, right in found)

    def words(self) -> str:
        """All of it in one line: where a line ends on paper is the paper's affair."""
        return " ".join(self.text().split())

    def tree(self) -> Tag:
        return tag(self.catalog["/StructTreeRoot"])

    def xmp(self) -> str:
        return self.catalog["/Metadata"].get_data().decode()


def tag(element: Any) -> Tag:
    inner = element.get("/K", [])
    inner = inner if isinstance(inner, list) else [inner]
    elements = [each.get_object() for each in inner]
    made = Tag(str(element.get("/S", "")).lstrip("/"), str(element.get("/Lang", "")), str(element.get("/Alt", "")))
    made.within = [tag(each) for each in elements if isinstance(each, dict) and "/S" in each]
    return made
