"""Which evidence fits a measure and why, whether the floor is met, and what is missing (11.3)."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence, Set
from typing import NamedTuple

from hiap.domain.evaluation import DesignRule, EvidenceRules
from hiap.domain.measure import Effect, Measure
from hiap.domain.parts import Evidence
from hiap.domain.register import Claim, Policy
from hiap.evidence.profile import FLOORS

FROM_AGE = 18
META_OF_TRIALS, META_OF_OBSERVATIONS = "meta_analysis_of_trials", "meta_analysis_of_observations"
DUTCH = re.compile(r"netherlands|nederland|dutch", re.IGNORECASE)
SPAN = re.compile(
    r"(\d+(?:\.\d+)?|one|two|three|four|five|six|ten|twelve)[ -](year|month|week)", re.IGNORECASE
)
NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "twelve": 12}
IN_YEARS = {"year": 1.0, "month": 1 / 12, "week": 1 / 52}
NOT_YET_EVERYWHERE = ("idea", "pilot", "development_agenda", "proven_elsewhere")
"""How far a measure has come while most places do without it."""
Value = str | bool | int


class Fact(NamedTuple):
    """An attribute of a measure, and whether it is said, derived from other fields, or unknown."""

    value: Value | None
    status: str


class Fit(NamedTuple):
    """Whether a kind of evidence fits: yes, no, or unknown; with the attributes that stand in its way.

    `present`: yes, no, or perhaps, where what was found may be of this kind and does not tell.
    """

    rule: DesignRule
    fits: str
    against: tuple[str, ...]
    present: str


class Gap(NamedTuple):
    """Something that is missing, with what it is about and numbers to tell it with."""

    code: str
    subject: str = ""
    found: float | None = None
    needed: float | None = None


def facts_of(entry: Policy) -> dict[str, Fact]:
    """The attributes of a measure that decide which evidence fits."""
    told = entry.evaluation.model_dump(exclude={"context"}) if entry.evaluation else {}
    found = _derived(entry)
    names = ("by_lot", "scale", "data_available", "years_to_effect", "phased", "limit", "elsewhere_without")
    facts = {}
    for name in names:
        said, derived = told.get(name), found.get(name)
        status = "said" if said is not None else "derived" if derived is not None else "unknown"
        facts[name] = Fact(derived if said is None else said, status)
    facts["obligation"] = Fact(entry.obligation, "said" if entry.obligation else "unknown")
    facts["domain"] = Fact(entry.domain, "said")
    return facts


def _derived(entry: Policy) -> dict[str, Value]:
    """What follows from other fields of the document."""
    scale = _scale(entry)
    found: dict[str, Value] = {"scale": scale} if scale else {}
    if scale:
        found["by_lot"] = {"national": "nobody", "local": "groups", "individual": "persons"}[scale]
    if scale in ("local", "individual") and entry.maturity in NOT_YET_EVERYWHERE:
        found["elsewhere_without"] = True
    if isinstance(entry, Measure):
        if entry.effects:
            found["years_to_effect"] = max(effect.lag_years for effect in entry.effects)
            in_registers = all(effect.risk_factor is None for effect in entry.effects)
            found["data_available"] = "registers" if in_registers else "collected"
        if entry.target.age[0] > FROM_AGE:
            found["limit"] = True
    return found


def _scale(entry: Policy) -> str | None:
    """A rule or a price holds for all; a flow of people is reached one by one; a stock by who acts."""
    if entry.obligation in ("price", "binding") or entry.acts.startswith("rijk_financien"):
        return "national"
    if isinstance(entry, Measure) and entry.reach.kind == "flow":
        return "individual"
    return "local" if entry.acts in ("municipalities", "schools") else None


def fits_of(entry: Policy, rules: EvidenceRules) -> list[Fit]:
    """Each kind of evidence: does it fit this measure, what stands in its way, and is it there?"""
    facts = facts_of(entry)
    designs = {kind_of_design(claim) for claim in entry.claims}
    return [_fit(rule, facts, _present(rule, designs)) for rule in rules.rules]


def kind_of_design(claim: Claim) -> str:
    """The design of a claim; of a meta-analysis with what its ratings say that it starts from."""
    ratings = claim.evidence.ratings
    if claim.design != "meta_analysis" or ratings is None:
        return claim.design
    return META_OF_TRIALS if ratings.start == "randomised" else META_OF_OBSERVATIONS


def _present(rule: DesignRule, designs: Set[str]) -> str:
    if designs & set(rule.counts):
        return "yes"
    return "perhaps" if designs & set(rule.may_count) else "no"


def _fit(rule: DesignRule, facts: dict[str, Fact], present: str) -> Fit:
    against: list[str] = [
        name for name, allowed in rule.when.items() if facts[name].value not in (None, *allowed)
    ]
    unknown: list[str] = [name for name in rule.when if facts[name].value is None]
    if rule.most_years is not None:
        years = facts["years_to_effect"].value
        if years is None:
            unknown.append("years_to_effect")
        elif years > rule.most_years:  # type: ignore[operator]
            against.append("years_to_effect")
    if against:
        return Fit(rule, "no", tuple(against), present)
    return Fit(rule, "unknown" if unknown else "yes", tuple(unknown), present)


def floor_of(entry: Policy) -> str | None:
    """Were effects compared with what would have happened without? The weakest answer; None if none."""
    found = [evidence.floor for evidence in _evidence(entry)]
    return max(found, key=FLOORS.index, default=None)


def _evidence(entry: Policy) -> Sequence[Evidence]:
    effects = entry.effects if isinstance(entry, Measure) else ()
    return [item.evidence for item in (effects or entry.claims)]


def proportionate(entry: Policy, fits: Sequence[Fit]) -> str:
    """Is the evidence in proportion to what could be had: yes, partly, no, or not known?

    yes: the floor is met, and by a kind of evidence that fits. no: there is no comparison, though a kind that
    gives one fits. Otherwise partly; unknown where nothing is recorded.
    """
    floor = floor_of(entry)
    possible = [fit for fit in fits if fit.fits == "yes" and fit.rule.floor == "yes"]
    if floor is None:
        return "unknown"
    if floor == "yes" and any(fit.present != "no" for fit in possible):
        return "yes"
    return "no" if floor == "no" and possible else "partly"


def gaps_of(entry: Policy, fits: Sequence[Fit]) -> list[Gap]:
    """What is missing in the evidence of a measure."""
    gaps = [Gap(f"floor-{evidence.floor}") for evidence in _evidence(entry) if evidence.floor != "yes"]
    if not entry.claims:
        gaps.append(Gap("no-claims"))
    elif not any(DUTCH.search(claim.setting) for claim in entry.claims):
        gaps.append(Gap("no-dutch-study"))
    if entry.claims:
        gaps += [
            Gap("design-absent", fit.rule.id)
            for fit in fits
            if fit.fits == "yes" and fit.rule.floor == "yes" and fit.present == "no"
        ]
    unknown = [name for fit in fits if fit.fits == "unknown" for name in fit.against]
    gaps += [Gap("attribute-unknown", name) for name in dict.fromkeys(unknown)]
    if isinstance(entry, Measure):
        gaps += [gap for effect in entry.effects for gap in _effect_gaps(entry, effect)]
    return list(dict.fromkeys(gaps))


def _effect_gaps(measure: Measure, effect: Effect) -> list[Gap]:
    gaps = []
    if effect.transfer.grade == "R":
        gaps.append(Gap("transfer-assumed", effect.id))
    if effect.evidence.ratings is None:
        gaps.append(Gap("no-ratings", effect.id))
    followed = [years for claim in measure.claims if (years := years_in(claim.follow_up)) is not None]
    used = used_years(measure, effect)
    if followed and max(followed) < used:
        gaps.append(Gap("short-follow-up", effect.id, max(followed), used))
    return gaps


def used_years(measure: Measure, effect: Effect) -> float:
    """How long an effect is used for: its delay and its mean duration, or the years of the measure."""
    if effect.decay is not None and effect.decay.value > 0:
        return effect.lag_years + min(1.0 / effect.decay.value, float(measure.years))
    return float(measure.years) if effect.kind != "shift" else math.inf


def years_in(text: str) -> float | None:
    """The longest span in a text, in years; None where none is written as number and unit.

    >>> years_in("six months and 2 years"), years_in("none")
    (2.0, None)
    """
    spans = [(NUMBERS.get(n.lower()) or float(n), unit.lower()) for n, unit in SPAN.findall(text)]
    return max((number * IN_YEARS[unit] for number, unit in spans), default=None)
