"""The dossier as a document: what stands in which order, in words; page, PDF and Word file only lay it out.

Every part is a finished value that says by its `name` what it is. Tables and charts are those of `blocks` and
`charts`. The figures of a chart belong to it: a page folds them away under it, paper puts them at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from hiap.reports.blocks import Table
from hiap.reports.charts import Chart

UNITS = r"mln|mld|million|bn|%|jaar|years|in 10"
UNIT_SPACE = re.compile(rf"(?<=€) (?=\d)|(?<=t/m) (?=\d)|(?<=op de) (?=10\b)|(?<=\d) (?=(?:{UNITS})\b|%)")


@dataclass(frozen=True)
class Run:
    """A piece of a line: plain, strong, or a link to an address."""

    text: str
    strong: bool = False
    url: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: of the text itself, the answer of a measure, or a note in small print."""

    runs: tuple[Run, ...]
    kind: Literal["text", "answer", "note"] = "text"
    name: ClassVar[str] = "paragraph"


@dataclass(frozen=True)
class Item:
    """One item of a list; the one of the package is set apart."""

    runs: tuple[Run, ...]
    apart: bool = False


@dataclass(frozen=True)
class Listed:
    """A list: with bullets, or the answers with a line between them."""

    items: tuple[Item, ...]
    kind: Literal["bullets", "answers"] = "bullets"
    name: ClassVar[str] = "listed"


@dataclass(frozen=True)
class Facts:
    """Short facts by name, or what stands behind the numbers by heading."""

    pairs: tuple[tuple[str, str], ...]
    kind: Literal["facts", "numbers"] = "facts"
    name: ClassVar[str] = "facts"


@dataclass(frozen=True)
class Notice:
    """Lines in a box that the reader must not pass over."""

    title: str
    items: tuple[str, ...]
    name: ClassVar[str] = "notice"


@dataclass(frozen=True)
class Figure:
    """A chart; `open` where its figures belong beside it also at first sight."""

    chart: Chart
    open: bool = False
    name: ClassVar[str] = "figure"


@dataclass(frozen=True)
class Contents:
    """Where to find the other sections, as (anchor, title); a file with pages has a list of its own."""

    title: str
    anchor: str
    entries: tuple[tuple[str, str], ...]
    name: ClassVar[str] = "contents"


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it, sections one level deeper too; a folded one opens at a click."""

    title: str
    level: int
    blocks: tuple[Block, ...]
    anchor: str = ""
    kind: Literal["", "first", "measure", "folded"] = ""
    name: ClassVar[str] = "section"


Block = Paragraph | Listed | Facts | Notice | Table | Figure | Contents | Section


@dataclass(frozen=True)
class Document:
    """A whole dossier in one language."""

    lang: str
    title: str
    kicker: str
    sections: tuple[Section, ...]
    closing: tuple[str, ...]


def parts(blocks: Iterable[Block]) -> Iterator[Block]:
    """Give every part in order, those inside sections after the section itself."""
    for block in blocks:
        yield block
        if isinstance(block, Section):
            yield from parts(block.blocks)


def figures(document: Document) -> list[Figure]:
    """Give the figures in order."""
    return [block for block in parts(document.sections) if isinstance(block, Figure)]


def tables(document: Document) -> list[Table]:
    """Give the tables in order, those with the figures of a chart too."""
    found = (block.chart.table if isinstance(block, Figure) else block for block in parts(document.sections))
    return [block for block in found if isinstance(block, Table)]


def folded(document: Document) -> list[tuple[str, tuple[Table, ...]]]:
    """Give the figures of charts that are not shown at once, by the title of the section around them."""
    found = []
    for section in document.sections:
        charts = (block for block in parts(section.blocks) if isinstance(block, Figure) and not block.open)
        found.append((section.title, tuple(block.chart.table for block in charts)))
    return [(title, figures_of) for title, figures_of in found if figures_of]


def text(line: str, kind: Literal["text", "answer", "note"] = "text") -> Paragraph:
    """Make a paragraph of one plain line."""
    return Paragraph((Run(line),), kind)


def bullets(lines: Iterable[str]) -> Listed:
    """Make a list of plain lines."""
    return Listed(tuple(Item((Run(line),)) for line in lines))


def given(*blocks: Block | Iterable[Block] | None) -> tuple[Block, ...]:
    """Put parts after each other, without what is absent; several may come together.

    >>> [block.runs[0].text for block in given(text("a"), None, [text("b")])]
    ['a', 'b']
    """
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Block):
            found.append(block)
        elif block is not None:
            found.extend(block)
    return tuple(found)


def unbroken(line: str) -> str:
    """Keep a number together with its mark or unit at the end of a line.

    >>> unbroken("€ 5 mln").split(" ")
    ['€\\xa05\\xa0mln']
    """
    return UNIT_SPACE.sub("\N{NO-BREAK SPACE}", line)
