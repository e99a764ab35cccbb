"""The pieces of a Word file as XML (WordprocessingML): paragraphs, captions, tables, fields, links."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from hiap.domain.errors import STEERING
from hiap.reports.blocks import Cell, Table
from hiap.reports.document import unbroken
from hiap.reports.widths import widths
from hiap.reports.word_styles import ACCENT, INK, LINE, SOFT

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
BOXES = {"first": ("FFF6E0", "A86A00"), "answer": ("F3F6F9", ACCENT)}
"""Shade and line of a box."""
TWIPS = 635
"""Units of Word's pictures in a twentieth of a point, the unit of its tables."""
ROOM = 100
"""Letters of a table that fit beside each other in the width of a page."""
SMALL, SMALLER, LEAST = 17, 15, 12
"""Sizes of letters in half points: in a table, of an interval, and the least."""
FORM = (
    '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="60" w:type="dxa"/>'
    '<w:right w:w="60" w:type="dxa"/></w:tblCellMar><w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" '
    'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
)
"""Properties of every table: columns as wide as they are said to be, the first row as head."""
TIGHT = '<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>'
Link = Callable[[str, str, int], str]


def parsed(xml: str) -> Any:
    """Read a piece of XML."""
    from docx.oxml import parse_xml

    place = xml.index(">") - (xml[xml.index(">") - 1] == "/")
    return parse_xml(f"{xml[:place]} {SPACES}{xml[place:]}")


def plain(text: str) -> str:
    """Text without the signs that the format does not take."""
    return STEERING.sub("", text)


def run(text: str, strong: bool = False, size: int = 0, colour: str = "") -> str:
    """A piece of text."""
    look = f"{'<w:b/>' if strong else ''}{_colour(colour)}{_size(size)}"
    shown = escape(plain(text))
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{shown}</w:t></w:r>'


def link(text: str, place: str, size: int = 0) -> str:
    """A piece of text that leads to an address."""
    look = f'<w:color w:val="{ACCENT}"/>{_size(size)}<w:u w:val="single"/>'
    shown = f'<w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(plain(text))}</w:t>'
    return f'<w:hyperlink r:id="{place}"><w:r>{shown}</w:r></w:hyperlink>'


def _size(size: int) -> str:
    return f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""


def _colour(colour: str) -> str:
    return f'<w:color w:val="{colour}"/>' if colour else ""


def paragraph(inside: str, style: str, kind: str = "text", box: str = "") -> str:
    """A paragraph of ready-made pieces; a note is smaller and softer, a fact stays close to the next."""
    spacing = {"fact": '<w:spacing w:after="40"/>', "gap": '<w:spacing w:after="0"/>'}.get(kind, "")
    if kind == "note":
        spacing = '<w:spacing w:before="60" w:after="160"/>'
        look = f"<w:rPr>{_colour(SOFT)}{_size(SMALL)}</w:rPr>"
        inside = inside.replace("<w:rPr></w:rPr>", look)
    return f"<w:p>{_layout(style, spacing, box)}{inside}</w:p>"


def heading(title: str, style: str, number: int, new_page: bool, box: str = "") -> str:
    """A heading that the list of contents can lead to."""
    mark = f'<w:bookmarkStart w:id="{number}" w:name="section_{number}"/>'
    before = "<w:pageBreakBefore/>" if new_page else ""
    layout = _layout(style, "", box, f"<w:keepNext/>{before}")
    return f'<w:p>{layout}{mark}{run(unbroken(title))}<w:bookmarkEnd w:id="{number}"/></w:p>'


