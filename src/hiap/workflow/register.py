"""The register as a list; it is read from an index, so that ten thousand measures take no longer than ten."""

from __future__ import annotations

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


def _register_row(name: str, line: Line) -> Row:
    if "problem" in line:
        return {"id": name, "certainty": f"cannot be read: {line['problem']}"}
    row: Row = {
        "id": name,
        "title_nl": line["title_nl"],
        "title_en": line["title_en"],
        "theme": line["theme"],
        "ministries": ", ".join(ministry.removeprefix("rijk_") for ministry in line["ministries"]),
        "maturity": line["maturity"],
    }
    if not line["computed"]:
        return row | {"certainty": "cannot be computed"}
    known = [certainty for certainty in CERTAINTIES if certainty in line["certainties"]]
    return row | {"certainty": ", ".join(known) or "no effect in the sums"}
