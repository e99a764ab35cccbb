"""The model beside official figures: what it gives for the same thing, and how far apart they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from hiap.catalogue.folder import Folder, pack_folder
from hiap.catalogue.pack import load_pack
from hiap.catalogue.pack_official import first_year, is_given_later
from hiap.data import DEFAULT_PACK
from hiap.domain.pack import SEXES
from hiap.equations.demography import healthy_life_expectancy, life_expectancy
from hiap.simulation.calibration import SHARE_CUT
from hiap.simulation.recording import NOBODY
from hiap.workflow.attributable import deaths_by_cause, spared_deaths
from hiap.workflow.reference import Base, care_by_law, reference_of
from hiap.workflow.sources import OWN_SOURCES

Array = NDArray[np.float64]
Row = dict[str, object]
Cells = Mapping[str, str]
SOLVED, SHOWN, OTHER = "solved", "shown", "other definition"
"""The care of a law that is linked to persons only in part is another thing than its total."""
FIGURES_OF_DISEASES = {
    "prevalence_count": ("patients", SHOWN, "1 January"),
    "incidence_count": ("new cases", SHOWN, "year"),
    "deaths_underlying": ("deaths by cause", SOLVED, "year"),
}
"""What the measures of disease_total are here; underlying deaths are met unless they had to be cut (4.2)."""


def comparison_rows(pack: str = DEFAULT_PACK) -> list[Row]:
    """Give one row per official figure: the model's, the difference, and where the figure comes from.

    The model is the deterministic reference. A figure of the future stands beside the same year of the model
    (`model_year`), a figure of the past beside the base year. `relation` is solved where pack or calibration
    was made to give the figure (it tests the code, not the truth), cut where that could not be done, shown
    where it was not, and other definition where the two are not the same thing or the years lie apart.

    >>> rows = [row for row in comparison_rows() if (row["figure"], row["year"]) == ("population", "2025")]
    >>> rows[0]["relation"]
    'solved'
    """
    figures = list(_figures(pack_folder(pack)))
    first = load_pack(pack).base_year
    last = max((first_year(row) for row in figures if is_given_later(row)), default=first)
    base = reference_of(max(last - first, 0) + 2, pack)
    return [_row(base, row) for row in figures]


def _figures(folder: Folder) -> Iterator[dict[str, str]]:
    """Every official figure of the pack in one form: official.csv, totals of diseases, totals of laws."""
    blank = {"group": "", "ages": "", "moment": "year", "note": ""}
    if folder.has("official.csv"):
        yield from ({**blank, **row} for row in folder.rows("official"))
    for row in folder.rows("disease_total"):
        figure, relation, moment = FIGURES_OF_DISEASES[row["measure"]]
        sex = row["sex"].replace("total", "all")
        own = {"figure": figure, "item": row["disease"], "relation": relation, "moment": moment, "sex": sex}
        yield {**blank, **row, **own}
    for row in folder.rows("law_total"):
        relation = SOLVED if float(row.get("linked_share") or 1.0) == 1.0 else OTHER
        yield {**blank, **row, "figure": "care", "item": row["law"], "sex": "all", "relation": relation}


def _row(base: Base, row: Cells) -> Row:
    """One official figure with the model's beside it."""
    pack = base.pack
    year = max(first_year(row), pack.base_year) if is_given_later(row) else pack.base_year
    model, official = COMPARED[row["figure"]](base, row, year - pack.base_year), float(row["value"])
    known = {**OWN_SOURCES, **pack.sources}
    sources = [known[name.strip()] for name in row["source"].split(";")]
    return {
        "figure": row["figure"],
        "item": row["item"],
        "sex": row["sex"],
        "ages": row["ages"],
        "group": row["group"],
        "year": row["year"],
        "moment": row["moment"],
        "model_year": year,
        "model": _rounded(model),
        "official": official,
        "difference": _rounded(_rounded(model) - official),
        "difference_percent": round(100.0 * (model / official - 1.0), 1) if official else "",
        "unit": row["unit"],
        "relation": _relation(base, row),
        "grade": row["grade"],
        "source": row["source"],
        "producer": "; ".join(dict.fromkeys(source["producer"] for source in sources)),
        "title": "; ".join(source["title"] for source in sources),
        "url": "; ".join(source["url"] for source in sources if source["url"]),
        "read": "yes" if all(source["read"] == "yes" for source in sources) else "no",
        "note": row["note"],
    }


def _relation(base: Base, row: Cells) -> str:
    """Solved, shown or of another definition; what calibration had to cut is not met, and says so.

    Deaths by a disease without excess mortality follow from its fatal fraction: nothing was solved.
    """
    if row["figure"] == "deaths by cause":
        disease = base.pack.diseases[base.pack.disease_index(row["item"])]
        if not disease.excess_mortality.any():
            return SHOWN
    limits = [c["where"] for c in base.calibration.clamps if c["what"] == SHARE_CUT]
    cut = row["figure"] == "deaths by cause" and row["item"] in limits
    return "cut" if cut else row["relation"]


def _rounded(value: float) -> float:
    """Eight figures are more than any of these figures has, and do not depend on the machine."""
    return float(f"{value:.8g}")


def _sexes(row: Cells) -> slice:
    """The places of a row on the axis of sexes."""
    if row["sex"] == "all":
        return slice(None)
    place = SEXES.index(row["sex"])
    return slice(place, place + 1)


