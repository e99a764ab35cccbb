"""The inputs behind a result, one row each."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from hiap.consequences.benefits import BENEFIT, risk_name
from hiap.consequences.living import living_name
from hiap.consequences.outcomes import counts, price_name, touched
from hiap.domain.measure import HOUSEHOLDS, Measure
from hiap.domain.pack import SEXES, Estimate, Pack, RelativeRisk
from hiap.evidence.numbers import status
from hiap.simulation.policy import quantity_estimate
from hiap.workflow import labels
from hiap.workflow.description import is_fixed, source_words
from hiap.workflow.labels import titled

LIMIT = 1.959963984540054
SHOWN_AGES = (60, 80)
SHOWN_AHEAD = 25
"""Years from the base year to the one of which births and migration are told."""

Row = dict[str, object]


def row(name: str, group: str, title: Mapping[str, str], estimate: Estimate) -> Row:
    """One input with its readable name, value, interval, unit, grade, status and source."""
    return {
        "name": name,
        "group": group,
        "title": dict(title),
        "value": estimate.value,
        "low": estimate.low,
        "high": estimate.high,
        "unit": estimate.unit,
        "grade": estimate.grade,
        "status": status(
            estimate.grade, estimate.source, fixed=estimate.low == estimate.value == estimate.high
        ),
        "source": estimate.source,
    }


def input_rows(pack: Pack, measures: Sequence[Measure]) -> list[Row]:
    """Every number of the measures, and the named inputs of the pack that are one number."""
    rows = [found for measure in measures for found in measure_rows(pack, measure)]
    rows += [*_population_rows(pack), *_risk_rows(pack), *_disease_rows(pack), *_work_rows(pack)]
    return [*rows, *_living_rows(pack), *_outcome_rows(pack, measures)]


def measure_rows(pack: Pack, measure: Measure) -> list[Row]:
    """Every number of one measure."""
    return [
        row(
            f"measure/{measure.id}/{path}",
            f"measure/{measure.id}",
            labels.quantity_title(pack.names, measure, path),
            quantity_estimate(quantity, pack),
        )
        | {
            "status": status(quantity.grade, quantity.source, fixed=is_fixed(quantity)),
            "source": source_words(measure, quantity),
        }
        for path, quantity in measure.quantities()
    ]


def _population_rows(pack: Pack) -> Iterator[Row]:
    """Trend of mortality, gaps between groups, and what disability does to perceived health."""
    group = "pack/population"
    yield row(
        "mortality/trend", group, titled("trend in de sterfte", "trend in mortality"), pack.mortality_trend
    )
    for (sex, age), gap in sorted(pack.group_gap.items()):
        title = titled(
            "levensverwachting: meest min minst welvarende groep, {0}, op leeftijd {1}",
            "life expectancy: most less least prosperous group, {0}, at age {1}",
            labels.SEXES[sex],
            labels.same(str(age)),
        )
        yield row(f"mortality/gap/{sex}/{age}", group, title, gap)
    title = titled(
        "verandering per jaar van het verschil in levensverwachting tussen groepen",
        "yearly change of the gap in life expectancy between groups",
    )
    yield row("mortality/gap_trend", group, title, pack.group_gap_trend)
    title = titled(
        "hoe sterk ervaren gezondheid daalt door ziekte",
        "how strongly perceived health falls with disability",
    )
    yield row("good_health/slope", group, title, pack.good_health_slope)
    yield from _future_rows(pack)


def _future_rows(pack: Pack) -> Iterator[Row]:
    """Births per woman and net migrants of a later year, where the pack has limits to them (2.7)."""
    t = min(SHOWN_AHEAD, pack.last_year - pack.base_year)
    births, moves = (float(table[min(t, len(table) - 1)].sum()) for table in (pack.fertility, pack.migration))
    (below, above), (less, more) = (
        [LIMIT * float(side[min(t, len(side) - 1)]) for side in errors]
        for errors in (pack.future.births, pack.future.migrants)
    )
    limits = {
        "fertility": (births, births * math.exp(-below), births * math.exp(above)),
        "migration": (moves, moves * (1.0 - less), moves * (1.0 + more)),
    }
    words = {
        "fertility": ("hoeveel kinderen er komen, in {0}", "how many are born, in {0}"),
        "migration": (
            "mensen die komen min mensen die gaan, in {0}",
            "people who come less people who leave, in {0}",
        ),
    }
    for name, (value, low, high) in limits.items():
        if low != high:
            note, title = pack.table_notes[f"{name}_limit"], words[name]
            estimate = Estimate(value, low, high, note["unit"], note["grade"], note["sources"])
            year = labels.same(str(pack.base_year + t))
            yield row(f"{name}/level", "pack/population", titled(*title, year), estimate)


def _risk_rows(pack: Pack) -> Iterator[Row]:
    """Trends of the risk factors, and for each link the relative risks and how much counts as a cause."""
    for factor in pack.risk_factors:
        for trend in factor.trends:
            level = labels.level_title(factor.name, trend.level) if trend.level in factor.levels else None
            title = titled("trend: {0}", "trend: {0}", labels.inside(factor.title))
            title = titled("{0}, {1}", "{0}, {1}", title, level) if level else title
            yield row(f"trend/{factor.id}/{trend.level}", "pack/trends", title, trend.amount)
    for risk in pack.relative_risks:
        factor = pack.risk_factor(risk.risk_factor)
        names = (labels.inside(factor.title), labels.outcome_title(pack.names, risk.outcome))
        title = titled(
            "hoeveel van het verband een oorzaak is: {0} en {1}",
            "how much of the link is a cause: {0} and {1}",
            *names,
        )
        credit = pack.causal_credit[risk.certainty]
        yield row(f"credit/{risk.risk_factor}/{risk.outcome}", "pack/risks", title, credit)
        yield from _relative_risks(pack, risk)


def _relative_risks(pack: Pack, risk: RelativeRisk) -> Iterator[Row]:
    """The published relative risks of one pair, by sex and level or point, at an age that has one."""
    factor = pack.risk_factor(risk.risk_factor)
    shown = [min(age, pack.ages - 1) for age in SHOWN_AGES]
    held = np.flatnonzero((risk.value != 1.0).any(axis=(0, 1))).tolist()
    age = next((age for age in (*shown, *held) if age in held), shown[0])
    for c, point in enumerate(risk.points):
        for s, sex in enumerate(SEXES):
            middle = float(risk.value[c, s, age])
            low, high = (
                middle * math.exp(z * float(error[c, s, age]))
                for z, error in zip((-LIMIT, LIMIT), risk.log_error, strict=True)
            )
            title = titled(
                "relatief risico: {0} op {1}, {2} van {3} jaar",
                "relative risk: {0} for {1}, {2} aged {3}",
                labels.exposure_title(factor.name, point),
                labels.outcome_title(pack.names, risk.outcome),
                labels.SEXES[sex],
                labels.same(str(age)),
            )
            estimate = Estimate(middle, low, high, "ratio", risk.grade, risk.source)
            yield row(f"rr/{factor.id}/{risk.outcome}/{point}/{sex}", "pack/risks", title, estimate)


def _disease_rows(pack: Pack) -> Iterator[Row]:
    """Disability weight and care cost of every disease; staff, last years and growth of every law."""
    laws = {law.id: law.title for law in pack.laws}
    for disease in pack.diseases:
        name = labels.inside(disease.title)
        title = titled("ziektegewicht: {0}", "disability weight: {0}", name)
        yield row(f"weight/{disease.id}", "pack/diseases", title, disease.weight)
        for cost in disease.care_costs:
            title = titled("zorgkosten: {0}, {1}", "care cost: {0}, {1}", name, laws[cost.law])
            yield row(f"cost/{disease.id}/{cost.law}", "pack/diseases", title, cost.amount)
    for law in pack.laws:
        for kind, dutch, english, estimate in (
            ("staff", "banen per euro zorg: {0}", "jobs per euro of care: {0}", law.staff),
            (
                "end_of_life_share",
                "deel van de zorgkosten in het laatste levensjaar: {0}",
                "share of the cost of care in the last year of life: {0}",
                law.end_of_life_share,
            ),
            (
                "care_growth",
                "groei van de zorgkosten per persoon, alleen in een variant: {0}",
                "growth of the cost of care per person, only in a variant: {0}",
                law.growth,
            ),
        ):
            if estimate is not None:
                yield row(f"{kind}/{law.id}", "pack/care", titled(dutch, english, law.title), estimate)


def _work_rows(pack: Pack) -> Iterator[Row]:
    """What an hour of work is worth, how long it is lost, and the days of absence by disease."""
    if pack.work is None:
        return
    title = titled("waarde van een uur betaald werk", "worth of an hour of paid work")
    yield row("work/hour", "pack/work", title, pack.work.hour)
    title = titled("dagen tot iemand anders het werk overneemt", "days until somebody else does the work")
    yield row("work/friction_days", "pack/work", title, pack.work.friction_days)
    for absence in pack.work.absences:
        name = labels.inside(pack.names.diseases[absence.disease])
        title = titled("verzuim: {0}", "absence from work: {0}", name)
        yield row(f"absence/{absence.disease}", "pack/work", title, absence.days)
    if pack.work.disability is None:
        return
    title = titled("arbeidsongeschiktheidsuitkering per jaar", "disability benefit a year")
    yield row(BENEFIT, "pack/work", title, pack.work.disability.benefit)
    for risk in pack.work.disability.risks:
        name = labels.inside(pack.names.diseases[risk.disease])
        title = titled(
            "kans op een arbeidsongeschiktheidsuitkering: {0}", "chance of a disability benefit: {0}", name
        )
        yield row(risk_name(risk.disease), "pack/work", title, risk.chance)


def _living_rows(pack: Pack) -> Iterator[Row]:
    """What goes to or comes from a person for each year of life."""
    for item in pack.living:
        title = titled("{0}: per persoon per jaar", "{0}: a person and year", item.title)
        yield row(living_name(item), "pack/work", title, item.amount)


def _outcome_rows(pack: Pack, measures: Sequence[Measure]) -> Iterator[Row]:
    """The prices of the outcomes that the measures change, as far as they count."""
    for outcome in touched(pack, measures):
        parties = {party.id: party.title for party in pack.parties} | {HOUSEHOLDS: labels.HOUSEHOLDS}
        for line in outcome.lines:
            if counts(line, pack):
                words = ("prijs: {0} ({1} aan {2})", "price: {0} ({1} to {2})")
                who = [labels.inside(parties[account]) for account in (line.payer, line.receiver)]
                title = titled(*words, labels.inside(outcome.title), *who)
                yield row(price_name(outcome, line), "pack/outcomes", title, line.price)


def pack_sources(pack: Pack, rows: Sequence[Row]) -> dict[str, Row]:
    """The sources of the pack that the rows name, by id, with text, address and whether they were read."""
    named = {name for found in rows for name in str(found["source"]).split(";") if name in pack.sources}
    return {
        name: {
            "text": f"{source['producer']} ({source['year'] or '-'}) {source['title']}",
            "producer": source["producer"],
            "year": source["year"] or None,
            "url": source["url"] or None,
            "read": source["read"] == "yes",
        }
        for name in sorted(named)
        for source in (pack.sources[name],)
    }
