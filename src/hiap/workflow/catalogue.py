"""Lists for the faces: tables of the pack and its checks."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import asdict

import numpy as np

from hiap.catalogue.folder import Folder, checked_folder, pack_folder
from hiap.catalogue.named import Named, named
from hiap.catalogue.pack import load_pack
from hiap.catalogue.pack_check import pack_faults
from hiap.catalogue.places import place_rows
from hiap.catalogue.sensitivity import load_sensitivity
from hiap.data import DEFAULT_PACK
from hiap.domain.education import LEVELS
from hiap.domain.errors import InputError
from hiap.domain.pack import SEXES
from hiap.simulation.calibration import SHARE_CUT
from hiap.workflow.reference import Base, base_year, disability_by_sex, expectancies, residual_care, share_of
from hiap.workflow.reference_education import education_of

Row = dict[str, object]
WHO = {"male": "men", "female": "women"}
NOT_PUBLISHED = "; official.csv has no figure to lay beside it"
YEARS_OFF, DEATHS_OFF, MIDDLE_OFF = 0.15, 0.02, 0.5
"""How far life expectancy (years), deaths (share) and the middle level (years) may lie from publications."""
OF_A_FIGURE = ("value", "unit", "bound", "year", "what_nl", "what_en")
TABLE_COLUMNS = ("table", "title", "unit", "year", "grade", "sources", "licence", "note")


def named_rows(kind: str | None = None) -> list[Row]:
    """What policy documents name, of one kind or of all: the figures, the document, its date and the quote.

    Of several figures of an entry every column has one item for each, in the same order, parted by `; `, or
    none at all; `figures` has them one by one. `figure_quote` has the sentences of figures that are not in
    `quote`, parted by ` | `.
    """
    return [_named_row(item) for item in named() if kind in (None, item.kind)]


def _named_row(item: Named) -> Row:
    own = dict.fromkeys(figure.quote for figure in item.figures if figure.quote)
    return {
        "id": item.id,
        "kind": item.kind,
        "title_nl": item.title_nl,
        "title_en": item.title_en,
        **{name: _together([getattr(figure, name) for figure in item.figures]) for name in OF_A_FIGURE},
        "date": item.document.date,
        "document": f"{item.document.publisher}: {item.document.title}",
        "quote": item.quote,
        "figure_quote": " | ".join(own),
        "figures": [{**asdict(figure), "number": figure.number} for figure in item.figures],
    }


def _together(texts: list[str]) -> str:
    return "; ".join(texts) if any(texts) else ""


def pack_rows(pack: str = DEFAULT_PACK) -> list[Row]:
    """One row per table of the pack with unit, year, grade, sources and licence."""
    rows: list[Row] = []
    for name, entry in sorted(load_pack(pack).table_notes.items()):
        row: Row = {column: entry[column] for column in TABLE_COLUMNS}
        rows.append(row | {"table": name})
    return rows


def pack_places(pack: str = DEFAULT_PACK) -> list[Row]:
    """One row per place of a pack: the name to give after its @, its kind, title and persons counted.

    >>> pack_places()[0]["place"], len(pack_places())
    ('dienst-gezondheid-jeugd-zhz', 37)
    """
    return list(place_rows(checked_folder(pack)))


def pack_check(pack: str = DEFAULT_PACK) -> list[Row]:
    """Check a pack: every file and cell, then ranges, sums, and the base year against published figures.

    Raises
    ------
    InputError : every fault of the files, each with its line and cure.
    """
    faults = pack_faults(pack_folder(pack))
    if faults:
        raise InputError(faults)
    rows: list[Row] = [{"check": "files and cells", "ok": True, "detail": "tables, documents and sources"}]
    rows.append(_sensitivities(pack_folder(pack)))
    base = base_year(pack)
    checks = _CHECKS | ({"life expectancy by education": _education} if base.pack.education else {})
    for name, check in checks.items():
        ok, detail = check(base)
        rows.append({"check": name, "ok": ok, "detail": detail})
    return rows


def _sensitivities(folder: Folder) -> Row:
    """What a point is worth was computed from the tables as they are now; a pack may do without."""
    table = load_sensitivity(folder)
    if table is None:
        detail = "none: hiap screen gives no sizes; python tools/build_sensitivities.py makes the table"
    elif table.stale:
        detail = "computed from other tables: run python tools/build_sensitivities.py"
    else:
        detail = f"computed by hiap {table.version} from the tables as they are"
    return {"check": "sensitivities are up to date", "ok": not (table and table.stale), "detail": detail}


def _shares(base: Base) -> tuple[bool, str]:
    """Shares lie between 0 and 1 and add up."""
    pack = base.pack
    worst = float(abs(pack.group_share.sum(axis=-1) - 1.0).max())
    levels = [f.share for f in pack.risk_factors if f.kind == "levels"]
    inside = all(float(share.min()) >= 0 and float(share.max()) <= 1 for share in levels)
    return worst < 1e-5 and inside, f"person shares add to 1 within {worst:.0e}"


def _rates(base: Base) -> tuple[bool, str]:
    """Rates are not negative, and fatal and cured fractions leave room for each other."""
    low = min(
        float(part.min())
        for d in base.pack.diseases
        for part in (d.level, d.remission, d.excess_mortality, d.fatal_fraction, d.cured_fraction)
    )
    full = max(float((d.fatal_fraction + d.cured_fraction).max()) for d in base.pack.diseases)
    return (
        low >= 0 and full <= 1,
        f"lowest rate {low:g}, largest fatal and cured fraction together {full:.2f}",
    )


def _risks(base: Base) -> tuple[bool, str]:
    """Relative risks are positive and not absurd."""
    if not base.pack.relative_risks:
        return True, "the pack has none"
    low = min(float(r.value.min()) for r in base.pack.relative_risks)
    high = max(float(r.value.max()) for r in base.pack.relative_risks)
    return low > 0 and high < 100, f"relative risks from {low:.2f} to {high:.1f}"


def _life_expectancy(base: Base) -> tuple[bool, str]:
    """Life expectancy of the base year against what is published."""
    life, _ = expectancies(base.pack, base.mortality)
    compared = [item for item in base.pack.published if item.figure == "life expectancy"]
    ok = all(abs(float(life[SEXES.index(item.sex), 0]) - item.value) < YEARS_OFF for item in compared)
    return ok, f"men {life[0, 0]:.2f}, women {life[1, 0]:.2f} years{'' if compared else NOT_PUBLISHED}"


def _education(base: Base) -> tuple[bool, str]:
    """The middle level, to which nothing is fitted, over the lowest, against what is published."""
    found = education_of(base)
    years = found.expectancy[0, :, LEVELS.index("middle") + 1] - found.expectancy[0, :, 1]
    published = [found.education.expectancy[(sex, 0)] for sex in SEXES]
    over = [three[LEVELS.index("middle")].value - three[0].value for three in published]
    told = ", ".join(
        f"{WHO[sex]} {years[s]:.1f} years (published {over[s]:.1f})" for s, sex in enumerate(SEXES)
    )
    return float(abs(years - over).max()) < MIDDLE_OFF, f"middle over low: {told}"


def _deaths(base: Base) -> tuple[bool, str]:
    """Deaths of the base year against what is published."""
    deaths = base.projection.deaths[0, 0, 0].sum(axis=-1)
    off = {
        item.sex: float(deaths[SEXES.index(item.sex)]) / item.value - 1.0
        for item in base.pack.published
        if item.figure == "deaths"
    }
    if not off:
        return True, f"men {deaths[0]:,.0f}, women {deaths[1]:,.0f}{NOT_PUBLISHED}"
    told = ", ".join(f"{WHO[sex]} {share:+.1%}" for sex, share in off.items())
    return max(map(abs, off.values())) < DEATHS_OFF, f"{told} of the published number"


def _care(base: Base) -> tuple[bool, str]:
    """Care cost by age and sex adds up to the part of each law's total that is linked to persons."""
    people, laws = base.pack.population, base.pack.laws
    found = {law.id: float((law.cost * people).sum()) for law in laws}
    ok = all(0.5 * law.total.value <= found[law.id] <= 1.01 * law.total.value for law in laws)
    return ok, "; ".join(
        f"{law.id} {found[law.id] / 1e9:.1f} of {law.total.value / 1e9:.1f} bn" for law in laws
    )


