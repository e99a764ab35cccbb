"""Staff in care (7.2): full-time equivalents more or less, by law and by sector, marked and structurally."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hiap.economics.budget import structural_amount
from hiap.economics.discounting import ordered_sum
from hiap.workflow.budget import marks, running, structural_years
from hiap.workflow.labels import titled
from hiap.workflow.views import Array, View, value

TOTAL = "total"
Titled = tuple[str, Mapping[str, str], Array]


def staff_of(view: View, many: bool) -> dict[str, object]:
    """Staff under every law and in every sector with a figure; plus is more than in the reference."""
    pack, found = view.task.pack, view.found
    laws = [
        (law.id, law.title, found.staff[:, view.index, :, place])
        for place, law in enumerate(pack.laws)
        if law.staff is not None
    ]
    sectors = [
        (sector.id, sector.title, found.sector_staff[:, view.index, :, place])
        for place, sector in enumerate(pack.care_sectors)
        if sector.staff_per_million > 0.0
    ]
    return {
        "unit": "fte",
        "structural_over": structural_years(view),
        "laws": _rows(view, laws, many),
        "sectors": _rows(view, sectors, many),
    }


def _rows(view: View, parts: Sequence[Titled], many: bool) -> dict[str, object]:
    """A row for every part, and one for all of them if there are more."""
    rows = {name: _row(view, dict(title), flow, many) for name, title, flow in parts}
    if len(rows) > 1:
        together = ordered_sum([flow for _, _, flow in parts])
        rows[TOTAL] = _row(view, titled("Samen", "Together"), together, many)
    return dict(rows)


def _row(view: View, title: dict[str, str], flow: Array, many: bool) -> dict[str, object]:
    """One law or sector: its title, marked years, and the mean of the last years that the measures run."""
    base = view.task.pack.base_year
    return {
        "title": title,
        "marks": {str(base + place): value(flow[:, place], many) for place in marks(view)},
        "structural": value(structural_amount(flow[:, running(view)]), many),
    }
