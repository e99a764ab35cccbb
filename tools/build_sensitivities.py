"""Write sensitivity.csv into a pack: python tools/build_sensitivities.py [--pack FOLDER] [--draws 100]."""

from __future__ import annotations

import argparse
import csv
import io
from pathlib import Path

from hiap import __version__
from hiap.catalogue.folder import pack_folder
from hiap.catalogue.pack import load_pack
from hiap.catalogue.pack_tables import table_format
from hiap.catalogue.sensitivity import TABLE, basis_of
from hiap.data import DEFAULT_PACK
from hiap.workflow.sensitivity import sensitivities

DRAWS = 100
UNIT = "HALY over 40 years per percentage point of persons"
UNIT_OF_A_MEAN = "HALY over 40 years per {unit}"


def table_text(pack: str, draws: int) -> str:
    """The whole table: the model run for every risk factor, sex, age band and group."""
    country, basis = load_pack(pack), basis_of(pack_folder(pack))
    units = {
        factor.id: UNIT if factor.kind == "levels" else UNIT_OF_A_MEAN.format(unit=factor.unit)
        for factor in country.risk_factors
    }
    text = io.StringIO()
    columns = [column.name for column in table_format()[TABLE]]
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    for row in sensitivities(country, draws):
        computed = {"source": "computed by hiap", "version": __version__, "basis": basis}
        writer.writerow({**row, "unit": units[str(row["risk_factor"])], **computed})
    return text.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", default=DEFAULT_PACK, help="id of a pack, or its folder")
    parser.add_argument("--draws", type=int, default=DRAWS, help="draws for the intervals; 0: none")
    arguments = parser.parse_args()
    text = table_text(arguments.pack, arguments.draws)
    Path(str(pack_folder(arguments.pack).path.joinpath(f"{TABLE}.csv"))).write_text(
        text, encoding="utf-8", newline="\n"
    )
    print(f"wrote {TABLE}.csv: {len(text.splitlines()) - 1} rows")


if __name__ == "__main__":
    main()
