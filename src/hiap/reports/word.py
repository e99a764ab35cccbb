"""The dossier as a Word file, with real headings and captions, in the styles of a template."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import count
from typing import Any

from hiap.domain.errors import Fault, InputError
from hiap.reports import renderer, word_xml
from hiap.reports.blocks import Table
from hiap.reports.document import (
    Block,
    Document,
    Facts,
    Figure,
    Listed,
    Notice,
    Paragraph,
    Run,
    Section,
    folded,
    tables,
    unbroken,
)
from hiap.reports.extra import needed
from hiap.reports.renderer import Draw
from hiap.reports.stills import PICTURE_WIDTH, png_pictures
from hiap.reports.text import Words
from hiap.reports.word_styles import Styles, own_styles

MADE = datetime(2000, 1, 1)
"""A fixed moment, so that the same result gives the same bytes; no time of making is in a result."""
ZIPPED = (1980, 1, 1, 0, 0, 0)
LONGEST_PROPERTY = 255
"""Letters in a property of a file: the limit of the format."""
LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}


def word(document: Document, template: str = "", draw: Draw = renderer.draw) -> bytes:
    """Lay a document out as a Word file.

    Parameters
    ----------
    document : what stands in the dossier.
    template : a .docx file whose styles, page and header are used; the dossier comes after what stands in it.
    draw : what turns specifications of charts into SVG.

    Returns
    -------
    The bytes of a .docx file; the same document and template give the same bytes.

    Raises
    ------
    InputError : python-docx or typst is not installed, or the template is no Word file.
    """
    needed("docx", "a Word file")
    writer = _Writer(document, _opened(template), png_pictures(document, draw), not template)
    writer.write()
    stream = io.BytesIO()
    writer.file.save(stream)
    return _packed(stream)


def _opened(template: str) -> Any:
    """Open the template, or the one that comes with python-docx, dressed in styles of our own."""
    import docx

    if not template:
        return own_styles(docx.Document())
    from docx.opc.exceptions import OpcError

    try:
        return docx.Document(template)
    except (OpcError, OSError, ValueError, KeyError, SyntaxError, zipfile.BadZipFile) as error:
        message = f"cannot be read as a Word file ({type(error).__name__})"
        raise InputError([Fault(template, None, message, "give a .docx file")]) from None


def _packed(stream: io.BytesIO) -> bytes:
    """Pack the parts again without the time at which they were packed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(stream) as found, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name in found.namelist():
            entry = zipfile.ZipInfo(name, ZIPPED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, found.read(name))
    return packed.getvalue()


