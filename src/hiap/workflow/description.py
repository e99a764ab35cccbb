"""What a dossier and `hiap show` say of a measure before any result, in the names of a pack."""

from __future__ import annotations

import math

from hiap.domain.measure import OWN_TEXTS, Effect, Measure, OutcomeChange, Target
from hiap.domain.measure_rules import ASSUMPTION, RATIO_KINDS, unit_of_product
from hiap.domain.names import Names
from hiap.domain.parts import Evidence, Quantity
from hiap.domain.register import Claim, Policy
from hiap.evidence.numbers import status
from hiap.workflow import labels
from hiap.workflow.labels import Title, titled
from hiap.workflow.recognition import recognition_words

SEX_WORDS = {
    "all": {"nl": "iedereen", "en": "everybody"},
    "male": {"nl": "mannen", "en": "men"},
    "female": {"nl": "vrouwen", "en": "women"},
}

Row = dict[str, object]


def describe(names: Names, measure: Measure) -> Row:
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
        "target": target_words(names, measure.target),
        "working_elements": [text.model_dump() for text in measure.working_elements],
        "effects": [_effect(names, measure, effect) for effect in measure.effects],
        "outcomes": [_outcome(names, measure, change) for change in measure.outcomes],
        **pooled_claims(measure),
        "costs": [
            {
                "title": cost.title.model_dump(),
                "amount": cost.amount.value,
                "unit": f"eur {cost.price_year}, {cost.kind}" + (", place" * (cost.amount_of == "place")),
                "payer": cost.payer,
                "source": source_words(measure, cost.amount),
            }
            for cost in measure.costs
        ],
        **own_texts(measure),
        "sources": [
            {
                "text": f"{source.authors} ({source.year}) {source.title}. {source.publisher}".strip(" ."),
                "url": source.url or None,
                "read": source.read,
            }
            for source in measure.sources.values()
        ],
    }


def own_texts(measure: Measure) -> Row:
    """The problem, what is done already and what weighs beside the numbers, as far as they are told."""
    told = {key: getattr(measure, key) for key in OWN_TEXTS}
    return {key: value.model_dump(exclude_none=True) for key, value in told.items() if value is not None}


def target_words(names: Names, target: Target) -> Title:
    """Who is eligible, in words."""
    first, last = target.age
    age = (labels.same(str(first)), labels.same(str(last)))
    who = SEX_WORDS[target.sex]
    if last >= names.last_age and first == 0:
        words = titled("{0}, alle leeftijden", "{0}, all ages", who)
    elif last >= names.last_age:
        words = titled("{0} van {1} jaar en ouder", "{0} aged {1} and over", who, *age)
    else:
        words = titled("{0} van {1} tot en met {2} jaar", "{0} aged {1} to {2}", who, *age)
    if target.risk_factor and target.level:
        factor = names.risk_factors[target.risk_factor]
        level = labels.level_title(factor, target.level)
        title = labels.inside(factor.title)
        if title["nl"] == level["nl"]:  # as of problematic debt, whose level has its name
            words = titled("{0} ({1})", "{0} ({1})", words, level)
        else:
            words = titled("{0} ({1}: {2})", "{0} ({1}: {2})", words, title, level)
    if target.disease:
        words = titled("{0} met {1}", "{0} with {1}", words, labels.outcome_title(names, target.disease))
    if target.ses:
        groups = labels.same(", ".join(group.removeprefix("Q") for group in target.ses))
        words = titled("{0}, welvaartsgroep {1}", "{0}, prosperity group {1}", words, groups)
    return words


def _effect(names: Names, measure: Measure, effect: Effect) -> Row:
    """One effect: its size and the chain behind it, its three labels and its source."""
    chain = [_link(names, measure, path, quantity) for path, quantity in effect.factors]
    numbers = [quantity for _, quantity in effect.factors]
    main = min(numbers, key=lambda quantity: quantity.source == ASSUMPTION)
    transfer = _link(names, measure, f"effects/{effect.id}/transfer", effect.transfer)
    size = math.prod(quantity.value for quantity in numbers)
    applied = size**effect.transfer.value if effect.kind in RATIO_KINDS else size * effect.transfer.value
    return {
        "title": labels.effect_title(names, effect),
        "kind": effect.kind,
        "risk_factor": effect.risk_factor,
        "disease": effect.disease,
        **_levels(names, effect),
        "size": {
            "value": size,
            "low": numbers[0].low if len(numbers) == 1 else None,
            "high": numbers[0].high if len(numbers) == 1 else None,
            "unit": _unit(effect),
            "applied": applied,
        },
        "chain": [*chain, transfer],
        "decay": effect.decay.value if effect.decay else None,
        **_labels(effect.evidence),
        **_source(measure, main),
    }


