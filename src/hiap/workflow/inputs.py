"""The inputs behind a result, one row each, and the description of a measure for the dossier."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from hiap.consequences.outcomes import counts, price_name, touched
from hiap.domain.measure import HOUSEHOLDS, Effect, Measure, OutcomeChange, Target
from hiap.domain.measure_rules import ASSUMPTION, RATIO_KINDS, unit_of_product
from hiap.domain.pack import SEXES, Estimate, Pack, RelativeRisk
from hiap.domain.parts import Quantity
from hiap.evidence.numbers import status
from hiap.evidence.pooling import studies_of
from hiap.simulation.policy import quantity_estimate
from hiap.workflow import labels
from hiap.workflow.labels import Title, titled

WIDTH = 1.959963984540054
SHOWN_AGES = (60, 80)
SEX_WORDS = {
    "all": {"nl": "iedereen", "en": "everybody"},
    "male": {"nl": "mannen", "en": "men"},
    "female": {"nl": "vrouwen", "en": "women"},
}

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
    return [*rows, *_outcome_rows(pack, measures)]


def measure_rows(pack: Pack, measure: Measure) -> list[Row]:
    """Every number of one measure."""
    return [
        row(
            f"measure/{measure.id}/{path}",
            f"measure/{measure.id}",
            labels.quantity_title(pack, measure, path),
            quantity_estimate(quantity, pack),
        )
        | {
            "status": status(quantity.grade, quantity.source, fixed=_fixed(quantity)),
            "source": source_words(measure, quantity),
        }
        for path, quantity in measure.quantities()
    ]


def _fixed(quantity: Quantity) -> bool:
    return quantity.low == quantity.value == quantity.high


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


def _risk_rows(pack: Pack) -> Iterator[Row]:
    """Trends of the risk factors, and for each link the relative risks and how much counts as a cause."""
    for factor in pack.risk_factors:
        for trend in factor.trends:
            level = labels.level_title(factor, trend.level) if trend.level in factor.levels else None
            title = titled("trend: {0}", "trend: {0}", labels.inside(factor.title))
            title = titled("{0}, {1}", "{0}, {1}", title, level) if level else title
            yield row(f"trend/{factor.id}/{trend.level}", "pack/trends", title, trend.amount)
    for risk in pack.relative_risks:
        factor = pack.risk_factor(risk.risk_factor)
        names = (labels.inside(factor.title), labels.outcome_title(pack, risk.outcome))
        title = titled(
            "hoeveel van het verband een oorzaak is: {0} en {1}",
            "how much of the link is a cause: {0} and {1}",
            *names,
        )
        credit = pack.causal_credit[risk.certainty]
        yield row(f"credit/{risk.risk_factor}/{risk.outcome}", "pack/risks", title, credit)
        yield from _relative_risks(pack, risk)


def _relative_risks(pack: Pack, risk: RelativeRisk) -> Iterator[Row]:
    """The published relative risks of one pair at one age, by sex and level or point."""
    factor = pack.risk_factor(risk.risk_factor)
    shown = [min(age, pack.ages - 1) for age in SHOWN_AGES]
    age = next((a for a in shown if (risk.value[:, :, a] != 1.0).any()), shown[0])
    for c, point in enumerate(risk.points):
        for s, sex in enumerate(SEXES):
            middle, error = float(risk.value[c, s, age]), float(risk.log_error[c, s, age])
            width = math.exp(WIDTH * error)
            title = titled(
                "relatief risico: {0} op {1}, {2} van {3} jaar",
                "relative risk: {0} for {1}, {2} aged {3}",
                labels.exposure_title(factor, point),
                labels.outcome_title(pack, risk.outcome),
                labels.SEXES[sex],
                labels.same(str(age)),
            )
            estimate = Estimate(middle, middle / width, middle * width, "ratio", risk.grade, risk.source)
            yield row(f"rr/{factor.id}/{risk.outcome}/{point}/{sex}", "pack/risks", title, estimate)


def _disease_rows(pack: Pack) -> Iterator[Row]:
    """Disability weight and care cost of every disease, and staff per euro of care."""
    laws = {law.id: law.title for law in pack.laws}
    for disease in pack.diseases:
        name = labels.inside(disease.title)
        title = titled("ziektegewicht: {0}", "disability weight: {0}", name)
        yield row(f"weight/{disease.id}", "pack/diseases", title, disease.weight)
        for cost in disease.care_costs:
            title = titled("zorgkosten: {0}, {1}", "care cost: {0}, {1}", name, laws[cost.law])
            yield row(f"cost/{disease.id}/{cost.law}", "pack/diseases", title, cost.amount)
    for law in pack.laws:
        if law.staff is not None:
            title = titled("banen per euro zorg: {0}", "jobs per euro of care: {0}", law.title)
            yield row(f"staff/{law.id}", "pack/care", title, law.staff)


def _work_rows(pack: Pack) -> Iterator[Row]:
    """What an hour of work is worth, how long it is lost, and the days of absence by disease."""
    if pack.work is None:
        return
    title = titled("waarde van een uur betaald werk", "worth of an hour of paid work")
    yield row("work/hour", "pack/work", title, pack.work.hour)
    title = titled("dagen tot iemand anders het werk overneemt", "days until somebody else does the work")
    yield row("work/friction_days", "pack/work", title, pack.work.friction_days)
    for absence in pack.work.absences:
        name = labels.inside(pack.diseases[pack.disease_index(absence.disease)].title)
        title = titled("verzuim: {0}", "absence from work: {0}", name)
        yield row(f"absence/{absence.disease}", "pack/work", title, absence.days)


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


def source_words(measure: Measure, quantity: Quantity) -> str:
    """The source of a number of a measure as author (year) title."""
    source = measure.sources.get(quantity.source)
    if source is None:
        return quantity.source
    return f"{source.authors} ({source.year}) {source.title}"


def describe(pack: Pack, measure: Measure) -> Row:
    """What the dossier says of a measure before any result."""
    return {
        "summary": measure.summary.model_dump(),
        "domain": measure.domain,
        "maturity": measure.maturity,
        "acts": measure.acts,
        "theme": measure.theme,
        "ministries": list(measure.ministries),
        "obligation": measure.obligation,
        "asks_of_people": measure.asks_of_people,
        "precaution": None if measure.precaution is None else measure.precaution.model_dump(),
        "review_by": None if measure.review_by is None else measure.review_by.isoformat(),
        "target": target_words(pack, measure.target),
        "working_elements": [text.model_dump() for text in measure.working_elements],
        "effects": [_effect(pack, measure, effect) for effect in measure.effects],
        "outcomes": [_outcome(pack, measure, change) for change in measure.outcomes],
        "costs": [
            {
                "title": cost.title.model_dump(),
                "amount": cost.amount.value,
                "unit": f"eur {cost.price_year}, {cost.kind}",
                "payer": cost.payer,
                "source": source_words(measure, cost.amount),
            }
            for cost in measure.costs
        ],
        "sources": [
            {
                "text": f"{source.authors} ({source.year}) {source.title}. {source.publisher}".strip(" ."),
                "url": source.url or None,
                "read": source.read,
            }
            for source in measure.sources.values()
        ],
    }


def target_words(pack: Pack, target: Target) -> Title:
    """Who is eligible, in words."""
    first, last = target.age
    age = (labels.same(str(first)), labels.same(str(last)))
    who = SEX_WORDS[target.sex]
    if last >= pack.ages - 1 and first == 0:
        words = titled("{0}, alle leeftijden", "{0}, all ages", who)
    elif last >= pack.ages - 1:
        words = titled("{0} van {1} jaar en ouder", "{0} aged {1} and over", who, *age)
    else:
        words = titled("{0} van {1} tot en met {2} jaar", "{0} aged {1} to {2}", who, *age)
    if target.risk_factor and target.level:
        factor = pack.risk_factor(target.risk_factor)
        level = labels.level_title(factor, target.level)
        words = titled("{0} ({1}: {2})", "{0} ({1}: {2})", words, labels.inside(factor.title), level)
    if target.disease:
        words = titled("{0} met {1}", "{0} with {1}", words, labels.outcome_title(pack, target.disease))
    if target.ses:
        groups = labels.same(", ".join(group.removeprefix("Q") for group in target.ses))
        words = titled("{0}, welvaartsgroep {1}", "{0}, prosperity group {1}", words, groups)
    return words


def _effect(pack: Pack, measure: Measure, effect: Effect) -> Row:
    """One effect: its size and the chain behind it, its three labels and its source."""
    evidence = effect.evidence
    chain = [_link(pack, measure, path, quantity) for path, quantity in effect.factors]
    numbers = [quantity for _, quantity in effect.factors]
    main = min(numbers, key=lambda quantity: quantity.source == ASSUMPTION)
    source = measure.sources.get(main.source)
    transfer = _link(pack, measure, f"effects/{effect.id}/transfer", effect.transfer)
    size = math.prod(quantity.value for quantity in numbers)
    applied = size**effect.transfer.value if effect.kind in RATIO_KINDS else size * effect.transfer.value
    return {
        "title": labels.effect_title(pack, effect),
        "kind": effect.kind,
        "risk_factor": effect.risk_factor,
        "disease": effect.disease,
        **_levels(pack, effect),
        "size": {
            "value": size,
            "low": numbers[0].low if len(numbers) == 1 else None,
            "high": numbers[0].high if len(numbers) == 1 else None,
            "unit": _unit(effect),
            "applied": applied,
        },
        "chain": [*chain, transfer],
        "decay": effect.decay.value if effect.decay else None,
        "floor": evidence.floor,
        "certainty": evidence.certainty,
        "certainty_reason": evidence.certainty_reason.model_dump(),
        "recognition": evidence.recognition.model_dump() if evidence.recognition else None,
        "leap_of_faith": evidence.leap_of_faith,
        "fits": evidence.fits.model_dump() if evidence.fits else None,
        "source": source_words(measure, main),
        "url": source.url if source else None,
        "read": bool(source and source.read),
    }


def _outcome(pack: Pack, measure: Measure, change: OutcomeChange) -> Row:
    """One change outside health and care: its size, the chain behind it, its three labels and its source."""
    outcome, evidence = labels.outcome_of(pack, change.outcome), change.evidence
    numbers = [quantity for _, quantity in change.factors]
    main = min(numbers, key=lambda quantity: quantity.source == ASSUMPTION)
    size = math.prod(quantity.value for quantity in numbers)
    chain = [_link(pack, measure, path, quantity) for path, quantity in change.factors]
    return {
        "title": dict(outcome.title),
        "domain": outcome.domain,
        "direction": change.direction,
        "unit": outcome.unit,
        "size": size,
        "applied": size * change.transfer.value,
        "years": change.years,
        "lag_years": change.lag_years,
        "decay": change.decay.value if change.decay else None,
        "chain": [*chain, _link(pack, measure, f"outcomes/{change.id}/transfer", change.transfer)],
        "floor": evidence.floor,
        "certainty": evidence.certainty,
        "certainty_reason": evidence.certainty_reason.model_dump(),
        "leap_of_faith": evidence.leap_of_faith,
        "source": source_words(measure, main),
    }


def _link(pack: Pack, measure: Measure, path: str, quantity: Quantity) -> Row:
    """One factor of the chain of an effect, with its source."""
    source = measure.sources.get(quantity.source)
    studies = studies_of(quantity)
    return {
        "title": labels.quantity_title(pack, measure, path),
        "value": quantity.value,
        "low": quantity.low,
        "high": quantity.high,
        "unit": quantity.unit,
        "grade": quantity.grade,
        "status": status(quantity.grade, quantity.source, fixed=_fixed(quantity)),
        "source": source_words(measure, quantity),
        "url": source.url if source else None,
        **({"pooled": studies} if studies else {}),
    }


def _levels(pack: Pack, effect: Effect) -> Row:
    """The levels that people leave and go to, in words; None where there are none."""
    factor = pack.risk_factor(effect.risk_factor) if effect.risk_factor else None
    levels = {"level_from": effect.level_from, "level_to": effect.level_to}
    return {
        key: labels.level_title(factor, level) if factor and level else None for key, level in levels.items()
    }


def _unit(effect: Effect) -> str:
    """The unit of the size of an effect; a product of shares is a share of the people."""
    unit = unit_of_product([quantity.unit for _, quantity in effect.factors])
    return "share" if unit == "ratio" and effect.kind in ("shift", "hold") else unit