def _ages(row: Cells) -> slice:
    """The ages of a row: `65+`, `0-19` or nothing for all."""
    if row["ages"].endswith("+"):
        return slice(int(row["ages"][:-1]), None)
    first, _, last = row["ages"].partition("-")
    return slice(int(first), int(last) + 1) if last else slice(None)


def _people(base: Base, row: Cells, t: int) -> float:
    """Persons on 1 January, or the mean of two of them for the middle of the year."""
    persons = base.projection.persons[0, 0][:, _sexes(row), _ages(row)].sum(axis=(1, 2, 3))
    return float(persons[t] if row["moment"] == "1 January" else 0.5 * (persons[t] + persons[t + 1]))


def _deaths(base: Base, row: Cells, t: int) -> float:
    return float(base.projection.deaths[0, 0, t, _sexes(row)].sum())


def _life(base: Base, row: Cells, t: int) -> float:
    """Life expectancy at an age of one sex, of all or of one group, in the base year."""
    rate, infant, _ = _life_table(base, row)
    return float(life_expectancy(rate, infant, int(row["ages"])))


def _healthy_life(base: Base, row: Cells, t: int) -> float:
    rate, infant, good = _life_table(base, row)
    return float(healthy_life_expectancy(rate, infant, good, int(row["ages"])))


def _life_table(base: Base, row: Cells) -> tuple[Array, Array, Array]:
    """Mortality by age, share lived by infants who die, and share in good health, of one sex and group."""
    pack, sex = base.pack, SEXES.index(row["sex"])
    infant = np.asarray(pack.infant_share_lived[sex])
    if row["group"]:
        group = pack.groups.index(row["group"])
        return base.mortality.by_group[0, 0, sex, :, group], infant, pack.good_health[sex, :, group]
    good = (pack.good_health[sex] * pack.group_share[sex]).sum(axis=-1)
    return base.mortality.national[0, 0, sex], infant, good


def _patients(base: Base, row: Cells, t: int) -> float:
    """Patients on 1 January of the base year; of a later year, of both sexes, the mean over it."""
    if t > 0:
        return float(base.projection.sick_years[base.pack.disease_index(row["item"]), 0, 0, t].sum())
    people = base.pack.population[..., None] * base.pack.group_share
    sick = people * base.calibration.prevalence[base.pack.disease_index(row["item"]), 0]
    return float(sick[_sexes(row)].sum())


def _cases(base: Base, row: Cells, t: int) -> float:
    """New cases of the year; by sex with the person-years of the sex, in the base year."""
    disease = base.pack.disease_index(row["item"])
    if t > 0:
        return float(base.projection.cases[disease, 0, 0, t].sum())
    lived = base.projection.person_years[0, 0, 0].sum(axis=-1)
    return float((base.projection.base_cases[disease, 0] * lived)[_sexes(row)].sum())


def _disease_deaths(base: Base, row: Cells, t: int) -> float:
    return float(base.calibration.disease_deaths[base.pack.disease_index(row["item"]), 0, _sexes(row)].sum())


def _exposure(base: Base, row: Cells, t: int) -> float:
    """Share of persons at a level, or above a value of a ln-normal mean such as `bmi/30+`."""
    pack = base.pack
    name, _, level = row["item"].partition("/")
    factor = pack.risk_factor(name)
    if factor.kind == "levels":
        share = factor.share[factor.levels.index(level)]
    else:
        share = _above(factor.mean, factor.spread, float(level.removesuffix("+")))
    people = pack.population[..., None] * pack.group_share
    chosen = (_sexes(row), _ages(row))
    return float((people * share)[chosen].sum() / people[chosen].sum())


def _above(mean: Array, spread: Array, limit: float) -> Array:
    """Share of a ln-normal value above a limit, by cell; the spread is the standard deviation of ln."""
    z = (np.log(limit / mean) + 0.5 * spread**2) / spread
    return np.asarray(np.vectorize(lambda value: 1.0 - NormalDist().cdf(value))(z))


def _care(base: Base, row: Cells, t: int) -> float:
    return care_by_law(base)[row["item"]]


def _attributable(base: Base, row: Cells, t: int) -> float:
    """Deaths that go with one or several risk factors (`smoking+inactivity`), together (3.2)."""
    spared = spared_deaths(base, row["item"].split("+"))
    return float(sum(deaths[_sexes(row)].sum() for deaths in spared.values()))


def _attributable_share(base: Base, row: Cells, t: int) -> float:
    """Part of the deaths by one cause that goes with a risk factor (`smoking/copd`)."""
    factor, _, cause = row["item"].partition("/")
    spared = spared_deaths(base, [factor]).get(cause, np.zeros(len(SEXES)))
    return float(spared[_sexes(row)].sum() / max(deaths_by_cause(base)[cause][_sexes(row)].sum(), NOBODY))


COMPARED: Mapping[str, Callable[[Base, Cells, int], float]] = {
    "population": _people,
    "deaths": _deaths,
    "life expectancy": _life,
    "healthy life expectancy": _healthy_life,
    "patients": _patients,
    "new cases": _cases,
    "deaths by cause": _disease_deaths,
    "exposure": _exposure,
    "care": _care,
    "attributable deaths": _attributable,
    "attributable share": _attributable_share,
}
