"""Row headings in the tags of a PDF: typst marks the heads of columns alone, and has no way here to say more.

The first cell of a row becomes the heading (TH) of that row, and each other cell of the row names it beside
the head of its column. The tags stand in plain text in a file that typst writes; else it is left as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

Objects = dict[int, bytes]

TABLE = re.compile(
    rb"xref\n0 \d+\n((?:\d{10} \d{5} [nf]\r\n)+)trailer\n(.*)startxref\n\d+\n%%EOF\s*$", re.DOTALL
)
"""The list of places at the end of a file, and what follows it."""
ROW = re.compile(rb"/S/TR/P \d+ 0 R/K\[([^\]]*)\]")
CELL = re.compile(rb"/S/TD(/P \d+ 0 R)/A\[<</O/Table/Headers\[\((U\w+?)x(\d+)y0\)\]>>")
"""A cell under the head of a column: the name of its table and the place of the column."""
NAMES = re.compile(rb"(?<=/IDTree<</Names\[)[^\]]*(?=\])")
NAME = re.compile(rb"\(([^)]*)\)(\d+ 0 R)")


def with_row_headings(file: bytes) -> bytes:
    """Mark the first cell of each row of each table as the heading of that row.

    Parameters
    ----------
    file : a tagged PDF as typst writes it.

    Returns
    -------
    The same file with these headings; nothing that is printed changes.
    """
    end = TABLE.search(file)
    if end is None:
        return file
    objects = _objects(file, end)
    before = file[: end.start() - sum(map(len, objects.values()))]
    known = dict(_headings(objects))
    root = next((number for number, body in objects.items() if NAMES.search(body)), None)
    if root is not None:
        objects[root] = NAMES.sub(lambda found: _listed(found[0], known), objects[root])
    return _written(before, objects, end[2])


def _objects(file: bytes, end: re.Match[bytes]) -> Objects:
    """What stands at each place, by number, in the order of the file."""
    places = [int(line[:10]) for line in end[1].splitlines()]
    order = sorted(range(1, len(places)), key=places.__getitem__)
    limits = [*(places[number] for number in order[1:]), end.start()]
    return {number: file[places[number] : limit] for number, limit in zip(order, limits, strict=True)}


def _headings(objects: Objects) -> Iterator[tuple[bytes, bytes]]:
    """Mark the headings of rows, and give their names with their objects."""
    rows: Counter[bytes] = Counter()
    for number in sorted(objects):
        found = ROW.search(objects[number])
        cells = [int(place) for place in found[1].split()[::3]] if found else []
        first = CELL.search(objects[cells[0]]) if cells else None
        if first is None or first[3] != b"0":
            continue
        rows[first[2]] += 1
        name = b"%sx0y%d" % (first[2], rows[first[2]])
        head = rb"/S/TH\1/ID(%s)/A[<</O/Table/Scope/Row/Headers[(\2x\3y0)]>>" % name
        objects[cells[0]] = CELL.sub(head, objects[cells[0]])
        for cell in cells[1:]:
            both = rb"/S/TD\1/A[<</O/Table/Headers[(\2x\3y0)(%s)]>>" % name
            objects[cell] = CELL.sub(both, objects[cell])
        yield name, b"%d 0 R" % cells[0]


def _listed(names: bytes, more: dict[bytes, bytes]) -> bytes:
    """All names with their objects, in the order of their bytes, as the format asks."""
    known = {**dict(NAME.findall(names)), **more}
    return b"".join(b"(%s)%s" % (name, known[name]) for name in sorted(known))


def _written(before: bytes, objects: Objects, after: bytes) -> bytes:
    """Put the objects after each other again, and list their new places."""
    made = bytearray(before)
    places = {}
    for number, body in objects.items():
        places[number] = len(made)
        made += body
    lines = b"".join(b"%010d 00000 n\r\n" % places[number] for number in sorted(places))
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f\r\n%strailer\n%s" % (len(places) + 1, lines, after)
    return bytes(made + b"startxref\n%d\n%%%%EOF" % start)
