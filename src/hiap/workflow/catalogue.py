"""Lists for the faces: measures of the catalogue, tables of the pack and its checks."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from hiap.catalogue.measures import catalogue_ids, load_measure
from hiap.catalogue.pack import load_pack
from hiap.domain.errors import PackError
from hiap.domain.pack import Pack
from hiap.workflow.inputs import describe
from hiap.workflow.reference import base_year, expectancies
from hiap.workflow.vocabulary import vocabulary_of

Row = dict[str, object]
TABLE_COLUMNS = ("table", "title", "unit", "year", "grade", "sources", "licence", "note")


def measure_rows() -> list[Row]:
    """One row per measure of the catalogue."""
    words = vocabulary_of(load_pack())
    rows: list[Row] = []
    for name in catalogue_ids():
        measure = load_measure(name, words)
        certainties = sorted({effect.evidence.certainty for effect in measure.effects})
        rows.append(
            {
                "id": measure.id,
                "title_nl": measure.title.nl,
                "title_en": measure.title.en,
                "domain": measure.domain,
                "maturity": measure.maturity,
                "start": measure.start,
                "duration": measure.duration,
                "certainty": ", ".join(certainties) or "no effect in the sums",
            }
        )
    return rows


def show(identifier: str) -> dict[str, object]:
    """Everything about one measure, by id or path."""
    pack = load_pack()
    measure = load_measure(identifier, vocabulary_of(pack))
    document = measure.model_dump(mode="json")
    return {
        "id": measure.id,
        "title": measure.title.model_dump(),
        **describe(pack, measure),
        "document": document,
    }


def pack_rows() -> list[Row]:
    """One row per table of the pack with unit, year, grade, sources and licence."""
    rows: list[Row] = []
    for name, entry in sorted(load_pack().table_notes.items()):
        row: Row = {column: entry[column] for column in TABLE_COLUMNS}
        rows.append(row | {"table": name})
    return rows


def pack_check() -> list[Row]:
    """Check the pack: schema and sources by loading it, ranges, sums, and the base year against totals."""
    rows: list[Row] = []
    for name, check in _CHECKS.items():
        try:
            ok, detail = check(load_pack())
        except PackError as error:
            ok, detail = False, str(error)
        rows.append({"check": name, "ok": ok, "detail": detail})
    return rows


def _shares(pack: Pack) -> tuple[bool, str]:
    """Shares lie between 0 and 1 and add up."""
    worst = float(abs(pack.group_share.sum(axis=-1) - 1.0).max())
    levels = [f.share for f in pack.risk_factors if f.kind == "levels"]
    inside = all(float(share.min()) >= 0 and float(share.max()) <= 1 for share in levels)
    return worst < 1e-5 and inside, f"person shares add to 1 within {worst:.0e}"


def _rates(pack: Pack) -> tuple[bool, str]:
    """Rates are not negative, and fatal and cured fractions leave room for each other."""
    low = min(
        float(part.min())
        for d in pack.diseases
        for part in (d.level, d.remission, d.excess_mortality, d.fatal_fraction, d.cured_fraction)
    )
    full = max(float((d.fatal_fraction + d.cured_fraction).max()) for d in pack.diseases)
    return (
        low >= 0 and full <= 1,
        f"lowest rate {low:g}, largest fatal and cured fraction together {full:.2f}",
    )


def _risks(pack: Pack) -> tuple[bool, str]:
    """Relative risks are positive and not absurd."""
    low = min(float(r.value.min()) for r in pack.relative_risks)
    high = max(float(r.value.max()) for r in pack.relative_risks)
    return low > 0 and high < 100, f"relative risks from {low:.2f} to {high:.1f}"


def _life_expectancy(pack: Pack) -> tuple[bool, str]:
    """Life expectancy of the base year against the published figures (80.7 and 83.5)."""
    life, _ = expectancies(pack, base_year().mortality)
    men, women = float(life[0, 0]), float(life[1, 0])
    return abs(men - 80.7) < 0.15 and abs(women - 83.5) < 0.15, f"men {men:.2f}, women {women:.2f} years"


def _deaths(pack: Pack) -> tuple[bool, str]:
    """Deaths of the base year against the published figures (85,800 and 87,600)."""
    deaths = base_year().projection.deaths[0, 0, 0].sum(axis=-1)
    off = [float(deaths[0]) / 85_800 - 1, float(deaths[1]) / 87_600 - 1]
    return max(map(abs, off)) < 0.02, f"men {off[0]:+.1%}, women {off[1]:+.1%} of the published number"


def _care(pack: Pack) -> tuple[bool, str]:
    """Care cost by age and sex adds up to the part of each law's total that is linked to persons."""
    people = pack.population
    found = [
        f"{law.id} {float((law.cost * people).sum()) / 1e9:.1f} of {law.total.value / 1e9:.1f} bn"
        for law in pack.laws
    ]
    ok = all(0.5 < float((law.cost * people).sum()) / law.total.value < 1.01 for law in pack.laws)
    return ok, "; ".join(found)


def _finite(pack: Pack) -> tuple[bool, str]:
    """No table holds anything but finite numbers."""
    arrays = [pack.population, pack.mortality, pack.mortality_change, pack.fertility, pack.migration]
    return all(bool(np.isfinite(array).all()) for array in arrays), "population, mortality, births, migration"


_CHECKS: dict[str, Callable[[Pack], tuple[bool, str]]] = {
    "numbers are finite": _finite,
    "shares add up": _shares,
    "rates are in range": _rates,
    "relative risks are in range": _risks,
    "care cost adds up by law": _care,
    "life expectancy of the base year": _life_expectancy,
    "deaths of the base year": _deaths,
}
