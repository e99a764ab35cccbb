"""Staff in care (7.2): full-time equivalents more or less by law, in marked years and structurally."""

from __future__ import annotations

from hiap.economics.budget import structural_amount
from hiap.economics.discounting import ordered_sum
from hiap.workflow.budget import marks, running, structural_years
from hiap.workflow.labels import titled
from hiap.workflow.views import Array, View, value

TOTAL = "total"


def staff_of(view: View, many: bool) -> dict[str, object]:
    """Staff under every law with a figure, and their sum; plus is more than in the reference."""
    laws = [(place, law) for place, law in enumerate(view.task.pack.laws) if law.staff is not None]
    flows = {law.id: view.found.staff[:, view.index, :, place] for place, law in laws}
    rows = {law.id: _row(view, dict(law.title), flows[law.id], many) for _, law in laws}
    if len(flows) > 1:
        rows[TOTAL] = _row(view, titled("Samen", "Together"), ordered_sum(flows.values()), many)
    return {"unit": "fte", "structural_over": structural_years(view), "laws": rows}


def _row(view: View, title: dict[str, str], flow: Array, many: bool) -> dict[str, object]:
    """One law: its title, marked years, and the mean of the last years in which the measures run."""
    base = view.task.pack.base_year
    return {
        "title": title,
        "marks": {str(base + place): value(flow[:, place], many) for place in marks(view)},
        "structural": value(structural_amount(flow[:, running(view)]), many),
    }