def _residual_care(base: Base) -> tuple[bool, str]:
    """Care cost that no modelled disease explains by law: its share."""
    shares = residual_care(base)
    return all(0 <= share <= 1 for share in shares.values()), _percentages(shares)


def _residual_disability(base: Base) -> tuple[bool, str]:
    """Disability that no modelled disease explains by sex: its share."""
    everything, residual = disability_by_sex(base)
    shares = dict(zip(SEXES, map(float, share_of(residual, everything)), strict=True))
    return all(0 <= share <= 1 for share in shares.values()), _percentages(shares)


def _deaths_cut(base: Base) -> tuple[bool, str]:
    """Published deaths by a disease that calibration had to leave to other causes (4.2)."""
    every = float(base.projection.deaths[0, 0, 0].sum())
    published = {disease.id: disease.deaths_underlying.sum() for disease in base.pack.diseases}
    found = base.calibration.disease_deaths[:, 0].sum(axis=-1)
    given = dict(zip(published, found, strict=True))
    cut = [str(line["where"]) for line in base.calibration.clamps if line["what"] == SHARE_CUT]
    short = {name: float(published[name] - given[name]) for name in cut}
    parts = [f"{name} {value:,.0f}" for name, value in sorted(short.items(), key=lambda pair: -pair[1])]
    told = f"{sum(short.values()) / every:.1%} of all deaths".replace("%", " %")
    return all(map(math.isfinite, short.values())), f"{told}: {', '.join(parts)}" if parts else "none"


def _percentages(shares: Mapping[str, float]) -> str:
    """Shares in words, as in zvw 86 %."""
    return ", ".join(f"{name} {share:.0%}".replace("%", " %") for name, share in shares.items())


def _finite(base: Base) -> tuple[bool, str]:
    """No table holds anything but finite numbers."""
    pack = base.pack
    arrays = [pack.population, pack.mortality, pack.mortality_change, pack.fertility, pack.migration]
    return all(bool(np.isfinite(array).all()) for array in arrays), "population, mortality, births, migration"


_CHECKS: dict[str, Callable[[Base], tuple[bool, str]]] = {
    "numbers are finite": _finite,
    "shares add up": _shares,
    "rates are in range": _rates,
    "relative risks are in range": _risks,
    "care cost adds up by law": _care,
    "care cost without a modelled disease": _residual_care,
    "disability without a modelled disease": _residual_disability,
    "published deaths that are cut": _deaths_cut,
    "life expectancy of the base year": _life_expectancy,
    "deaths of the base year": _deaths,
}
