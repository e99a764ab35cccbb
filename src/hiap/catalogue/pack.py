"""Loads a pack into one frozen value. No source, no load."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Literal, Protocol, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from hiap.catalogue.figures import figures_of
from hiap.catalogue.folder import Folder, Row, is_number, pack_folder, parted, refuse_faults, shipped_packs
from hiap.catalogue.pack_economics import economics_parts, estimate_of
from hiap.catalogue.pack_education import EXPECTANCY, education_of
from hiap.catalogue.pack_future import future_of
from hiap.catalogue.pack_living import living_of
from hiap.catalogue.pack_names import parties_of
from hiap.catalogue.pack_outcomes import outcome_accounts, outcomes_of
from hiap.catalogue.pack_sectors import sectors_of, shares_of
from hiap.catalogue.pack_tables import FIGURE_TABLES, OUTCOME_TABLE, SECTOR_TABLES, WORK_TABLES
from hiap.catalogue.pack_work import work_of
from hiap.catalogue.places import in_place
from hiap.catalogue.ratios import ratio_errors
from hiap.catalogue.tables import Columns, by_sex_age, grid, number, parts_by, spread_over_ages
from hiap.data import DEFAULT_PACK
from hiap.domain.errors import PackError
from hiap.domain.pack import (
    SEXES,
    CareCost,
    Disease,
    DiseaseEffect,
    Estimate,
    Lag,
    Law,
    Pack,
    Published,
    RelativeRisk,
    RiskFactor,
    Trend,
)
from hiap.uncertainty.distributions import Kind, default_interval

Array = NDArray[np.float64]
Document = Mapping[str, Any]
PUBLISHED: Mapping[Literal["life expectancy", "deaths"], str] = {"life expectancy": "0", "deaths": ""}
"""Official figures of the base year that a pack should give, and the ages for which they hold."""


def load_pack(pack: str = DEFAULT_PACK) -> Pack:
    """Load a pack by the id of one that ships with hiap, or by the path of a folder of your own.

    The same frozen value every time, as long as the files do not change.

    Raises
    ------
    InputError : no such pack, or every fault of a folder, each with file, line and cure.

    A place of the pack stands after an @, as in NLD/2025@ggd-groningen.

    >>> load_pack().base_year
    2025
    """
    name, place = parted(pack)
    folder = pack_folder(name)
    own = name not in shipped_packs()
    return (
        _load_place(folder, folder.digest(), place, own=own)
        if place
        else _load(folder, folder.digest(), own=own)
    )


@cache
def _load(folder: Folder, digest: str, *, own: bool) -> Pack:
    """Read a folder whose content has this digest; one of a user's own is checked in full first."""
    if own:
        refuse_faults(folder)
    document = {**cast(Document, folder.yaml("pack")), "inputs": folder.yaml("inputs")}
    reader = _Reader(folder, document, digest)
    _check_sources(reader)
    loaded = reader.pack()
    check_parties(loaded)
    return loaded


@cache
def _load_place(folder: Folder, digest: str, place: str, *, own: bool) -> Pack:
    """The pack of a place, which rests on that of its country."""
    return in_place(_load(folder, digest, own=own), folder, place)


