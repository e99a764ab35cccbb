"""The dossier as one HTML file that opens without network or script."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from hiap.reports import charts, renderer
from hiap.reports.document import Document, figures, unbroken
from hiap.reports.dossier import dossier
from hiap.reports.renderer import Draw
from hiap.reports.result import Result
from hiap.reports.text import Words

if TYPE_CHECKING:
    from jinja2 import Template

PICTURE = "\x00"
"""Stands around the number of a picture that is still to be drawn; no text of a result holds it."""


def dossier_html(result: Result, lang: str = "nl", draw: Draw = renderer.draw) -> str:
    """Write the dossier of a result as a page.

    Parameters
    ----------
    result : the result of an appraisal (schema hiap-result/1); optional parts may be absent.
    lang : "nl" or "en".
    draw : what turns specifications of charts into SVG; here, or in a process of its own (`Renderer`).

    Returns
    -------
    One self-contained HTML page: styles and charts inside, no script, nothing loaded from elsewhere.
    """
    return page(dossier(result, lang), draw)


def page(document: Document, draw: Draw = renderer.draw) -> str:
    """Lay a document out as a page."""
    return page_begun(document, draw)()


def page_begun(document: Document, draw: Draw) -> Callable[[], str]:
    """Ask for the charts of a document, and give what waits for them and finishes its page."""
    found = [figure.chart for figure in figures(document)]
    drawn = draw([chart.spec for chart in found], charts.LOCALES[document.lang])
    places = iter(range(len(found)))
    text = _template().render(
        document=document,
        say=Words(document.lang),
        place=lambda: f"{PICTURE}{next(places)}{PICTURE}",
    )

    def finished() -> str:
        svgs = [charts.inline(svg, chart.alt) for svg, chart in zip(drawn, found, strict=True)]
        return re.sub(f"{PICTURE}([0-9]+){PICTURE}", lambda place: svgs[int(place[1])], text)

    return finished


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    folder = files("hiap.reports")
    loader = FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8"))
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_kept_together,
    )
    return environment.get_template("dossier.html.j2")


def _kept_together(value: object) -> object:
    """Keep numbers with their units; ready-made HTML stays as it is."""
    return unbroken(value) if type(value) is str else value
