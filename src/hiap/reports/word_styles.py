"""The styles of a Word file: those of an organisation's template, or plain ones of our own."""

from __future__ import annotations

from typing import Any

FONT = "Calibri"
SIZES = {"Normal": 10.5, "Title": 22, "Subtitle": 10, "Heading 1": 16, "Heading 2": 13, "Heading 3": 11.5}
SIZES |= {"Caption": 10, "List Bullet": 10.5, "TOC Heading": 13}
INK, ACCENT, SOFT, LINE = "1B1F24", "0B5A8A", "51575F", "C9CED4"
COLOURS = {"Subtitle": SOFT, "Heading 1": ACCENT}
SPACES = {"Normal": (0, 6), "Heading 1": (18, 6), "Heading 2": (14, 5), "Heading 3": (11, 4)}
SPACES |= {
    "Caption": (10, 3),
    "List Bullet": (0, 3),
    "Title": (0, 8),
    "Subtitle": (0, 2),
    "TOC Heading": (12, 4),
}
TABLE_STYLES = ("hiap", "Table Grid")
"""Styles of tables that are taken if the template has them, the first that is there."""


class Styles:
    """Finds the styles of a file; where a template lacks one, the text stays as its ordinary text."""

    def __init__(self, file: Any) -> None:
        self._known = {(style.type, style.name): style.style_id for style in file.styles}

    def paragraph(self, name: str) -> str:
        """Give the id of a style of paragraphs, or of none."""
        from docx.enum.style import WD_STYLE_TYPE

        return str(self._known.get((WD_STYLE_TYPE.PARAGRAPH, name), ""))

    def table(self) -> str:
        """Give the id of the style of tables, or of none."""
        from docx.enum.style import WD_STYLE_TYPE

        found = (self._known.get((WD_STYLE_TYPE.TABLE, name)) for name in TABLE_STYLES)
        return str(next((style for style in found if style), ""))


def own_styles(file: Any) -> Any:
    """Dress an empty file: A4, one font, dark letters, one accent, room around headings and captions."""
    from docx.shared import Cm, Pt, RGBColor

    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2), Cm(2)
    for name, size in SIZES.items():
        style = file.styles[name]
        _one_font(style)
        style.font.size = Pt(size)
        style.font.color.rgb = RGBColor.from_string(COLOURS.get(name, INK))
        style.font.italic = False
        before, after = SPACES[name]
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.1
    return file


def _one_font(style: Any) -> None:
    """Set the font of a style in every script, over that of the theme; no line under a title."""
    from docx.oxml.ns import qn

    style.font.name = FONT
    fonts = style.element.rPr.rFonts
    for key in list(fonts.attrib):
        if "Theme" in key:
            del fonts.attrib[key]
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    borders = style.element.find(".//" + qn("w:pBdr"))
    if borders is not None:
        borders.getparent().remove(borders)