class _Reader:
    """Everything that the tables need to know of the pack document, and one method per part of the pack."""

    def __init__(self, folder: Folder, document: Document, digest: str) -> None:
        self.folder = folder
        self.digest = digest
        self.document = document
        self.ages = int(document["ages"]["last"]) + 1
        self.groups: tuple[str, ...] = tuple(document["ses"]["groups"])
        self.variation: dict[str, float] = dict(document["default_coefficient_of_variation"]["values"])
        self.sectors = shares_of(folder)
        self.years = [str(y) for y in range(document["base_year"], document["last_year"] + 1)]

    def pack(self) -> Pack:
        """Put the pack together."""
        text, economics = self.document, cast(Document, self.folder.yaml("economics"))
        sources = {row["id"]: row for row in self.folder.rows("sources")}
        price_index = {
            int(row["year"]): number(row, "value")
            for row in self.folder.rows("price_index")
            if row["index"] == "cpi"
        }
        figures = figures_of(self.folder, frozenset(price_index))
        now = price_index[text["price_year"]]
        to_prices: Callable[[int], float] = lambda year: now / price_index[year]  # noqa: E731
        return Pack(
            id=text["id"],
            title=text["title"],
            base_year=text["base_year"],
            last_year=text["last_year"],
            price_year=text["price_year"],
            groups=self.groups,
            group_title=text["ses"]["title"],
            infant_share_lived=np.array([float(text["infant_a0"][sex]) for sex in SEXES]),
            share_male_at_birth=float(text["share_male_at_birth"]["value"]),
            **self.population_parts(),
            **self.health_parts(),
            **economics_parts(economics),
            variation=self.variation,
            causal_credit={
                name: estimate_of(item | {"unit": "exponent", "grade": "C", "source": "convention"})
                for name, item in text["causal_credit"]["values"].items()
            },
            parties=parties_of(self.folder),
            care_sectors=_by_id(sectors_of(self.folder)),
            figures=figures,
            work=work_of(self.folder, economics.get("work"), figures, to_prices, self.variation, self.ages),
            living=living_of(economics.get("living", {}), figures, to_prices, self.variation),
            outcomes=outcomes_of(self.folder, to_prices, self.variation),
            price_index=price_index,
            sources=sources,
            table_notes={row["table"]: row for row in self.folder.rows("tables")},
            published=self.published(),
            notes=tuple(text.get("notes", ())),
            digest=self.digest,
        )

    def population_parts(self) -> dict[str, Any]:
        """Demography and socio-economic groups."""
        cells = {"sex": SEXES, "age": [str(a) for a in range(self.ages)], "ses": self.groups}
        changes = {"year": self.years[:-1], "sex": SEXES, "age": cells["age"]}
        births = self.folder.columns("fertility")
        fertile = sorted({int(age) for age in births["age"]})
        fertility = np.zeros((len(self.years), self.ages))
        fertility[:, fertile] = grid(births, {"year": self.years, "age": [str(age) for age in fertile]})
        return {
            "population": by_sex_age(self.folder.columns("population"), self.ages),
            "mortality": by_sex_age(self.folder.columns("mortality"), self.ages),
            "mortality_change": grid(self.folder.columns("mortality_change"), changes),
            "mortality_trend": estimate_of(self.document["inputs"]["mortality_trend"]),
            "fertility": fertility,
            "migration": grid(
                self.folder.columns("migration"), {"year": self.years, "sex": SEXES, "age": cells["age"]}
            ),
            "future": future_of(self.folder, self.years),
            "group_share": _shares(grid(self.folder.columns("ses_share"), cells), "ses_share"),
            "group_gap_trend": estimate_of(self.document["inputs"]["group_gap_trend"]),
            "group_gap": {
                (row["sex"], int(row["age"])): self.estimate(row, "normal")
                for row in self.folder.rows("ses_gap")
            },
            "good_health": grid(self.folder.columns("good_health"), cells),
            "good_health_slope": estimate_of(self.document["inputs"]["good_health_slope"]),
            "disability": by_sex_age(self.folder.columns("disability"), self.ages),
            "education": education_of(
                self.folder, self.document["inputs"], self.ages, lambda row: self.estimate(row, "normal")
            ),
        }

    def health_parts(self) -> dict[str, Any]:
        """Risk factors, diseases, what links them, and care costs."""
        return {
            "diseases": _by_id(self.diseases()),
            "risk_factors": _by_id(self.risk_factors()),
            "relative_risks": self.relative_risks(),
            "lags": tuple(self.lag(rows) for rows in _grouped(self, "lag", ("risk_factor", "disease"))),
            "disease_effects": tuple(
                self.disease_effect(rows) for rows in _grouped(self, "disease_effect", ("disease", "outcome"))
            ),
            "laws": _by_id(self.laws()),
        }

    def estimate(self, row: Row, kind: Kind, column: str = "value") -> Estimate:
        """Read an estimate; without an interval it gets the default of its grade."""
        value = number(row, column)
        if row.get("low") and row.get("high"):
            low, high = number(row, "low"), number(row, "high")
        else:
            low, high = default_interval(kind, value, self.variation[row["grade"]])
        return Estimate(value, low, high, row["unit"], row["grade"], row["source"], row.get("note", ""))

    def diseases(self) -> tuple[Disease, ...]:
        """Every disease of the pack document, with its rates and costs."""
        of = parts_by(self.folder.columns("disease"), "disease")
        totals = self.folder.rows("disease_total")
        weights = {
            row["disease"]: self.estimate(row, "share") for row in self.folder.rows("disability_weight")
        }
        return tuple(
            self.disease(item, of(item["id"]), totals, weights) for item in self.document["diseases"]
        )

    def disease(self, item: Document, table: Columns, totals: list[dict[str, str]], weights: Any) -> Disease:
        """One disease."""
        name = item["id"]
        measures, of = set(table["measure"]), parts_by(table, "measure")

        def rate(measure: str) -> Array:
            if measure not in measures:
                return np.zeros((len(SEXES), self.ages))
            return by_sex_age(of(measure), self.ages)

        leading: Literal["prevalence", "incidence"] = (
            "prevalence" if "prevalence" in measures else "incidence"
        )
        deaths = {
            row["sex"]: number(row, "value")
            for row in totals
            if row["disease"] == name and row["measure"] == "deaths_underlying"
        }
        note = self.document["inputs"]["diseases"][name]
        return Disease(
            id=name,
            title=item["title"],
            leading=leading,
            level=rate(leading),
            level_grade=note["level_grade"],
            remission=rate("remission"),
            excess_mortality=rate("excess_mortality"),
            excess_grade=note["excess_grade"],
            fatal_fraction=rate("fatal_fraction"),
            cured_fraction=rate("cured_fraction"),
            deaths_underlying=np.array([deaths.get(sex, np.nan) for sex in SEXES]),
            weight=weights[name],
            care_costs=self.care_costs(name),
            source=note["source"],
            group_ratio=self.group_ratio(name),
        )

    def group_ratio(self, disease: str) -> tuple[float, ...]:
        """Incidence of the groups of a disease against each other, in order; empty where it is the same."""
        stated = self.document["inputs"].get("incidence_by_group", {}).get(disease)
        if stated is None:
            return ()
        if set(stated["values"]) != set(self.groups):
            wanted = ", ".join(self.groups)
            raise PackError(
                f"inputs.yaml, incidence_by_group, {disease}: give one value for each of {wanted}"
            )
        return tuple(float(stated["values"][group]) for group in self.groups)

    def care_costs(self, disease: str) -> tuple[CareCost, ...]:
        """What one disease costs, by law."""
        return tuple(
            CareCost(
                row["law"],
                row["basis"] == "per_new_case",
                self.estimate(row, "cost"),
                Estimate(
                    number(row, "avoidable_share"),
                    number(row, "avoidable_low"),
                    number(row, "avoidable_high"),
                    "share",
                    "R",
                    "assumption",
                ),
                next((part.shares for part in self.sectors.get((row["law"], disease), ())), {}),
            )
            for row in self.folder.rows("disease_cost")
            if row["disease"] == disease
        )

    def risk_factors(self) -> tuple[RiskFactor, ...]:
        """Every risk factor of the pack document, with its exposure and trend."""
        of = parts_by(self.folder.columns("exposure"), "risk_factor")
        trends: dict[str, list[Trend]] = {}
        for row in self.folder.rows("exposure_trend"):
            trend = Trend(row["level"], self.estimate(row, "normal"), int(row["until"]))
            trends.setdefault(row["risk_factor"], []).append(trend)
        grades = self.document["inputs"].get("exposure", {})
        return tuple(
            self.risk_factor(
                item,
                of(item["id"]),
                tuple(trends.get(item["id"], [])),
                grades[item["id"]],
            )
            for item in self.document.get("risk_factors", ())
        )

    def risk_factor(
        self, item: Document, table: Columns, trends: tuple[Trend, ...], grade: str
    ) -> RiskFactor:
        """One risk factor; shares that do not add to one are refused."""
        levelled = item["kind"] == "levels"
        labels = tuple(item["levels"]) if levelled else ("mean", "spread")
        cells = {"sex": SEXES, "age": [str(a) for a in range(self.ages)], "ses": self.groups}
        array = grid(table, {"level": labels, **cells})
        if levelled and abs(array.sum(axis=0) - 1.0).max() > 1e-4:
            raise PackError(f"the shares over the levels of {item['id']} do not add up to 1")
        shares = array / array.sum(axis=0) if levelled else array[:0]
        return RiskFactor(
            id=item["id"],
            title=item["title"],
            kind=item["kind"],
            levels=labels if levelled else (),
            unit=item["unit"],
            least_harm=0.0 if levelled else float(item["least_harm"]),
            cap=float(item.get("cap", np.inf)),
            share=shares,
            mean=array[0] if not levelled else array[0, :0],
            spread=array[1] if not levelled else array[0, :0],
            trends=trends,
            grade=grade,
            level_titles=item.get("level_titles", {}),
        )

    def relative_risks(self) -> tuple[RelativeRisk, ...]:
        """Every relative risk, laid out by point, sex and age."""
        groups = _grouped(self, "relative_risk", ("risk_factor", "outcome"))
        return tuple(self.relative_risk(rows) for rows in groups)

    def relative_risk(self, rows: list[dict[str, str]]) -> RelativeRisk:
        """The relative risks of one risk factor on one outcome; 1 at ages that no row names."""
        points = tuple(dict.fromkeys(row["exposure"] for row in rows))
        if points != ("per_unit",) and all(is_number(point) for point in points):
            points = tuple(sorted(points, key=float))
        by_point = [[row for row in rows if row["exposure"] == point] for point in points]
        return RelativeRisk(
            risk_factor=rows[0]["risk_factor"],
            outcome=rows[0]["outcome"],
            points=points,
            per_unit=points == ("per_unit",),
            value=np.stack([spread_over_ages(found, "value", self.ages, 1.0) for found in by_point]),
            log_error=np.stack(
                [ratio_errors(found, self.ages, self.variation) for found in by_point], axis=1
            ),
            certainty=rows[0]["certainty"],
            studied=rows[0]["studied"],
            grade=max(row["grade"] for row in rows),
            source=rows[0]["source"],
        )

    def lag(self, rows: list[dict[str, str]]) -> Lag:
        """The lag of one risk factor on one disease; α is infinite (no lag) at ages that no row names."""
        both = [row | {"sex": row.get("sex", "")} for row in rows]
        rate = spread_over_ages(both, "value", self.ages, np.inf)
        return Lag(rows[0]["risk_factor"], rows[0]["disease"], rate, max(row["grade"] for row in rows))

    def disease_effect(self, rows: list[dict[str, str]]) -> DiseaseEffect:
        """The relative risk of one disease on another."""
        first = rows[0]
        return DiseaseEffect(
            first["disease"],
            first["outcome"],
            spread_over_ages(rows, "value", self.ages, 1.0),
            ratio_errors(rows, self.ages, self.variation),
            first["certainty"],
            max(row["grade"] for row in rows),
            first["source"],
        )

    def laws(self) -> tuple[Law, ...]:
        """The laws that pay for care."""
        of = parts_by(self.folder.columns("care_cost"), "law")
        titles = {item["id"]: item["title"] for item in self.document["laws"]}
        staff, end_of_life_share, growth = (
            {law: estimate_of(item) for law, item in self.document["inputs"].get(name, {}).items()}
            for name in ("staff", "end_of_life_share", "care_growth")
        )
        for law in sorted({*staff, *end_of_life_share, *growth} - set(titles)):
            raise PackError(f"inputs.yaml has figures for the law {law}, not in pack.yaml: correct its id")
        return tuple(
            Law(
                row["law"],
                row["payer"],
                by_sex_age(of(row["law"]), self.ages),
                self.estimate(row, "cost"),
                number(row, "own_payment_share"),
                titles[row["law"]],
                staff.get(row["law"]),
                end_of_life_share.get(row["law"]),
                growth.get(row["law"]),
                self.sectors.get((row["law"], ""), ()),
            )
            for row in self.folder.rows("law_total")
        )

    def published(self) -> tuple[Published, ...]:
        """Official figures of the base year for each sex, all groups together; none without official.csv."""
        rows = self.folder.rows("official") if self.folder.has("official.csv") else []
        year = str(self.document["base_year"])
        return tuple(
            Published(figure, row["sex"], number(row, "value"))
            for figure, ages in PUBLISHED.items()
            for sex in SEXES
            for row in rows
            if [row[c] for c in ("figure", "sex", "ages", "group", "year")] == [figure, sex, ages, "", year]
        )


