"""Readable names of inputs in Dutch and English, made from the titles of measures and pack."""

from __future__ import annotations

from collections.abc import Mapping

from hiap.domain.measure import Effect, Measure
from hiap.domain.names import ALL_CAUSE, LANGUAGES, FactorName, Names, OutcomeDomain
from hiap.domain.parts import Factor

Title = dict[str, str]

FIXED: Mapping[str, Title] = {
    "target/share": {
        "nl": "deel van de doelgroep dat in aanmerking komt",
        "en": "share of the target group that qualifies",
    },
    "reach/share": {"nl": "bereik", "en": "reach"},
    "reach/non_take_up": {"nl": "deel dat niet meedoet", "en": "share that does not take part"},
}
OF_NO_PEOPLE: Mapping[str, tuple[str, str]] = {
    "target/share": ("deel dat telt van {0}", "part that counts of {0}"),
    "reach/share": ("bereik: deel van {0}", "reach: part of {0}"),
}
"""The same two where they are no share of people."""
OF_AN_EFFECT: Mapping[str, Title] = {
    "size": {"nl": "omvang van het effect", "en": "size of the effect"},
    "transfer": {
        "nl": "hoeveel van het gevonden effect hier verwacht wordt",
        "en": "how much of the published effect is expected here",
    },
    "decay": {
        "nl": "hoe lang het effect duurt (verlies per jaar)",
        "en": "how long the effect lasts (loss per year)",
    },
}
WEIGHTS: Title = {
    "nl": "hoe zwaar elke ziekte weegt (ziektegewichten)",
    "en": "how heavy each disease weighs (disability weights)",
}
OUTCOME_DOMAINS: Mapping[OutcomeDomain, Title] = {
    "school": {"nl": "School", "en": "School"},
    "justice": {"nl": "Veiligheid", "en": "Safety"},
    "housing": {"nl": "Wonen", "en": "Housing"},
    "debt": {"nl": "Schulden", "en": "Debts"},
    "benefit": {"nl": "Uitkeringen", "en": "Benefits"},
    "work": {"nl": "Werk", "en": "Work"},
}
SEXES: Mapping[str, Title] = {
    "male": {"nl": "mannen", "en": "men"},
    "female": {"nl": "vrouwen", "en": "women"},
}
HOUSEHOLDS: Title = {"nl": "Huishoudens", "en": "Households"}
ALL_DEATHS: Title = {"nl": "sterfte aan alle oorzaken", "en": "death from all causes"}
CARE_USE: Title = {"nl": "Zorggebruik", "en": "Care use"}


def titled(nl: str, en: str, *parts: Mapping[str, str]) -> Title:
    """Fill titles into a Dutch and an English pattern.

    >>> titled("kosten: {0}", "cost: {0}", {"nl": "Cursus", "en": "Course"})
    {'nl': 'kosten: Cursus', 'en': 'cost: Course'}
    """
    patterns = {"nl": nl, "en": en}
    return {lang: patterns[lang].format(*(part[lang] for part in parts)) for lang in LANGUAGES}


def same(text: str) -> Title:
    """Give a text that is alike in both languages, such as an id or a number; Dutch has a decimal comma."""
    number = text.lstrip("-").replace(".", "", 1).isdigit()
    return {"nl": text.replace(".", ",") if number else text, "en": text}


def inside(title: Mapping[str, str]) -> Title:
    """Give a title as it stands inside a sentence: without its capital, unless it is an abbreviation.

    >>> inside({"nl": "Beroerte", "en": "COPD"})
    {'nl': 'beroerte', 'en': 'COPD'}
    """
    return {
        lang: text if text[1:2].isupper() else text[:1].lower() + text[1:] for lang, text in title.items()
    }


def quantity_title(names: Names, measure: Measure, path: str) -> Title:
    """Name a number of a measure by its path, such as "effects/quit/decay"."""
    if path in OF_NO_PEOPLE and (what := getattr(measure, path.split("/")[0]).share_of):
        return titled(*OF_NO_PEOPLE[path], what.model_dump())
    if path in FIXED:
        return dict(FIXED[path])
    first, *rest = path.split("/")
    if first == "reach":
        return titled(
            "bereik in welvaartsgroep {0}, als factor",
            "reach in prosperity group {0}, as a factor",
            same(rest[-1].removeprefix("Q")),
        )
    if first == "costs":
        cost = next(item for item in measure.costs if item.id == rest[0])
        return titled("kosten: {0}", "cost: {0}", cost.title.model_dump())
    if first == "transfers":
        return next(item for item in measure.transfers if item.id == rest[0]).title.model_dump()
    if first == "factors":
        return _factors(measure)[rest[0]].label.model_dump()
    name = OF_AN_EFFECT[rest[-1]]
    if first == "outcomes":
        change = next(item for item in measure.outcomes if item.id == rest[0])
        return titled("{0}: {1}", "{0}: {1}", name, names.outcomes[change.outcome].title)
    if len(measure.effects) == 1:
        return dict(name)
    effect = next(item for item in measure.effects if item.id == rest[0])
    return titled("{0}: {1}", "{0}: {1}", name, effect_title(names, effect))


def _factors(measure: Measure) -> dict[str, Factor]:
    """Every factor of a chain by its id."""
    chains = [transfer.chain or () for transfer in measure.transfers]
    chains += [effect.chain or () for effect in measure.effects]
    chains += [change.chain or () for change in measure.outcomes]
    return {factor.id: factor for chain in chains for factor in chain}


def effect_title(names: Names, effect: Effect) -> Title:
    """Name what an effect works on: a risk factor, a disease, or care use."""
    if effect.risk_factor:
        return dict(names.risk_factors[effect.risk_factor].title)
    return dict(names.diseases[effect.disease] if effect.disease else CARE_USE)


def level_title(factor: FactorName, level: str) -> Title:
    """Name a level of a risk factor; its id where the pack has no words for it."""
    return dict(factor.level_titles.get(level) or same(level))


def outcome_title(names: Names, outcome: str) -> Title:
    """Name the outcome of a relative risk inside a sentence: a disease, or death from all causes."""
    if outcome == ALL_CAUSE:
        return dict(ALL_DEATHS)
    return inside(names.diseases[outcome])


def exposure_title(factor: FactorName, point: str) -> Title:
    """Name an exposure inside a sentence: a level, a unit more, or a point of a curve."""
    unit, name = same(factor.unit.partition(" of ")[0]), inside(factor.title)
    if point == "per_unit":
        return titled("{0}, per {1} meer", "{0}, per {1} more", name, unit)
    if point in factor.levels:
        level = level_title(factor, point)
        return level if level == name else titled("{0} ({1})", "{0} ({1})", name, level)
    return titled("{0} bij {1} {2}", "{0} at {1} {2}", name, same(point), unit)
