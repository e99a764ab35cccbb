"""A result as one file to send or to print: PDF, Word file or workbook."""

from __future__ import annotations

from hiap.reports import renderer
from hiap.reports.dossier import dossier
from hiap.reports.pdf import pdf
from hiap.reports.renderer import Draw
from hiap.reports.result import Result
from hiap.reports.word import word
from hiap.reports.workbook import workbook


def exported(
    result: Result, suffix: str, lang: str = "nl", template: str = "", draw: Draw = renderer.draw
) -> bytes:
    """Give the bytes of a file.

    Parameters
    ----------
    result : the result of an appraisal (schema hiap-result/1).
    suffix : ".pdf", ".docx" or ".xlsx".
    lang : "nl" or "en".
    template : for a Word file the .docx whose styles are used; empty for our own.
    draw : what turns specifications of charts into SVG; here, or in a process of its own (`Renderer`).

    Returns
    -------
    The bytes; the same result gives the same bytes.

    Raises
    ------
    InputError : what the kind of file needs is not installed, or the template cannot be read.
    """
    if suffix == ".xlsx":
        return workbook(result, lang)
    document = dossier(result, lang)
    return pdf(document, draw) if suffix == ".pdf" else word(document, template, draw)
