"""Rows of figures, as Markdown: what was measured, both sides, and the one against the other."""

from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median
from typing import Any


@dataclass
class Table:
    title: str
    columns: list[str]
    rows: list[list[str]] = field(default_factory=list)
    note: str = ""

    def add(self, *cells: Any) -> None:
        self.rows.append([cell if isinstance(cell, str) else figure(cell) for cell in cells])

    def __str__(self) -> str:
        lines = [self.columns, ["---"] + ["---:"] * (len(self.columns) - 1), *self.rows]
        body = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        return f"## {self.title}\n\n{body}\n" + (f"\n{self.note}\n" if self.note else "")


def figure(number: float) -> str:
    """Three digits that mean something."""
    return f"{number:,.0f}" if number >= 100 else f"{number:.1f}" if number >= 10 else f"{number:.2f}"


def middle(rounds: list[Any], of: Callable[[Any], float]) -> float:
    return median(of(one) for one in rounds)


def within(waits: list[float], part: float) -> float:
    """The time within which this part of them (0–1) was over."""
    return sorted(waits)[min(int(len(waits) * part), len(waits) - 1)]