def _outcome(names: Names, measure: Measure, change: OutcomeChange) -> Row:
    """One change outside health and care: its size, the chain behind it, its three labels and its source."""
    outcome = names.outcomes[change.outcome]
    numbers = [quantity for _, quantity in change.factors]
    main = min(numbers, key=lambda quantity: quantity.source == ASSUMPTION)
    size = math.prod(quantity.value for quantity in numbers)
    chain = [_link(names, measure, path, quantity) for path, quantity in change.factors]
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
        "chain": [*chain, _link(names, measure, f"outcomes/{change.id}/transfer", change.transfer)],
        **_labels(change.evidence),
        **_source(measure, main),
    }


def _labels(evidence: Evidence) -> Row:
    """The three labels of an effect or outcome, which are never made into one, and what goes with them."""
    return {
        "floor": evidence.floor,
        "certainty": evidence.certainty,
        "certainty_reason": evidence.certainty_reason.model_dump(),
        "recognition": recognition_words(evidence),
        "leap_of_faith": evidence.leap_of_faith,
        "fits": evidence.fits.model_dump() if evidence.fits else None,
    }


def _source(measure: Measure, quantity: Quantity) -> Row:
    """Where a number stands, and whether it was read there."""
    source = measure.sources.get(quantity.source)
    return {
        "source": source_words(measure, quantity),
        "url": source.url if source else None,
        "read": bool(source and source.read),
    }


def _link(names: Names, measure: Measure, path: str, quantity: Quantity) -> Row:
    """One factor of the chain of an effect, with its source."""
    source = measure.sources.get(quantity.source)
    studies = _studies(quantity)
    return {
        "title": labels.quantity_title(names, measure, path),
        "value": quantity.value,
        "low": quantity.low,
        "high": quantity.high,
        "unit": quantity.unit,
        "grade": quantity.grade,
        "status": status(quantity.grade, quantity.source, fixed=is_fixed(quantity)),
        "source": source_words(measure, quantity),
        "url": source.url if source else None,
        **({"pooled": studies} if studies else {}),
    }


def pooled_claims(entry: Policy) -> dict[str, list[Row]]:
    """The claims that several studies stand behind, with these; nothing where there are none."""
    found: list[Row] = [
        {
            "id": claim.id,
            "title": claim.outcome.model_dump(),
            "metric": claim.metric,
            "certainty": claim.evidence.certainty,
            "pooled": studies,
        }
        for claim in entry.claims
        if (studies := _studies(claim))
    ]
    return {"pooled_claims": found} if found else {}


def _studies(quantity: Quantity | Claim) -> Row | None:
    """The studies that a number is the mean of; few are, so what pools them is loaded for those alone."""
    if quantity.pooled is None:
        return None
    from hiap.evidence.pooling import studies_of

    return studies_of(quantity)


def _levels(names: Names, effect: Effect) -> Row:
    """The levels that people leave and go to, in words; None where there are none."""
    factor = names.risk_factors[effect.risk_factor] if effect.risk_factor else None
    levels = {"level_from": effect.level_from, "level_to": effect.level_to}
    return {
        key: labels.level_title(factor, level) if factor and level else None for key, level in levels.items()
    }


def _unit(effect: Effect) -> str:
    """The unit of the size of an effect; a product of shares is a share of the people."""
    unit = unit_of_product([quantity.unit for _, quantity in effect.factors])
    return "share" if unit == "ratio" and effect.kind in ("shift", "hold") else unit


def source_words(measure: Measure, quantity: Quantity) -> str:
    """The source of a number of a measure as author (year) title."""
    source = measure.sources.get(quantity.source)
    if source is None:
        return quantity.source
    return f"{source.authors} ({source.year}) {source.title}"


def is_fixed(quantity: Quantity) -> bool:
    """Whether a number is exact: without an interval around it."""
    return quantity.low == quantity.value == quantity.high