def _shares(array: Array, table: str) -> Array:
    """Shares over the last axis, made to add up exactly; more than rounding off is refused."""
    total = array.sum(axis=-1, keepdims=True)
    if abs(total - 1.0).max() > 1e-4:
        raise PackError(f"the shares in {table} do not add up to 1")
    return np.asarray(array / total)


def _grouped(reader: _Reader, table: str, columns: tuple[str, ...]) -> list[list[dict[str, str]]]:
    """Group the rows of a table by some columns, in order of appearance of the sorted keys."""
    groups: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in reader.folder.rows(table):
        groups.setdefault(tuple(row[column] for column in columns), []).append(row)
    return [groups[key] for key in sorted(groups)]


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_Entry = TypeVar("_Entry", bound=_Named)


def _by_id(found: tuple[_Entry, ...]) -> tuple[_Entry, ...]:
    """Put entries in the order of their ids: another order of entry then changes no digit (4.4)."""
    return tuple(sorted(found, key=lambda item: item.id))


def _check_sources(reader: _Reader) -> None:
    """Refuse a pack in which a table or a row names a source that sources.csv does not have (habit 10)."""
    known = {row["id"] for row in reader.folder.rows("sources")} | {"convention"}
    described = {row["table"]: row for row in reader.folder.rows("tables")}
    for table, entry in described.items():
        for source in entry["sources"].split(";"):
            if source not in known:
                raise PackError(f"table {table} names the source {source}, which sources.csv does not have")
    tables = ("relative_risk", "disease_total", "disability_weight", "disease_cost", "law_total", "lag")
    optional = (*FIGURE_TABLES, *WORK_TABLES, *SECTOR_TABLES, OUTCOME_TABLE, EXPECTANCY)
    for table in (*tables, *(name for name in optional if reader.folder.has(f"{name}.csv"))):
        rows = reader.folder.rows(table)
        if rows and table not in described:
            raise PackError(f"tables.csv does not describe {table}")
        for row in rows:
            missing = [part for part in row["source"].split(";") if part.strip() not in known]
            if missing or not row["source"]:
                raise PackError(f"{table}: no source {missing or 'given'} for {dict(row)}")


def check_parties(pack: Pack) -> None:
    """Refuse a law or a perspective with an account that is no party, or with a scheme that is not there."""
    parties = {party.id for party in pack.parties if not party.boundary}
    accounts = [(f"law {law.id}", law.payer) for law in pack.laws]
    accounts += [("work", pack.work.payer)] if pack.work else []
    if pack.work and pack.work.disability:
        accounts.append(("work/disability", pack.work.disability.payer))
    accounts += outcome_accounts(pack.outcomes)
    accounts += [(f"perspective {view.id}", account) for view in pack.views for account in view.accounts]
    accounts += [
        ("equity/care_budget", account) for account in (pack.equity.care_budget if pack.equity else ())
    ]
    for where, account in accounts:
        if account not in parties:
            raise PackError(f"{where} names {account}, which is no party: add it to parties.yaml")
    schemes = [(f"perspective {view.id}", view.discounting) for view in pack.views]
    schemes += [(f"variant {v.id}", v.discounting) for v in pack.variants.values() if v.discounting]
    for where, scheme in [*schemes, ("discounting_of_a_party", pack.discounting_of_a_party)]:
        if scheme not in pack.discounting:
            raise PackError(f"{where} names the discount scheme {scheme}: add it to economics.yaml")
