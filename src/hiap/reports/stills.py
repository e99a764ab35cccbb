"""Charts as PNG pictures for a file that takes no SVG, made by typst: the same on every machine."""

from __future__ import annotations

import json
from typing import cast

from hiap.reports.document import Document
from hiap.reports.pdf import compiled, pictures, printable
from hiap.reports.renderer import Draw

CENTIMETRE = 360_000
"""Units of Word in a centimetre."""
PICTURE_WIDTH = 16 * CENTIMETRE
DOTS_PER_INCH = 170
TEMPLATE = b"""#set page(width: 16cm, height: auto, margin: 0pt, fill: white)
#for (place, svg) in json(bytes(sys.inputs.document)).enumerate() {
  if place > 0 { pagebreak() }
  image(bytes(svg), format: "svg", width: 16cm)
}"""


def png_pictures(document: Document, draw: Draw) -> list[bytes]:
    """Give the charts of a document as PNG, in order."""
    found = pictures(document, draw)
    if not found:
        return []
    made = compiled(
        TEMPLATE, printable(json.dumps(found, ensure_ascii=False)), format="png", ppi=DOTS_PER_INCH
    )
    return cast(list[bytes], [made] if isinstance(made, bytes) else list(made))
