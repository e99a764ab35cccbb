"""Checks a pack folder in full before it is read: documents, tables, and what one says of the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from hiap.catalogue.figures import UNITS
from hiap.catalogue.folder import Folder, is_number
from hiap.catalogue.nearest import cure_for
from hiap.catalogue.pack_documents import (
    Economics,
    Factor,
    Inputs,
    PackDocument,
    Parties,
    Series,
    SeriesText,
    read_part,
)
from hiap.catalogue.pack_education import EXPECTANCY, SHARE, education_faults
from hiap.catalogue.pack_living import living_faults
from hiap.catalogue.pack_official import FIGURES, OFFICIAL, official_faults
from hiap.catalogue.pack_outcomes import OUTCOME_WORDS, account_words
from hiap.catalogue.pack_tables import FIGURE_TABLES, GRADES, Line, Table, check_table, table_format
from hiap.catalogue.pack_work import DAYS
from hiap.catalogue.pack_work_rules import work_faults
from hiap.catalogue.sensitivity import TABLE as SENSITIVITY
from hiap.catalogue.table_rules import table_faults
from hiap.domain.education import LEVELS
from hiap.domain.errors import Fault
from hiap.domain.names import ALL_CAUSE
from hiap.domain.pack import SEXES

SHARES_TOLERANCE = 1e-4
EARLIEST_LATER_AGE = 46
BOUNDARY = ("resources", "health", "welfare")
MEASURES = ("prevalence", "incidence", "remission", "excess_mortality", "fatal_fraction", "cured_fraction")
LEADING = ("prevalence", "incidence")
TOTALS = ("deaths_underlying", "prevalence_count", "incidence_count")
KEYS = {
    "disease_total": ("disease", "measure", "sex"),
    "disability_weight": ("disease",),
    "exposure_trend": ("risk_factor", "level"),
    "law_total": ("law",),
    "price_index": ("index", "year"),
    "ses_gap": ("sex", "age"),
    EXPECTANCY: ("sex", "age", "education"),
    "sources": ("id",),
    "tables": ("table",),
    "absence": ("disease", "basis"),
    "disability_benefit": ("disease",),
    "outcome": ("outcome", "line"),
    **dict.fromkeys(FIGURE_TABLES, ("id",)),
    SENSITIVITY: ("risk_factor", "level_to", "sex", "age_from", "ses"),
}
AGE_KEYS = {
    "relative_risk": ("risk_factor", "exposure", "outcome"),
    "disease_effect": ("disease", "outcome"),
    "lag": ("risk_factor", "disease"),
    "paid_work": ("unit",),
}
OF_NO_FILE = ("convention",)
COMPUTED = (SENSITIVITY,)
"""Tables that say in each row that hiap computed them, and with what."""


@dataclass(frozen=True)
class Content:
    """The documents and tables of a folder whose schemas hold."""

    path: str
    pack: PackDocument
    inputs: Inputs
    economics: Economics
    parties: Parties
    tables: Mapping[str, Table]
    series: Mapping[str, SeriesText]


def pack_faults(folder: Folder) -> list[Fault]:
    """Every fault of a pack folder: first of the documents, then of every cell, then between them.

    Each step needs what the one before it found in order, so a fault may hide others of a later step.
    """
    pack, _, faults = read_part(folder, "pack", PackDocument)
    inputs, _, more = read_part(folder, "inputs", Inputs)
    economics, _, of_money = read_part(folder, "economics", Economics)
    parties, _, of_parties = read_part(folder, "parties", Parties)
    series, _, of_series = (
        read_part(folder, "series", Series) if folder.has("series.yaml") else (None, None, [])
    )
    faults += more + of_money + of_parties + of_series
    sources = check_table(folder, "sources", _words(None, None, ()))
    words = _words(pack, parties, [line.cells["id"] for line in sources.lines])
    tables = {name: check_table(folder, name, words) for name in table_format()}
    faults += [fault for table in tables.values() for fault in table.faults]
    if faults or not (pack and inputs and economics and parties):
        return faults
    content = Content(
        str(folder.path), pack, inputs, economics, parties, tables, series.root if series else {}
    )
    return [fault for rule in RULES for fault in rule(content)]


def _words(
    pack: PackDocument | None, parties: Parties | None, sources: Sequence[str]
) -> dict[str, Sequence[str]]:
    """The words that the cells of the tables may be, as far as they are known."""
    always: dict[str, Sequence[str]] = {
        "sex": SEXES,
        "source": (*sources, *OF_NO_FILE),
        "measure": MEASURES,
        "basis": ("per_prevalent_year", "per_new_case"),
        "read": ("yes", "no"),
        "total": TOTALS,
        "education": LEVELS,
        "sex or total": (*SEXES, "total"),
        "sex or all": (*SEXES, "all"),
        "figure": tuple(FIGURES),
        "moment": ("1 January", "mid-year", "year"),
        "relation": ("solved", "shown", "other definition"),
        "unit of a figure": UNITS,
        "unit of absence": tuple(DAYS),
        **OUTCOME_WORDS,
    }
    if parties is not None:
        always |= account_words(_payers(parties))
    if pack is None:
        return always
    years = [str(year) for year in range(pack.base_year, pack.last_year + 1)]
    diseases = [item.id for item in pack.diseases]
    levels = [level for factor in pack.risk_factors for level in (*factor.levels, "mean", "spread")]
    return always | {
        "age": [str(age) for age in range(pack.ages.last + 1)],
        "ses": pack.ses.groups,
        "year": years,
        "change": years[:-1],
        "disease": diseases,
        "outcome": [*diseases, ALL_CAUSE],
        "risk_factor": [factor.id for factor in pack.risk_factors],
        "level": list(dict.fromkeys(levels)),
        "law": [law.id for law in pack.laws],
        "certainty": list(pack.causal_credit.values),
    }


def _payers(parties: Parties) -> list[str]:
    """Parties that can pay: not the boundary accounts."""
    return [party.id for party in parties.parties if not party.boundary]


def _pack_rules(content: Content) -> Iterator[Fault]:
    """Years, groups, ids and levels of pack.yaml."""
    pack, path = content.pack, f"{content.path}/pack.yaml"
    if pack.last_year <= pack.base_year:
        yield Fault(path, None, "last_year is not after base_year", "give at least one year more")
    for name, found in (
        ("ses/groups", pack.ses.groups),
        ("diseases", [item.id for item in pack.diseases]),
        ("risk_factors", [item.id for item in pack.risk_factors]),
        ("laws", [item.id for item in pack.laws]),
        ("parties", [item.id for item in content.parties.parties]),
    ):
        for twice in sorted({item for item in found if found.count(item) > 1}):
            yield Fault(path, None, f"{name}: {twice} stands there twice", "give each an id of its own")
    for factor in pack.risk_factors:
        yield from _factor_rules(path, factor)
    for grade in sorted(set(GRADES) - set(pack.default_coefficient_of_variation.values)):
        problem = f"default_coefficient_of_variation has no value for grade {grade}"
        yield Fault(path, None, problem, "add one, such as 0.2")


def _factor_rules(path: str, factor: Factor) -> Iterator[Fault]:
    """Levels or a mean, and the least harm."""
    if factor.kind == "levels" and len(factor.levels) < 2:
        cure = "list them, the least harmful first"
        yield Fault(path, None, f"{factor.id} has fewer than two levels", cure)
    elif factor.kind == "levels" and factor.least_harm != factor.levels[0]:
        cure = f"write {factor.levels[0]}, or put that level first"
        yield Fault(path, None, f"{factor.id}: least_harm is not the first level", cure)
    if factor.kind == "mean" and not isinstance(factor.least_harm, float | int):
        cure = "write the mean at which the risk is least"
        yield Fault(path, None, f"{factor.id}: least_harm is no number", cure)


def _party_rules(content: Content) -> Iterator[Fault]:
    """Accounts that the ledger needs, accounts of perspectives, and discounting that there is not."""
    known = _payers(content.parties)
    boundary = {party.id for party in content.parties.parties if party.boundary}
    path = f"{content.path}/parties.yaml"
    for name in BOUNDARY:
        if name not in boundary:
            yield Fault(path, None, f"the boundary account {name} is missing", "add it with boundary: true")
    for group in content.pack.ses.groups:
        if f"households_{group.lower()}" not in known:
            cure = f"add a party households_{group.lower()}: its members pay and gain"
            yield Fault(path, None, f"the households of group {group} are missing", cure)
    path, economics = f"{content.path}/economics.yaml", content.economics
    for name, view in economics.perspectives.items():
        for account in view.accounts:
            if account not in known:
                problem = f"perspectives/{name}: {account} is no party"
                yield Fault(path, None, problem, cure_for(account, known))
    for account in economics.equity.care_budget if economics.equity else ():
        if account not in known:
            problem = f"equity/care_budget: {account} is no party"
            yield Fault(path, None, problem, cure_for(account, known))
    schemes = [(f"perspectives/{name}", view.discounting) for name, view in economics.perspectives.items()]
    schemes += [(f"variants/{v}", t.discounting) for v, t in economics.variants.items() if t.discounting]
    schemes += [("cost_effectiveness", economics.cost_effectiveness)] if economics.cost_effectiveness else []
    for where, scheme in [*schemes, ("discounting_of_a_party", economics.discounting_of_a_party)]:
        if scheme not in economics.discounting:
            problem = f"{where}: no discounting {scheme}"
            yield Fault(path, None, problem, cure_for(scheme, economics.discounting))
    if "society" not in economics.perspectives:
        yield Fault(path, None, "perspectives: society is missing", "add it with all parties as accounts")


def _source_rules(content: Content) -> Iterator[Fault]:
    """Every table described, and every source of a document in sources.csv."""
    described = {line.cells["table"] for line in content.tables["tables"].lines}
    path = content.tables["tables"].path
    for name in set(table_format()) - described - {"sources", "tables", *COMPUTED}:
        if content.tables[name].lines:
            cure = "add a row with its source and grade"
            yield Fault(path, None, f"the table {name} is not described", cure)
    known = {line.cells["id"] for line in content.tables["sources"].lines} | set(OF_NO_FILE)
    inputs, economics, pack = content.inputs, content.economics, content.pack
    named = [("pack", pack.infant_a0.source), ("pack", pack.share_male_at_birth.source)]
    numbers = [inputs.mortality_trend, inputs.group_gap_trend, inputs.good_health_slope]
    numbers += [inputs.education_complete_age] if inputs.education_complete_age else []
    numbers += [item for law in inputs.of_laws() for item in law.values()]
    named += [("inputs", item.source) for item in numbers]
    named += [("inputs", item.source) for item in inputs.of_diseases()]
    named += [("economics", item.source) for item in economics.discounting.values()]
    named += [("economics", value.source) for value in economics.qaly_values.values()]
    named += [("economics", item.source) for item in (economics.equity.numbers() if economics.equity else ())]
    if economics.work:
        named += [("economics", item.source) for item in economics.work.numbers()]
    named += [("economics", age.source) for item in economics.living.values() for age in item.from_age]
    named += [("parties", party.budget.source) for party in content.parties.parties if party.budget]
    named += [("series", source) for item in content.series.values() for source in item.sources]
    for name, sources in named:
        for source in sources.split(";"):
            if source.strip() not in known:
                problem = f"the source {source!r} is not in sources.csv"
                yield Fault(f"{content.path}/{name}.yaml", None, problem, "add it there, or correct the id")


def _rows_by(table: Table, *names: str) -> dict[tuple[str, ...], list[Line]]:
    """The rows of a table by some of their cells."""
    found: dict[tuple[str, ...], list[Line]] = {}
    for line in table.lines:
        found.setdefault(tuple(line.cells[name] for name in names), []).append(line)
    return found


def _share_rules(content: Content) -> Iterator[Fault]:
    """Shares over groups, and over the levels of a risk factor, that do not add up to 1."""
    levelled = {factor.id for factor in content.pack.risk_factors if factor.kind == "levels"}
    cells = {"ses_share": ("sex", "age"), SHARE: ("sex", "age")}
    for name, cell in (cells | {"exposure": ("risk_factor", "sex", "age", "ses")}).items():
        table = content.tables[name]
        off = [
            (key, lines[0].number, total)
            for key, lines in _rows_by(table, *cell).items()
            if (name in cells or key[0] in levelled)
            and abs((total := sum(float(line.cells["value"]) for line in lines)) - 1.0) > SHARES_TOLERANCE
        ]
        if off:
            key, line, total = off[0]
            problem = f"the shares of {', '.join(key)} add up to {total:g}, and of {len(off) - 1} cells more"
            yield Fault(table.path, line, problem, "make them add up to 1")


def _needed_rules(content: Content) -> Iterator[Fault]:
    """Rows that a disease, risk factor, law or group cannot do without."""
    pack, tables = content.pack, content.tables
    diseases = [(item.id,) for item in pack.diseases]
    laws = [(law.id,) for law in pack.laws]
    levels = [
        (factor.id, level)
        for factor in pack.risk_factors
        for level in (factor.levels if factor.kind == "levels" else ("mean", "spread"))
    ]
    for name, columns, wanted in (
        ("disability_weight", ("disease",), diseases),
        ("exposure", ("risk_factor", "level"), levels),
        ("law_total", ("law",), laws),
        ("care_cost", ("law",), laws),
        ("price_index", ("index", "year"), [("cpi", str(pack.price_year))]),
    ):
        there = _rows_by(tables[name], *columns)
        for key in wanted:
            if key not in there:
                yield Fault(tables[name].path, None, f"there is no row for {', '.join(key)}", "add it")
    measured = _rows_by(tables["disease"], "disease", "measure")
    for (disease,) in diseases:
        if not any((disease, measure) in measured for measure in LEADING):
            cure = "add its prevalence or its incidence by sex and age"
            yield Fault(tables["disease"].path, None, f"nothing says how common {disease} is", cure)
    for name, wanted_keys, given in (
        ("diseases", [item.id for item in pack.diseases], content.inputs.diseases),
        ("exposure", [item.id for item in pack.risk_factors], content.inputs.exposure),
    ):
        for identifier in wanted_keys:
            if identifier not in given:
                path = f"{content.path}/inputs.yaml"
                yield Fault(path, None, f"{name}: {identifier} is missing", "add its grades")


def _gap_rules(content: Content) -> Iterator[Fault]:
    """The gap in life expectancy between groups: at birth and at one later age at most."""
    table, groups = content.tables["ses_gap"], content.pack.ses.groups
    ages = sorted({int(line.cells["age"]) for line in table.lines})
    if len(groups) > 1 and 0 not in ages:
        yield Fault(table.path, None, "there is no gap at birth", "add a row of age 0 for each sex")
    for age in ages[1:]:
        if age < EARLIEST_LATER_AGE or age != ages[-1]:
            cure = f"leave the row out, or give one age of {EARLIEST_LATER_AGE} or more"
            yield Fault(table.path, None, f"a gap at age {age} cannot be used", cure)
    for age in ages:
        for sex in SEXES:
            if (sex, str(age)) not in _rows_by(table, "sex", "age"):
                yield Fault(table.path, None, f"there is no gap for {sex} of age {age}", "add it")


def _risk_rules(content: Content) -> Iterator[Fault]:
    """Exposures of the relative risks, and diseases that raise each other in a circle."""
    table = content.tables["relative_risk"]
    factors = {factor.id: factor for factor in content.pack.risk_factors}
    for (name, _), lines in _rows_by(table, "risk_factor", "outcome").items():
        yield from _exposure_rules(table.path, factors[name], lines)
    effects = content.tables["disease_effect"]
    causes: dict[str, set[str]] = {}
    for line in effects.lines:
        causes.setdefault(line.cells["outcome"], set()).add(line.cells["disease"])
    try:
        TopologicalSorter(causes).prepare()
    except CycleError as error:
        problem = f"diseases raise each other in a circle: {', '.join(error.args[1])}"
        yield Fault(effects.path, None, problem, "leave one of the rows out")


def _trend_rules(content: Content) -> Iterator[Fault]:
    """Trends of a level, or of the mean, that the risk factor has."""
    table = content.tables["exposure_trend"]
    factors = {factor.id: factor for factor in content.pack.risk_factors}
    for line in table.lines:
        factor, level = factors[line.cells["risk_factor"]], line.cells["level"]
        known = factor.levels if factor.kind == "levels" else ["mean"]
        if level not in known:
            problem = f"level: {level!r} is no level of {factor.id}"
            yield Fault(table.path, line.number, problem, cure_for(level, known))


def _work_rules(content: Content) -> Iterator[Fault]:
    """What lost work, disability benefits and money that goes with being alive need to be valued."""
    path = f"{content.path}/economics.yaml"
    payers = _payers(content.parties)
    yield from work_faults(content.tables, content.economics.work, payers, path)
    yield from living_faults(content.tables, content.economics.living, payers, path)


def _double_rules(content: Content) -> Iterator[Fault]:
    """Rows of a list that say something twice: the same key, or the same ages of the same key."""
    for name, columns in KEYS.items():
        table = content.tables[name]
        for key, lines in _rows_by(table, *columns).items():
            for line in lines[1:]:
                problem = f"{', '.join(key)} stands here again, first in line {lines[0].number}"
                yield Fault(table.path, line.number, problem, "keep one of the two")
    last = content.pack.ages.last
    for name, columns in AGE_KEYS.items():
        table = content.tables[name]
        for key, lines in _rows_by(table, *columns).items():
            seen: dict[tuple[str, int], int] = {}
            for line in lines:
                twice = [cell for cell in _cells(line, last) if cell in seen]
                if twice:
                    problem = f"{', '.join(key)} stands here again for age {twice[0][1]}, {twice[0][0]}"
                    cure = f"keep this row or line {seen[twice[0]]} for that age"
                    yield Fault(table.path, line.number, problem, cure)
                seen |= {cell: line.number for cell in _cells(line, last) if cell not in seen}


def _cells(line: Line, last: int) -> list[tuple[str, int]]:
    """Every sex and age that a row is about."""
    sexes = SEXES if line.cells.get("sex", "") in ("", "all") else (line.cells["sex"],)
    ages = range(int(line.cells["age_from"] or 0), int(line.cells["age_to"] or last) + 1)
    return [(sex, age) for sex in sexes for age in ages]


def _discount_rules(content: Content) -> Iterator[Fault]:
    """Forward rates: years that go up, and a last rate without a year."""
    path = f"{content.path}/economics.yaml"
    for name, scheme in content.economics.discounting.items():
        for what, rates in (("costs", scheme.value.costs), ("effects", scheme.value.effects)):
            years = [year for year, _ in rates[:-1] if year is not None]
            if rates[-1][0] is not None:
                cure = "write null for its year: it holds for ever"
                yield Fault(path, None, f"{name}: the last of {what} has a year", cure)
            elif len(years) < len(rates) - 1 or sorted(set(years)) != years:
                cure = "give each rate but the last the last year that it holds"
                yield Fault(path, None, f"{name}: the years of {what} do not go up", cure)


def _exposure_rules(path: str, factor: Factor, lines: Sequence[Line]) -> Iterator[Fault]:
    """Exposures that a risk factor with levels, or with a mean, can have."""
    exposures = dict.fromkeys(line.cells["exposure"] for line in lines)
    if factor.kind == "levels":
        for line in lines:
            if line.cells["exposure"] not in factor.levels[1:]:
                cure = f"write one of {', '.join(factor.levels[1:])}; {factor.levels[0]} has risk 1"
                yield Fault(path, line.number, f"exposure: {line.cells['exposure']!r} is no level", cure)
    elif list(exposures) == ["per_unit"]:
        if factor.cap is None:
            cure = f"add cap to {factor.id} in pack.yaml: the highest mean for which the risk is used"
            yield Fault(path, lines[0].number, f"the risk of {factor.id} per unit has no end", cure)
    elif len(exposures) < 2 or not all(is_number(point) for point in exposures):
        cure = "write per_unit in every row, or two points or more as numbers"
        yield Fault(path, lines[0].number, f"the exposures of {factor.id} make no curve", cure)


RULES: tuple[Callable[[Content], Iterator[Fault]], ...] = (
    _pack_rules,
    _party_rules,
    _source_rules,
    _share_rules,
    _needed_rules,
    _gap_rules,
    _risk_rules,
    lambda content: official_faults(content.tables[OFFICIAL], content.pack),
    _trend_rules,
    _work_rules,
    lambda content: education_faults(content.tables, content.inputs.education_complete_age, content.path),
    lambda content: table_faults(content.tables, content.inputs.staff),
    _double_rules,
    _discount_rules,
)
