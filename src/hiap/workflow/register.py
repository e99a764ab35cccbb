"""The register as a list; it is read from an index, so that ten thousand measures take no longer than ten."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hiap.catalogue.index import Line, Progress, index_of
from hiap.catalogue.measures import catalogue_folders
from hiap.domain.grading import CERTAINTIES

Row = dict[str, object]


def measure_rows(catalogue: str | None = None, progress: Progress | None = None) -> list[Row]:
    """One row per measure of the catalogue, or of a folder of one's own.

    Raises
    ------
    InputError : the folder is not there.
    """
    folders = [Path(catalogue)] if catalogue else catalogue_folders()
    found = {Path(name).stem: line for folder in folders for name, line in index_of(folder, progress).items()}
    return [_register_row(name, found[name]) for name in sorted(found)]


def overdue(rows: list[Row], day: date) -> list[Row]:
    """The entries whose review is due on a day or was before it, the longest due first.

    >>> rows = [{"id": "a", "review_by": "2027-01-01"}, {"id": "b", "review_by": "2026-01-01"}, {"id": "c"}]
    >>> [row["id"] for row in overdue(rows, date(2027, 6, 1))]
    ['b', 'a']
    """
    due = [row for row in rows if row.get("review_by") and str(row["review_by"]) <= day.isoformat()]
    return sorted(due, key=lambda row: (str(row["review_by"]), str(row["id"])))


def _register_row(name: str, line: Line) -> Row:
    if "problem" in line:
        return {"id": name, "certainty": line["problem"]}
    row: Row = {
        "id": name,
        "title_nl": line["title_nl"],
        "title_en": line["title_en"],
        "theme": line["theme"],
        "ministries": ", ".join(ministry.removeprefix("rijk_") for ministry in line["ministries"]),
        "maturity": line["maturity"],
        "review_by": line["review_by"],
    }
    if not line["computed"]:
        return row | {"certainty": "cannot be computed"}
    known = [certainty for certainty in CERTAINTIES if certainty in line["certainties"]]
    return row | {"certainty": ", ".join(known) or "no effect in the sums"}
