"""The dossier as a PDF that everyone can read: tagged by PDF/UA-1, made by typst from the same document."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from importlib.resources import files
from typing import Any

from hiap.domain.errors import STEERING
from hiap.reports import charts, renderer
from hiap.reports.blocks import Table
from hiap.reports.document import Document, Figure, figures, unbroken
from hiap.reports.extra import needed
from hiap.reports.pdf_rows import with_row_headings
from hiap.reports.renderer import Draw
from hiap.reports.text import Words
from hiap.reports.widths import widths

FONT = "Libertinus Serif"
"""Comes with typst, so that a file is the same on every machine."""
MADE = 946684800
"""A fixed moment, so that the same result gives the same bytes; no time of making is in a result."""
UPRIGHT, SMALLER, LYING = 114, 145, 170
"""Letters of a table that fit on a page: upright, upright in smaller letters, and lying."""
JOINER = "\N{WORD JOINER}"
ABSENT = "\N{REPLACEMENT CHARACTER}"
PROBE = f"""#set document(title: "probe")
#set text(font: "{FONT}")
#let letters = json(bytes(sys.inputs.document))
#letters #strong(letters)""".encode()
SAID = ("page.contents", "paper.page", "paper.figures", "paper.figures_at")


def pdf(document: Document, draw: Draw = renderer.draw) -> bytes:
    """Lay a document out as a tagged PDF of A4 pages.

    Parameters
    ----------
    document : what stands in the dossier.
    draw : what turns specifications of charts into SVG.

    Returns
    -------
    The bytes of a file that keeps to PDF/UA-1; the same document gives the same bytes.

    Raises
    ------
    InputError : typst is not installed; says how to.
    """
    source = (files("hiap.reports") / "dossier.typ").read_bytes()
    content = json.dumps(_content(document, draw), ensure_ascii=False)
    return with_row_headings(bytes(compiled(source, printable(content))))


def compiled(source: bytes, content: str, **form: object) -> Any:
    """Let typst make a tagged PDF, or pictures of pages, of a template and the content that it reads."""
    typst = needed("typst", "PDF")
    form = form or {"format": "pdf", "pdf_standards": ["ua-1"], "timestamp": MADE}
    return typst.compile(source, ignore_system_fonts=True, sys_inputs={"document": content}, **form)


def printable(content: str) -> str:
    """Put a mark in the place of each letter that the fonts do not have: a file with gaps is refused."""
    unusual = sorted({letter for letter in content if not letter.isascii()})
    if _printed("".join(unusual)):
        return content
    return content.translate({ord(letter): ABSENT for letter in unusual if not _printed(letter)})


def _printed(letters: str) -> bool:
    """Tell whether the fonts have some letters, upright and bold."""
    try:
        compiled(PROBE, json.dumps(letters))
    except needed("typst", "PDF").TypstError:
        return False
    return True


def pictures(document: Document, draw: Draw) -> list[str]:
    """Give the charts as SVG in the font of the file, in order."""
    specs = [figure.chart.spec for figure in figures(document)]
    return [with_font(svg) for svg in draw(specs, charts.LOCALES[document.lang])]


def with_font(svg: str) -> str:
    """Set the words of a chart in the font of the file, on every machine the same."""
    return svg.replace('font-family="sans-serif"', f'font-family="{FONT}"')


def _content(document: Document, draw: Draw) -> dict[str, object]:
    """The document in the form that the template reads: its own parts, by name."""
    words, drawn = Words(document.lang), iter(enumerate(pictures(document, draw)))

    def plain(value: object) -> object:
        if isinstance(value, str):
            return unbroken(STEERING.sub("", value)).replace("t/m", f"t/{JOINER}m")
        if isinstance(value, tuple):
            return [plain(item) for item in value]
        if isinstance(value, Figure):
            number, svg = next(drawn)
            shown = {"number": number, "svg": svg, "alt": value.chart.alt, "open": value.open}
            figures_of = plain(value.chart.table)
            assert isinstance(figures_of, dict)
            figures_of |= _laid_out(value.chart.table, beside=not value.open)
            return {"name": value.name, "title": plain(value.chart.title), **shown, "table": figures_of}
        if not is_dataclass(value):
            return value
        found = {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        found["name"] = getattr(value, "name", "")
        return found | (_laid_out(value) if isinstance(value, Table) else {})

    content = plain(document)
    assert isinstance(content, dict)
    return {**content, "font": FONT, "say": {key.partition(".")[2]: words(key) for key in SAID}}


def _laid_out(table: Table, beside: bool = False) -> dict[str, object]:
    """The widths of the columns in letters, and whether they need a lying page."""
    found = widths(table, UPRIGHT, beside)
    lying = sum(found) > SMALLER
    return {"widths": widths(table, LYING, beside) if lying else found, "lying": lying, "beside": beside}
