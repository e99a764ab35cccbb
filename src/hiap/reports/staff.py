"""Staff in care, as tables: full-time equivalents more or less, by law and by sector of care."""

from __future__ import annotations

from collections.abc import Mapping

from hiap.reports.blocks import Table, estimate_cell, words_cell
from hiap.reports.result import mean_of, part, whole
from hiap.reports.text import Words

SMALLEST = 0.5


def staff_table(words: Words, scenario: Mapping[str, object], by: str = "law") -> Table | None:
    """Staff by law, or by sector, in marked years and structurally; None where nothing reaches half a job."""
    rows = part(scenario, "staff", f"{by}s")
    found = [part(rows, name) for name in rows]
    years = list(dict.fromkeys(year for row in found for year in part(row, "marks")))
    body = tuple(
        (
            words_cell(words.local(row.get("title"))),
            *(estimate_cell(part(row, "marks").get(year), words.lang) for year in years),
            estimate_cell(row.get("structural"), words.lang),
        )
        for row in found
    )
    amounts = [value for row in found for value in (*part(row, "marks").values(), row.get("structural"))]
    if all(abs(mean_of(value)) < SMALLEST for value in amounts):
        return None
    over = part(scenario, "staff").get("structural_over")
    first, last = (whole(year, 0) for year in over) if isinstance(over, list | tuple) else (0, 0)
    head = (words(f"staff.{by}"), *years, words("staff.structural"))
    note = words(f"staff.{by}_note", first=first, last=last)
    return Table(words(f"staff.{by}_caption"), head, body, note)
