"""The inputs behind a result, one row each, and the description of a measure for the dossier."""

from __future__ import annotations

from collections.abc import Sequence

from hiap.domain.measure import Effect, Measure, Quantity, Target
from hiap.domain.pack import SEXES, Estimate, Pack
from hiap.simulation.policy import quantity_estimate

SEX_WORDS = {
    "all": {"nl": "iedereen", "en": "everybody"},
    "male": {"nl": "mannen", "en": "men"},
    "female": {"nl": "vrouwen", "en": "women"},
}


def row(name: str, estimate: Estimate) -> dict[str, object]:
    """One input with value, interval, unit, grade and source."""
    return {
        "name": name,
        "value": estimate.value,
        "low": estimate.low,
        "high": estimate.high,
        "unit": estimate.unit,
        "grade": estimate.grade,
        "source": estimate.source,
    }


def input_rows(pack: Pack, measures: Sequence[Measure]) -> list[dict[str, object]]:
    """Every number of the measures, and the named inputs of the pack that are one number."""
    rows = [
        row(f"measure/{measure.id}/{path}", quantity_estimate(quantity, pack))
        | {"source": source_words(measure, quantity)}
        for measure in measures
        for path, quantity in measure.quantities()
    ]
    rows.append(row("mortality/trend", pack.mortality_trend))
    rows += [row(f"mortality/gap/{sex}/{age}", gap) for (sex, age), gap in sorted(pack.group_gap.items())]
    rows.append(row("good_health/slope", pack.good_health_slope))
    for factor in pack.risk_factors:
        rows += [row(f"trend/{factor.id}/{trend.level}", trend.amount) for trend in factor.trends]
    for risk in pack.relative_risks:
        credit = pack.causal_credit[risk.certainty]
        rows.append(row(f"credit/{risk.risk_factor}/{risk.outcome}", credit))
        rows += _risk_rows(risk.risk_factor, risk.outcome, pack)
    for disease in pack.diseases:
        rows.append(row(f"weight/{disease.id}", disease.weight))
        rows += [row(f"cost/{disease.id}/{cost.law}", cost.amount) for cost in disease.care_costs]
    return rows


def _risk_rows(factor: str, outcome: str, pack: Pack) -> list[dict[str, object]]:
    """The published relative risks of one pair at age 60, by sex and level or point."""
    risk = next(r for r in pack.relative_risks if (r.risk_factor, r.outcome) == (factor, outcome))
    rows: list[dict[str, object]] = []
    for c, point in enumerate(risk.points):
        for s, sex in enumerate(SEXES):
            middle, error = float(risk.value[c, s, 60]), float(risk.log_error[c, s, 60])
            width = 2.718281828459045 ** (1.959963984540054 * error)
            estimate = Estimate(
                middle, middle / width, middle * width, "ratio at age 60", risk.grade, risk.source
            )
            rows.append(row(f"rr/{factor}/{outcome}/{point}/{sex}", estimate))
    return rows


def source_words(measure: Measure, quantity: Quantity) -> str:
    """The source of a number of a measure as author (year) title."""
    source = measure.sources.get(quantity.source)
    if source is None:
        return quantity.source
    return f"{source.authors} ({source.year}) {source.title}"


def describe(pack: Pack, measure: Measure) -> dict[str, object]:
    """What the dossier says of a measure before any result."""
    return {
        "summary": measure.summary.model_dump(),
        "domain": measure.domain,
        "maturity": measure.maturity,
        "acts": measure.acts,
        "target": target_words(pack, measure.target),
        "effects": [_effect(pack, measure, effect) for effect in measure.effects],
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
            f"{source.authors} ({source.year}) {source.title}. {source.publisher} {source.url}".strip()
            for source in measure.sources.values()
        ],
    }


def target_words(pack: Pack, target: Target) -> dict[str, str]:
    """Who is eligible, in words."""
    first, last = target.age
    open_ended = last >= pack.ages - 1
    who = SEX_WORDS[target.sex]
    nl = (
        f"{who['nl']} van {first} jaar en ouder"
        if open_ended
        else f"{who['nl']} van {first} tot en met {last} jaar"
    )
    en = f"{who['en']} aged {first} and over" if open_ended else f"{who['en']} aged {first} to {last}"
    if target.risk_factor and target.level:
        title = pack.risk_factor(target.risk_factor).title
        nl, en = (
            f"{nl}, {title['nl'].lower()}: {target.level}",
            f"{en}, {title['en'].lower()}: {target.level}",
        )
    if target.ses:
        groups = ", ".join(target.ses)
        nl, en = f"{nl}, groep {groups}", f"{en}, group {groups}"
    return {"nl": nl, "en": en}


def _effect(pack: Pack, measure: Measure, effect: Effect) -> dict[str, object]:
    """One effect with its three labels and its source; a chain names each factor."""
    names = [quantity for _, quantity in effect.factors]
    size = 1.0
    for quantity in names:
        size *= quantity.value
    about = effect.risk_factor or effect.disease or "care"
    titles = {factor.id: factor.title for factor in pack.risk_factors}
    titles |= {disease.id: disease.title for disease in pack.diseases}
    title = titles.get(about, {"nl": "zorggebruik", "en": "care use"})
    main = min(names, key=lambda quantity: quantity.source == "assumption")
    source = measure.sources.get(main.source)
    return {
        "title": dict(title),
        "kind": effect.kind,
        "size": f"{size:.3g}" + (f" ({len(names)} factors)" if len(names) > 1 else f" {main.unit}"),
        "transfer": effect.transfer.value,
        "decay": effect.decay.value if effect.decay else None,
        "floor": effect.evidence.floor,
        "certainty": effect.evidence.certainty,
        "certainty_reason": effect.evidence.certainty_reason,
        "recognition": effect.evidence.recognition,
        "source": source_words(measure, main),
        "url": source.url if source else None,
        "read": bool(source and source.read),
    }
