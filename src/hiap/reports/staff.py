"""Staff in care, as a table: full-time equivalents more or less by law."""

from __future__ import annotations

from collections.abc import Mapping

from hiap.reports.blocks import Table, estimate_cell, words_cell
from hiap.reports.result import mean_of, part, whole
from hiap.reports.text import Words

SMALLEST = 0.5


def staff_table(words: Words, scenario: Mapping[str, object]) -> Table | None:
    """Staff by law in marked years and structurally; None where nothing reaches half a full-time job."""
    laws = part(scenario, "staff", "laws")
    found = [part(laws, law) for law in laws]
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
    head = (words("staff.law"), *years, words("staff.structural"))
    return Table(words("staff.caption"), head, body, words("staff.note", first=first, last=last))