class _Writer:
    """Writes one document into a file, part by part; counts tables, figures and headings on the way."""

    def __init__(self, document: Document, file: Any, pictures: Sequence[bytes], own: bool) -> None:
        self.document, self.file = document, file
        self.words = Words(document.lang)
        self.styles = Styles(file)
        self.own = own
        self.pictures = iter(pictures)
        self.tables, self.figures, self.headings, self.ids = count(1), count(1), count(1), count(1)
        self.later = folded(document)
        self.beside = False
        self.next_later = count(len(tables(document)) - sum(len(found) for _, found in self.later) + 1)
        section = file.sections[-1]
        self.room = section.page_width - section.left_margin - section.right_margin

    def write(self) -> None:
        """Write the whole document after what stands in the template."""
        self._properties()
        body = self.file.element.body
        only = list(body.iterchildren())
        if len(only) == 2 and not "".join(only[0].itertext()).strip():
            body.remove(only[0])  # the one empty paragraph of an empty file
        self._paragraph([Run(self.document.kicker)], "Subtitle")
        self._paragraph([Run(self.document.title)], "Title")
        first, *rest = self.document.sections
        later = tuple(Section(title, 3, found) for title, found in self.later)
        last = [Section(self.words("paper.figures"), 2, later)] if later else []
        self._section(first)
        self._contents([first, *rest, *last])
        for section in rest:
            self._section(section)
        self.beside = True
        for section in last:
            self._section(section)
        for line in self.document.closing:
            self._paragraph([Run(line)], "Normal", kind="note")
        if self.own:
            foot = self.file.sections[-1].footer.paragraphs[0]._p
            foot.getparent().replace(foot, word_xml.parsed(word_xml.page_number(self.words("paper.page"))))

    def _properties(self) -> None:
        properties = self.file.core_properties
        properties.title = word_xml.plain(self.document.title)[:LONGEST_PROPERTY]
        properties.subject = self.document.kicker
        properties.author = properties.last_modified_by = "hiap"
        properties.language = LANGUAGES[self.document.lang]
        properties.comments = properties.keywords = ""
        properties.created = properties.modified = MADE
        properties.revision = 1
        word_xml.set_language(self.file.styles.element, LANGUAGES[self.document.lang])

    def _append(self, xml: str) -> None:
        """Add one part before the properties of the last section, which Word wants at the end."""
        self.file.element.body._insert_p(word_xml.parsed(xml))

    def _section(self, section: Section, box: str = "") -> None:
        box = "first" if section.kind == "first" else box
        number = next(self.headings)
        style = self.styles.paragraph(f"Heading {section.level - 1}")
        new_page = section.kind == "measure"
        self._append(word_xml.heading(section.title, style, number, new_page, box))
        for block in section.blocks:
            self._block(block, box)

    def _block(self, block: Block, box: str) -> None:
        if isinstance(block, Section):
            self._section(block, box)
        elif isinstance(block, Paragraph):
            self._paragraph(block.runs, "Normal", kind=block.kind, box=box)
        elif isinstance(block, Listed):
            bullets = block.kind == "bullets"
            for item in block.items:
                self._paragraph(item.runs, "List Bullet" if bullets else "Normal", box=box)
        elif isinstance(block, Facts):
            for name, value in block.pairs:
                self._paragraph((Run(f"{name}: ", strong=True), Run(value)), "Normal", kind="fact", box=box)
        elif isinstance(block, Notice):
            self._paragraph((Run(block.title, strong=True),), "Normal", box="first")
            for line in block.items:
                self._paragraph((Run(line),), "List Bullet", box="first")
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Figure):
            self._figure(block)

    def _paragraph(self, runs: Sequence[Run], style: str, kind: str = "text", box: str = "") -> None:
        box = "answer" if kind == "answer" else box
        shown = "".join(self._runs(runs))
        self._append(word_xml.paragraph(shown, self.styles.paragraph(style), kind, box))

    def _runs(self, runs: Sequence[Run]) -> Iterator[str]:
        for run in runs:
            text = unbroken(run.text)
            yield self._link(run.url, text) if run.url else word_xml.run(text, strong=run.strong)

    def _link(self, url: str, text: str, size: int = 0) -> str:
        from docx.opc.constants import RELATIONSHIP_TYPE

        place = self.file.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return word_xml.link(text, place, size)

    def _table(self, table: Table) -> None:
        number = next(self.tables)
        style = self.styles.paragraph("Caption")
        self._append(word_xml.caption(self.words("paper.table"), number, table.caption, style))
        look = word_xml.Look(self.styles.table(), self.own, self.beside)
        self._append(word_xml.table(table, self.room, look, self._link))
        kind = "note" if table.note else "gap"
        self._paragraph((Run(table.note),), "Normal", kind=kind)

    def _figure(self, figure: Figure) -> None:
        number = next(self.figures)
        style = self.styles.paragraph("Caption")
        title = figure.chart.title
        self._append(word_xml.caption(self.words("paper.figure"), number, title, style))
        stream = io.BytesIO(next(self.pictures))
        inline = self.file.part.new_pic_inline(stream, width=min(PICTURE_WIDTH, self.room))
        inline.docPr.set("id", str(next(self.ids)))
        inline.docPr.set("descr", word_xml.plain(figure.chart.alt))
        inline.docPr.set("name", f"{self.words('paper.figure')} {number}")
        paragraph = word_xml.parsed(word_xml.paragraph(word_xml.run(""), self.styles.paragraph("Normal")))
        paragraph.findall(word_xml.W + "r")[-1].append(word_xml.drawing(inline))
        self.file.element.body._insert_p(paragraph)
        if figure.open:
            self._table(figure.chart.table)
        else:
            place = f"{self.words('paper.table')} {next(self.next_later)}"
            self._paragraph((Run(f"{self.words('paper.figures_at')} {place}."),), "Normal", kind="note")

    def _contents(self, sections: Sequence[Section]) -> None:
        """A list of contents that Word can bring up to date, filled in already."""
        self._paragraph((Run(self.words("page.contents")),), "TOC Heading")
        places = _places(sections)
        for xml in word_xml.contents([(section.title, places[id(section)]) for section in sections]):
            self._append(xml)


def _places(sections: Sequence[Section]) -> dict[int, int]:
    """The number of the heading of each section, counted as they are written."""
    numbers = count(1)
    found: dict[int, int] = {}

    def walk(section: Section) -> None:
        found[id(section)] = next(numbers)
        for block in section.blocks:
            if isinstance(block, Section):
                walk(block)

    for section in sections:
        walk(section)
    return found
