"""The yearly report of a programme as one file: page, PDF or Word file."""

from __future__ import annotations

from hiap.reports import renderer
from hiap.reports.follow_report import follow_document
from hiap.reports.follow_tables import Found
from hiap.reports.page import page
from hiap.reports.pdf import pdf
from hiap.reports.renderer import Draw
from hiap.reports.word import word


def followed_file(found: Found, suffix: str, lang: str = "nl", draw: Draw = renderer.draw) -> bytes:
    """Give the bytes of the yearly report.

    Parameters
    ----------
    found : what `hiap follow` gives (hiap-followed/1).
    suffix : ".html", ".pdf" or ".docx".
    lang : "nl" or "en".
    draw : what turns specifications of charts into SVG.

    Returns
    -------
    The bytes; the same answer gives the same bytes.

    Raises
    ------
    InputError : what the kind of file needs is not installed.
    """
    document = follow_document(found, lang)
    if suffix == ".html":
        return page(document, draw).encode("utf-8")
    return pdf(document, draw) if suffix == ".pdf" else word(document, "", draw)