def _layout(style: str, spacing: str, box: str, keep: str = "") -> str:
    """Properties of a paragraph, in the order that the format asks."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    shade, line = BOXES.get(box, ("", ""))
    border = (
        f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="{line}"/></w:pBdr>' if line else ""
    )
    filled = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    return f"<w:pPr>{named}{keep}{border}{filled}{spacing}</w:pPr>"


def caption(what: str, number: int, text: str, style: str) -> str:
    """A caption with a number that Word keeps up to date, above what it is of."""
    field = _field(f" SEQ {what} \\* ARABIC ", run(str(number)))
    layout = _layout(style, "", "", "<w:keepNext/>")
    return f"<w:p>{layout}{run(f'{what} ')}{field}{run(f': {unbroken(text)}')}</w:p>"


def _field(code: str, shown: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{escape(code)}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def page_number(what: str) -> str:
    """The foot of a page: its number and how many there are."""
    page, pages = _field(" PAGE ", run("1")), _field(" NUMPAGES ", run("1"))
    return f'<w:p><w:pPr><w:jc w:val="right"/></w:pPr>{run(f"{what} ")}{page}{run(" / ")}{pages}</w:p>'


def contents(entries: Sequence[tuple[str, int]]) -> Iterator[str]:
    """The lines of a list of contents, as one field over several paragraphs."""
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-1" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    for place, (title, number) in enumerate(entries):
        before, after = begin if place == 0 else "", end if place == len(entries) - 1 else ""
        line = f'<w:hyperlink w:anchor="section_{number}">{run(unbroken(title))}</w:hyperlink>'
        yield f'<w:p><w:pPr><w:spacing w:after="20"/></w:pPr>{before}{line}{after}</w:p>'


@dataclass(frozen=True)
class Look:
    """How tables look: their style, whether lines are our own, and intervals beside numbers or below."""

    style: str
    own: bool
    beside: bool


def table(block: Table, room: int, look: Look, make_link: Link) -> str:
    """A table: its head repeats on each page, a row is never broken, its caption is its alternative text."""
    found = widths(block, ROOM, look.beside)
    wide = sum(found)
    size = max(LEAST, SMALL * ROOM // wide) if wide > ROOM else SMALL
    full = room / TWIPS
    columns = [int(full * width / max(wide, ROOM)) for width in found]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    head = "".join(
        _cell(run(unbroken(text), strong=True, size=size), width, _is_number(block, place))
        for place, (text, width) in enumerate(zip(block.head, columns, strict=True))
    )
    body = "".join(
        _row(
            [
                _words(cell, size, make_link, block.total and place + 1 == len(block.rows), look.beside)
                for cell in row
            ],
            [cell.number for cell in row],
            columns,
        )
        for place, row in enumerate(block.rows)
    )
    named = f'<w:tblStyle w:val="{look.style}"/>' if look.style else ""
    lines = _borders() if look.own or not look.style else ""
    return (
        f'<w:tbl><w:tblPr>{named}<w:tblW w:w="{sum(columns)}" w:type="dxa"/>{lines}{FORM}'
        f"<w:tblCaption w:val={quoteattr(plain(block.caption))}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{body}</w:tbl>"
    )


def _borders() -> str:
    """Lines between rows and none between columns."""
    lines = {"top": (8, INK), "left": None, "bottom": (4, LINE), "right": None, "insideH": (4, LINE)}
    found = (
        f'<w:{side} w:val="single" w:sz="{line[0]}" w:space="0" w:color="{line[1]}"/>'
        if line
        else f'<w:{side} w:val="nil"/>'
        for side, line in lines.items()
    )
    return f'<w:tblBorders>{"".join(found)}<w:insideV w:val="nil"/></w:tblBorders>'


def _is_number(block: Table, place: int) -> bool:
    return bool(block.rows) and block.rows[0][place].number


def _row(inside: Sequence[str], numbers: Sequence[bool], columns: Sequence[int]) -> str:
    cells = (_cell(*found) for found in zip(inside, columns, numbers, strict=True))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _words(cell: Cell, size: int, make_link: Link, strong: bool, beside: bool) -> str:
    """The text of a cell, and the interval smaller beside it or on a line below it."""
    text = unbroken(cell.text)
    shown = make_link(cell.url, text, size) if cell.url else run(text, strong=strong, size=size)
    if not cell.interval:
        return shown
    below = run(unbroken(cell.interval), size=max(LEAST, size - SMALL + SMALLER), colour=SOFT)
    return f"{shown}{run(' ') if beside else '<w:r><w:br/></w:r>'}{below}"


def _cell(inside: str, width: int, number: bool) -> str:
    side = "right" if number else "left"
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr>{TIGHT}<w:jc w:val="{side}"/></w:pPr>{inside}</w:p></w:tc>'
    )


def drawing(inline: Any) -> Any:
    """A picture, to be put into a piece of text."""
    made = parsed("<w:drawing/>")
    made.append(inline)
    return made


def set_language(styles: Any, language: str) -> None:
    """Say in which language the file is, for spelling and for reading aloud."""
    from docx.oxml.ns import qn

    for found in styles.iter(qn("w:lang")):
        found.set(qn("w:val"), language)
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is not None and defaults.find(qn("w:lang")) is None:
        defaults.append(parsed(f'<w:lang w:val="{language}"/>'))
